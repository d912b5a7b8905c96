package org.layerlab.page.gpu;

import java.util.Arrays;

/** The numbers that an operation takes beside its matrices, as words of 32 bits in the order of their declaration. */
final class Numbers {
    private int[] words = new int[8];
    private int count;

    /** Begins with these whole numbers. */
    static Numbers of(int... counts) {
        Numbers numbers = new Numbers();
        for (int value : counts) {
            numbers.add(value);
        }
        return numbers;
    }

    /** One more whole number, not negative, or the 32 bits of a seed. */
    Numbers count(int value) {
        add(value);
        return this;
    }

    /** More numbers, rounded to float32. */
    Numbers and(double... values) {
        for (double value : values) {
            add(Float.floatToRawIntBits((float) value));
        }
        return this;
    }

    private void add(int word) {
        if (count == words.length) {
            words = Arrays.copyOf(words, 2 * count);
        }
        words[count++] = word;
    }

    /** How many there are. */
    int size() {
        return count;
    }

    /** One of them. */
    int word(int i) {
        return words[i];
    }
}
