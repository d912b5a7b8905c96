package org.layerlab.kernels;

/** A kernel that reads the words that describe an operation, and does the share of one of some threads. */
abstract class SharedKernel extends Kernel {
    /** Where the words are. */
    protected final I32.Local at = f.parameter();

    /** Which thread this is. */
    protected final I32 index = f.parameter();

    /** How many threads there are. */
    protected final I32.Local count = f.parameter();

    SharedKernel(String name, ScalarType n) {
        super(name, n);
    }

    /**
     * Reads the words; returns in threads beyond those that they allow.
     *
     * @param words the interface in {@link KernelLayout} that numbers them
     * @param threads the number of the word that says how many threads there may be
     */
    protected final I32.Local[] words(Class<?> words, int threads) {
        I32.Local[] read = f.words(at, words);
        count.set(Function.least(count, read[threads]));
        f.when(index.atLeast(count), f::leave);
        return read;
    }

    /** Where this thread's share of a total begins. */
    protected final I32 begin(I32 total) {
        return Function.begin(total, index, count);
    }

    /** Where this thread's share of a total ends. */
    protected final I32 end(I32 total) {
        return Function.end(total, index, count);
    }
}
