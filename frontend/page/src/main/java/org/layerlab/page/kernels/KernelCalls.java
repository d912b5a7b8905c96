package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout;

/**
 * The kernel module's functions, which {@code org.layerlab.kernels.KernelFunctions} and {@code ModuleFunction} list and
 * the build writes from there, and how numbers and bytes get in and out, which differs between the builds.
 */
interface KernelCalls extends ModuleKernels {
    /** Floating-point operations in one round of {@link #limit} in float32: a product and a sum in each of four lanes. */
    int LIMIT_FLOPS = KernelLayout.LIMIT_SUMS * 4 * 2;

    /** Sets float32 or float64 numbers. */
    void write(int wide, double[] values, int to);

    /** Reads float32 or float64 numbers. */
    void read(int wide, int from, double[] values);

    /** Copies {@code count} of these bytes, starting at {@code from}. */
    void writeBytes(byte[] bytes, int from, int count, int to);

    /** Whether bytes enter the memory a few at a time, so that those needed often should stay there. */
    boolean fewAtATime();
}
