package org.layerlab.kernels;

/** Numbers moved between the lanes of vectors. */
final class Lanes {
    private Lanes() {}

    /** Four 32-bit lanes chosen from those of a (0–3) and b (4–7). */
    static Vec shuffle32(Vec a, Vec b, int... lanes) {
        return a.like(shuffle(a, b, 4, lanes));
    }

    /** Two 64-bit lanes chosen from those of a (0, 1) and b (2, 3). */
    static Vec shuffle64(Vec a, Vec b, int... lanes) {
        return a.like(shuffle(a, b, 8, lanes));
    }

    /** float32: the number at an address, and three others, each this many bytes after the one before. */
    static Vec loadFour(Function f, I32 at, I32 step) {
        Vec four = f.loadOne(at);
        for (int i = 1; i < 4; i++) {
            four = four.like(Operand.instruction("v128.load32_lane " + i, at.plus(step.times(i)), four));
        }
        return four;
    }

    /** float32: stores a vector's numbers at such addresses. */
    static void storeFour(Function f, I32 at, I32 step, Vec four) {
        for (int i = 0; i < 4; i++) {
            f.storeLane(at.plus(step.times(i)), 0, i, four);
        }
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
        return new Bits(shuffle(a, b, bytes, lanes));
    }

    private static String shuffle(Bits a, Bits b, int bytes, int... lanes) {
        StringBuilder wat = new StringBuilder("(i8x16.shuffle");
        for (int lane : lanes) {
            for (int i = 0; i < bytes; i++) {
                wat.append(' ').append(lane * bytes + i);
            }
        }
        return wat.append(' ')
                .append(a.wat())
                .append(' ')
                .append(b.wat())
                .append(')')
                .toString();
    }
}
