package org.layerlab.kernels;

/**
 * A function on maps while it is written: it reads the words that describe the operation at an address, and does the
 * share of the {@code index}-th of {@code count} threads.
 */
final class MapFunction {
    private final Function f;
    private final I32.Local at;
    private final I32 index;
    private final I32 count;
    private final I32.Local[] words;
    private final I32.Local first;
    private final I32.Local last;

    /**
     * A function that has read its words.
     *
     * @param words the class of {@link KernelLayout} that numbers them
     */
    MapFunction(String name, ScalarType n, Class<?> words) {
        f = new Function(name, n);
        at = f.parameter();
        index = f.parameter();
        count = f.parameter();
        first = f.i32();
        last = f.i32();
        this.words = f.words(at, words);
    }

    /** What it is written with. */
    Function f() {
        return f;
    }

    /** Where its words lie. */
    I32.Local at() {
        return at;
    }

    /** The word with this number. */
    I32.Local word(int number) {
        return words[number];
    }

    /** Where this thread's share begins. */
    I32.Local first() {
        return first;
    }

    /** Where this thread's share ends. */
    I32.Local last() {
        return last;
    }

    /** Computes this thread's share of a total; returns if it is empty. */
    void share(I32 total) {
        first.set(Function.begin(total, index, count));
        last.set(Function.end(total, index, count));
        f.when(first.notBelow(last), f::giveBack);
    }
}
