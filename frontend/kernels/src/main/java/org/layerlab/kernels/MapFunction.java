package org.layerlab.kernels;

/** A function on maps whose threads share a total, each its part from first to last. */
class MapFunction extends SharedKernel {
    /** Where this thread's share begins. */
    protected final I32.Local first = f.i32();

    /** Where it ends. */
    protected final I32.Local last = f.i32();

    private final I32.Local[] words;

    /**
     * A function that has read its words.
     *
     * @param words the interface in {@link KernelLayout} that numbers them
     */
    MapFunction(String name, ScalarType n, Class<?> words) {
        super(name, n);
        this.words = f.words(at, words);
    }

    /** The word with this number. */
    final I32.Local word(int number) {
        return words[number];
    }

    /** Computes this thread's share of a total; returns if it is empty. */
    final void share(I32 total) {
        first.set(begin(total));
        last.set(end(total));
        f.when(first.notBelow(last), f::leave);
    }

    /** For each of this thread's share, which {@link #first} counts. */
    final void each(Runnable statements) {
        f.doWhile(first.below(last), () -> {
            statements.run();
            first.add(1);
        });
    }
}
