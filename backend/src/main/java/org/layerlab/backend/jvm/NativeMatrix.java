package org.layerlab.backend.jvm;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.layerlab.network.matrix.Matrix;

/** A matrix of floats, row by row, outside the Java heap. */
record NativeMatrix(int rows, int columns, FloatPointer pointer, FloatBuffer values) implements Matrix {
    int size() {
        return values.capacity();
    }

    /**
     * The matrix as its kernels made it.
     *
     * @throws IllegalArgumentException when other kernels made it
     */
    static NativeMatrix own(Matrix M) {
        if (M instanceof NativeMatrix own) {
            return own;
        }
        throw new IllegalArgumentException(
                "the matrix belongs to other kernels: " + M.getClass().getSimpleName());
    }
}
