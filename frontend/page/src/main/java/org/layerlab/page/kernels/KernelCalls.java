package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout;

/**
 * The kernel module's functions. The caller has checked addresses and sizes. {@code wide}
 * is 1 for float64 and 0 for float32; counts are of numbers; {@code from} to {@code to} are rows of the result.
 */
interface KernelCalls {
    void activate(int wide, int g, int z, int a, int count);

    void backward(int wide, int g, int z, int a, int dA, int dZ, int count);

    void scaleBy(int wide, int a, int b, int count);

    void outputError(int wide, int al, int y, int dZ, int count);

    /** Keeps an element where its hash, unsigned, is at most {@code last}. */
    void dropout(int wide, int a, int mask, int d, int count, int last, double scale, int seed);

    void addBias(int wide, int z, int b, int n, int m);

    void descend(int wide, int w, int dW, int count, double rate, double l1, double l2);

    void momentum(int wide, int w, int dW, int v, int count, double rate, double momentum, double l1, double l2);

    void adam(
            int wide,
            int w,
            int dW,
            int m,
            int s,
            int count,
            double rate,
            double meanScale,
            double squareScale,
            double l1,
            double l2);

    double crossEntropy(int wide, int al, int y, int count);

    void sumColumns(int wide, int dZ, int n, int m, double scale, int db);

    int countCorrect(int wide, int al, int y, int count);

    /**
     * {@code C = keep·C + A·B} or {@code keep·C + Aᵀ·B} with a keep of 0 or 1; aRow and aStep are the bytes from row to
     * row and from step to step of A, cRow those from row to row of B and C, of which m columns take part.
     */
    void product(
            int wide,
            int a,
            int aRow,
            int aStep,
            int b,
            int cRow,
            int m,
            int k,
            int c,
            double keep,
            int to,
            int scratch);

    /**
     * float32: {@code C = keep·C + A·B} with a B of bytes as {@link #examples} takes them; k and m are the features and
     * the examples that take part, and each example and row of A has {@code example} of them.
     */
    void productOfExamples(
            int wide, int a, int b, int example, int cRow, int m, int k, int c, double keep, int to, int scratch);

    /**
     * float32: {@code C = keep·C + scale·A·Bᵀ} with a B of many rows, which are copied, or of bytes as above if {@code
     * example} is not 0.
     */
    void addTurned(
            int wide,
            int a,
            int b,
            int example,
            int m,
            int k,
            double scale,
            double keep,
            int c,
            int cRow,
            int to,
            int scratch);

    /** {@code C = scale·A·Bᵀ}; cRow is the bytes from row to row of C. */
    void productT(int wide, int a, int b, int m, int k, double scale, int c, int cRow, int from, int to, int scratch);

    /** Bytes, one example of {@code rows} after another, to a matrix / 255. */
    void examples(int wide, int bytes, int rows, int columns, int matrix);

    /** Runs iterations of the network described at this address; returns the summed cost before the last update. */
    double train(int wide, int network, int iterations, double rate, double l1, double l2);

    /**
     * The operation on maps with this number, as the words at this address describe it.
     *
     * @param work more than 0 if it is worth sharing among threads
     */
    void maps(int wide, int operation, int at, int work);

    /** Runs rounds of {@link #LIMIT_FLOPS} operations on registers alone, on each thread. */
    void limit(int wide, int rounds);

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
