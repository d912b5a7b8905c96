package org.layerlab.page.kernels;

import org.layerlab.network.matrix.Matrix;

/** A matrix in the kernels' memory, row by row. */
final class WasmMatrix implements Matrix {
    /** Where it lies; {@link #RELEASED} once it was given back. */
    int address;

    static final int RELEASED = 0;

    /** Where the bytes lie of which its elements have yet to be made; 0 where they are there. */
    int examples;

    private final WasmKernels owner;
    private final int rows;
    private final int columns;

    WasmMatrix(WasmKernels owner, int address, int rows, int columns) {
        this.owner = owner;
        this.address = address;
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

    boolean ownedBy(WasmKernels kernels) {
        return owner == kernels;
    }
}
