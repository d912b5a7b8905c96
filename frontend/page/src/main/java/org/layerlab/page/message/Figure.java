package org.layerlab.page.message;

/**
 * One measured figure.
 *
 * @param id its name for scripts
 * @param name its name for people
 * @param value the median of several measurements
 * @param unit what it counts
 * @param gigaflops the arithmetic behind it, in 10⁹ operations a second; 0 where that says nothing
 * @param threads how many computed it; {@link #ON_GPU} for the GPU
 */
public record Figure(String id, String name, double value, String unit, double gigaflops, int threads) {
    /** The number of threads that stands for the GPU. */
    public static final int ON_GPU = 0;

    /** With the number of threads behind it, the id of what they reach on registers alone. */
    public static final String LIMIT = "limit-";

    /** The same, measured again at the end. */
    public static final String LIMIT_AGAIN = LIMIT + "again-";
}
