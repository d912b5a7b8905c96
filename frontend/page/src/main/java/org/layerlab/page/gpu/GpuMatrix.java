package org.layerlab.page.gpu;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Matrix;

/** A matrix of float32 in a buffer of the GPU, row by row. */
final class GpuMatrix implements Matrix {
    /** The matrices that it is one of. */
    final Object owner;

    private final int rows;
    private final int columns;
    private final GpuBuffer buffer;
    private boolean released;
    /** What it holds, where that was fetched since its last change. */
    private double @Nullable [] fetched;

    private int changes;

    GpuMatrix(Object owner, GpuBuffer buffer, int rows, int columns) {
        this.owner = owner;
        this.buffer = buffer;
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    int count() {
        return rows * columns;
    }

    /**
     * Where its elements lie.
     *
     * @throws IllegalStateException when it was released
     */
    GpuBuffer buffer() {
        if (released) {
            throw new IllegalStateException("the " + rows + "×" + columns + " matrix was released");
        }
        return buffer;
    }

    /** It is being changed: what was fetched counts no longer. */
    void changed() {
        changes++;
        fetched = null;
    }

    /** How often it was changed. */
    int changes() {
        return changes;
    }

    /** Takes what it held after this many changes; does nothing where it was changed since. */
    void hold(double[] values, int after) {
        if (after == changes) {
            fetched = values;
        }
    }

    /** A copy of what it holds, or null where that has to be fetched first. */
    double @Nullable [] known() {
        return fetched == null ? null : fetched.clone();
    }

    /** Its storage is being given back. */
    GpuBuffer release() {
        GpuBuffer given = buffer();
        released = true;
        fetched = null;
        return given;
    }
}
