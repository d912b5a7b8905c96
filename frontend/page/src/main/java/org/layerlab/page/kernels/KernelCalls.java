package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout;

/**
 * The kernel module's functions: its kernels, which {@code org.layerlab.kernels.KernelFunctions} lists and the build
 * writes from there, and what is needed besides.
 */
interface KernelCalls extends ModuleKernels {
    /** Floating-point operations in one round of {@link #limit} in float32: a product and a sum in each of four lanes. */
    int LIMIT_FLOPS = KernelLayout.LIMIT_SUMS * 4 * 2;

    void storeInt(int at, int value);

    /** Sets bytes to 0. */
    void clear(int at, int bytes);

    /** Copies bytes from one place in the memory to another. */
    void copy(int from, int to, int bytes);

    /** Adds pages of 64 KB; returns how many there were before, or −1 when the browser refuses. */
    int grow(int pages);

    /** How much scratch the products need. */
    int scratchBytes();

    /** How much of the memory's beginning is not for matrices. */
    int reservedBytes();

    /**
     * Lets this many of the joined threads help from now on.
     *
     * @param naps of 100 ms each, after which a silent thread counts as dead
     */
    void want(int members, int naps);

    /** How many threads help, besides the one that calls. */
    int members();

    /** 1 once a helper thread has died: results since then are undefined, and this thread computes alone. */
    int lost();

    /** Sets float32 or float64 numbers. */
    void write(int wide, double[] values, int to);

    /** Reads float32 or float64 numbers. */
    void read(int wide, int from, double[] values);

    /** Copies {@code count} of these bytes, starting at {@code from}. */
    void writeBytes(byte[] bytes, int from, int count, int to);

    /** Whether bytes enter the memory a few at a time, so that those needed often should stay there. */
    boolean fewAtATime();
}
