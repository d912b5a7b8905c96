package org.layerlab.kernels;

/** Numbers moved between the lanes of vectors. */
final class Lanes {
    private Lanes() {}

    /** Four 32-bit lanes chosen from those of a (0–3) and b (4–7). */
    static String shuffle32(String a, String b, int... lanes) {
        return shuffle(a, b, 4, lanes);
    }

    /** Two 64-bit lanes chosen from those of a (0, 1) and b (2, 3). */
    static String shuffle64(String a, String b, int... lanes) {
        return shuffle(a, b, 8, lanes);
    }

    /** Four 32-bit lanes chosen from those of a (0–3) and b (4–7). */
    static Vec shuffle32(Vec a, Vec b, int... lanes) {
        return a.like(shuffle(a.wat(), b.wat(), 4, lanes));
    }

    /** Two 64-bit lanes chosen from those of a (0, 1) and b (2, 3). */
    static Vec shuffle64(Vec a, Vec b, int... lanes) {
        return a.like(shuffle(a.wat(), b.wat(), 8, lanes));
    }

    /** {@code to = (Σ lanes of s[0], …, Σ lanes of s[3])}; x and y are used. */
    static void sumOfFour(Vec[] s, Vec.Local to, Vec.Local x, Vec.Local y) {
        x.set(shuffle32(s[0], s[1], 0, 4, 1, 5).plus(shuffle32(s[0], s[1], 2, 6, 3, 7)));
        y.set(shuffle32(s[2], s[3], 0, 4, 1, 5).plus(shuffle32(s[2], s[3], 2, 6, 3, 7)));
        to.set(shuffle32(x, y, 0, 1, 4, 5).plus(shuffle32(x, y, 2, 3, 6, 7)));
    }

    /** The bytes of half of a (0: the low one, 1: the high one) with those of b between them. */
    static Bits mixed8(Bits a, Bits b, int half) {
        return mixed(a, b, 1, half);
    }

    /** The same of pairs of bytes. */
    static Bits mixed16(Bits a, Bits b, int half) {
        return mixed(a, b, 2, half);
    }

    private static Bits mixed(Bits a, Bits b, int bytes, int half) {
        int count = 16 / bytes;
        int[] lanes = new int[count];
        for (int i = 0; i < count; i++) {
            lanes[i] = half * count / 2 + i / 2 + i % 2 * count;
        }
        return new Bits(shuffle(a.wat(), b.wat(), bytes, lanes));
    }

    private static String shuffle(String a, String b, int bytes, int... lanes) {
        StringBuilder wat = new StringBuilder("(i8x16.shuffle");
        for (int lane : lanes) {
            for (int i = 0; i < bytes; i++) {
                wat.append(' ').append(lane * bytes + i);
            }
        }
        return wat.append(' ').append(a).append(' ').append(b).append(')').toString();
    }

    /** {@code to = (Σ lanes of s0, …, Σ lanes of s3)}; the locals {@code $x} and {@code $y} are used. */
    static String sumOfFour(String s0, String s1, String s2, String s3, String to) {
        return """
            (local.set $x (f32x4.add %s %s))
            (local.set $y (f32x4.add %s %s))
            (local.set $%s (f32x4.add %s %s))
            """.formatted(
                        shuffle32(get(s0), get(s1), 0, 4, 1, 5),
                        shuffle32(get(s0), get(s1), 2, 6, 3, 7),
                        shuffle32(get(s2), get(s3), 0, 4, 1, 5),
                        shuffle32(get(s2), get(s3), 2, 6, 3, 7),
                        to,
                        shuffle32(get("x"), get("y"), 0, 1, 4, 5),
                        shuffle32(get("x"), get("y"), 2, 3, 6, 7));
    }

    private static String get(String local) {
        return "(local.get $" + local + ")";
    }
}
