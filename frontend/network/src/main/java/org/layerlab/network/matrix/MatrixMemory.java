package org.layerlab.network.matrix;

import java.util.List;

/** The part of {@link Kernels} that holds matrices: makes, fills, reads and releases them. */
public interface MatrixMemory {
    /** The type of the numbers these kernels compute in. */
    Precision precision();

    /** A matrix of zeros. */
    Matrix create(int rows, int columns);

    /** Releases a matrix' storage; the matrix must not be used afterwards. */
    void release(Matrix M);

    /** Releases all matrices made here; these kernels may be used again. */
    default void releaseAll() {
        // Nothing to do where the garbage collector does it.
    }

    /** Sets all elements, row by row. */
    void write(double[] values, Matrix M);

    /**
     * All elements, row by row.
     *
     * @param M of kernels that do not {@linkplain #answersAtOnce answer at once}: one that was {@linkplain #fetch
     *     fetched} since they last changed it
     */
    double[] read(Matrix M);

    /** Whether what these kernels compute can be read at once: true where this processor computes. */
    default boolean answersAtOnce() {
        return true;
    }

    /**
     * Brings what these matrices hold now to where {@link #read} can reach it; until the kernels change them again, read
     * gives it.
     *
     * @param then is run when it is there, at once where this processor computes; after all numbers that were asked for
     *     before and all fetches before are there
     */
    default void fetch(List<Matrix> matrices, Runnable then) {
        then.run();
    }

    /**
     * Sets M from bytes that hold one example after another: {@code M[i][j] = bytes[j·rows + i] / 255}, each byte
     * taken as 0–255.
     *
     * @param examples {@code columns × rows} bytes
     */
    void writeExamples(byte[] examples, Matrix M);

    /**
     * The same with some of the examples: column j of M becomes example {@code which[j]}.
     *
     * @param examples one after another, as many bytes each as M has rows
     */
    default void writeExamples(byte[] examples, int[] which, Matrix M) {
        Shapes.choice(examples.length, which, M);
        int size = M.rows();
        byte[] chosen = new byte[which.length * size];
        for (int j = 0; j < which.length; j++) {
            System.arraycopy(examples, which[j] * size, chosen, j * size, size);
        }
        writeExamples(chosen, M);
    }

    /**
     * Announces that some of these examples will be written again and again and will not change. Kernels with a memory of
     * their own may copy them there, until others are announced.
     */
    default void keepExamples(byte[] examples) {
        // Nothing to do where they are at hand.
    }
}
