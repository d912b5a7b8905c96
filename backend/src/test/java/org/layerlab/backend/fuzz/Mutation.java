package org.layerlab.backend.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A file with random damage: bits, bytes, lengths, tokens of JSON, and parts that are cut, moved or repeated. */
final class Mutation {
    private static final byte[][] TOKENS = {
        text("{"),
        text("}"),
        text("["),
        text("]"),
        text(","),
        text(":"),
        text("\""),
        text("\\"),
        text("null"),
        text("true"),
        text("-1"),
        text("0"),
        text("1e999"),
        text("1e-999"),
        text("0.5"),
        text("4294967296"),
        text("9223372036854775807"),
        text("9007199254740993"),
        text("\"\""),
        text("[]"),
        text("{}"),
        text("\\u0000"),
        text("\\ud800"),
        text("NaN"),
        text("W1"),
        text("F32"),
        text("BF16"),
        text("layers"),
        text("2, 3, 1"),
        text("conv3x2"),
        text("relu"),
        text("PK"),
        text("<f8"),
        text("fortran_order"),
        text("(2,")
    };

    private static final int[] NUMBERS = {
        0, 1, -1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0x7ffffff7, 0x01000000
    };

    private Mutation() {}

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A damaged copy. */
    static byte[] of(byte[] file, SplittableRandom random) {
        byte[] bytes = file.clone();
        for (int changes = random.nextInt(1, 5); changes > 0 && bytes.length > 0; changes--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, SplittableRandom random) {
        // Half of the damage near the beginning, where headers are.
        int at = random.nextInt(random.nextBoolean() ? Math.min(256, bytes.length) : bytes.length);
        switch (random.nextInt(10)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 ->
                Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 9)), (byte) -random.nextInt(2));
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> number(bytes, at, random);
            case 5 -> copy(bytes, at, random);
            case 6 -> {
                byte[] token = TOKENS[random.nextInt(TOKENS.length)];
                System.arraycopy(token, 0, bytes, at, Math.min(token.length, bytes.length - at));
            }
            case 7 -> {
                return spliced(bytes, at, at, TOKENS[random.nextInt(TOKENS.length)]);
            }
            case 8 -> {
                int end = Math.min(bytes.length, at + random.nextInt(1, 65));
                return spliced(bytes, at, end, new byte[0]);
            }
            default -> {
                int end = Math.min(bytes.length, at + random.nextInt(1, 65));
                return spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            }
        }
        return bytes;
    }

    /** A number at the edge of its range, in either order of bytes. */
    private static void number(byte[] bytes, int at, SplittableRandom random) {
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        int width = 1 << random.nextInt(3);
        boolean little = random.nextBoolean();
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (number >> (8 * (little ? i : width - 1 - i)));
        }
    }

    private static void copy(byte[] bytes, int at, SplittableRandom random) {
        int from = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(64), bytes.length - Math.max(at, from));
        System.arraycopy(bytes, from, bytes, at, length);
    }

    /** The bytes with others in the place of those from begin to end. */
    private static byte[] spliced(byte[] bytes, int begin, int end, byte[] others) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length - (end - begin) + others.length);
        System.arraycopy(others, 0, spliced, begin, others.length);
        System.arraycopy(bytes, end, spliced, begin + others.length, bytes.length - end);
        return spliced;
    }
}
