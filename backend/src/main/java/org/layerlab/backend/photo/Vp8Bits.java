package org.layerlab.backend.photo;

import java.io.EOFException;

/**
 * A partition of a VP8 frame, decoded bit by bit, each with its own probability. Reading on behind its end fails, as in
 * libwebp.
 *
 * <p>Source: RFC 6386, section 7.
 */
final class Vp8Bits {
    private final byte[] data;
    private final int end;
    private int at;
    private int range = 255;

    /** What was read and is not decided yet, {@link #bits} bits of it. */
    private int value;

    private int bits;

    /** The bytes {@code from ≤ i < end}. */
    Vp8Bits(byte[] data, int from, int end) {
        this.data = data;
        this.at = from;
        this.end = end;
    }

    /**
     * The next bit.
     *
     * @param probability of a 0, in 256ths
     */
    int bit(int probability) throws EOFException {
        while (bits < 8) {
            if (at >= end) {
                throw new EOFException("a partition ends early");
            }
            value = (value << 8) | (data[at++] & 0xff);
            bits += 8;
        }
        int split = 1 + (((range - 1) * probability) >> 8);
        int limit = split << (bits - 8);
        int bit = value >= limit ? 1 : 0;
        if (bit == 1) {
            value -= limit;
            range -= split;
        } else {
            range = split;
        }
        int shift = Integer.numberOfLeadingZeros(range) - 24;
        range <<= shift;
        bits -= shift;
        return bit;
    }

    boolean flag() throws EOFException {
        return bit(128) == 1;
    }

    /** A number of this many bits, the highest first. */
    int number(int count) throws EOFException {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number = (number << 1) | bit(128);
        }
        return number;
    }

    /** A number that is followed by its sign. */
    int signed(int count) throws EOFException {
        int number = number(count);
        return flag() ? -number : number;
    }

    /** A number with its sign where a flag says that there is one, else 0. */
    int optional(int count) throws EOFException {
        return flag() ? signed(count) : 0;
    }
}
