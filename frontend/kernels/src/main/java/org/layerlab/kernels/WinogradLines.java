package org.layerlab.kernels;

import java.util.function.IntFunction;

/**
 * The additions of Winograd's F(4×4, 3×3): multiplications of a column of vectors by
 *
 * <pre>
 * Bᵀ = 4  0 −5  0  1  0    G = 1/4    0    0     Aᵀ = 1  1  1  1  1  0
 *      0 −4 −4  1  1  0       −1/6 −1/6 −1/6          0  1 −1  2 −2  0
 *      0  4 −4 −1  1  0       −1/6  1/6 −1/6          0  1  1  4  4  0
 *      0 −2 −1  2  1  0       1/24 1/12  1/6          0  1 −1  8 −8  1
 *      0  2 −1 −2  1  0       1/24−1/12  1/6
 *      0  4  0 −5  0  1         0    0    1
 * </pre>
 *
 * or the transposed of one of them (Lavin and Gray 2015). Each replaces the first of six vectors in registers.
 */
final class WinogradLines {
    /** Output pixels in a row of a tile. */
    static final int SIDE = KernelLayout.WINOGRAD_SIDE;

    /** Taps in a row of a filter. */
    static final int TAPS = 3;

    /** Places in a row of a tile. */
    static final int WIDTH = 6;

    static final int PLACES = KernelLayout.WINOGRAD_PLACES;

    private final Function f;

    final Vec.Local[] x;

    /** What x₁ and x₂ are the sum and the difference of; on the way back, the sum and the difference of these. */
    private final Vec.Local even;

    private final Vec.Local odd;

    /** The same of x₃ and x₄, in whose rows odd ones count twice. */
    private final Vec.Local farEven;

    private final Vec.Local farOdd;

    WinogradLines(Function f) {
        this.f = f;
        x = f.vecs(WIDTH);
        even = f.vec();
        odd = f.vec();
        farEven = f.vec();
        farOdd = f.vec();
    }

    /** Sets the first vectors. */
    void load(int count, IntFunction<Vec> vector) {
        for (int i = 0; i < count; i++) {
            x[i].set(vector.apply(i));
        }
    }

    /** Stores the first vectors at places that lie this many bytes after one another. */
    void store(I32 at, int offset, int step, int count) {
        for (int i = 0; i < count; i++) {
            f.store(at, offset + i * step, x[i]);
        }
    }

    /** {@code factor·a + b}. */
    private Vec sum(Vec a, String factor, Vec b) {
        return a.timesPlus(f.all(factor), b);
    }

    /** Sets x₁ to x₄: sum and difference of even and odd, twice. */
    private void sumsAndDifferences() {
        x[1].set(even.plus(odd));
        x[2].set(even.minus(odd));
        x[3].set(farEven.plus(farOdd));
        x[4].set(farEven.minus(farOdd));
    }

    /** Of input pixels: Bᵀ·x, six to six. */
    void input() {
        x[0].set(sum(x[0], "4", sum(x[2], "-5", x[4])));
        x[5].set(sum(x[1], "4", sum(x[3], "-5", x[5])));
        even.set(sum(x[2], "-4", x[4]));
        odd.set(sum(x[1], "-4", x[3]));
        farEven.set(x[4].minus(x[2]));
        farOdd.set(x[3].minus(x[1]).times(f.all("2")));
        sumsAndDifferences();
    }

    /** Of sums at the places: Aᵀ·x, six to four output pixels. */
    void output() {
        even.set(x[1].plus(x[2]));
        odd.set(x[1].minus(x[2]));
        farEven.set(x[3].plus(x[4]));
        farOdd.set(x[3].minus(x[4]));
        x[0].set(x[0].plus(even).plus(farEven));
        x[1].set(sum(farOdd, "2", odd));
        x[2].set(sum(farEven, "4", even));
        x[3].set(sum(farOdd, "8", odd).plus(x[5]));
    }

    /** Of errors of four output pixels: A·x, four to six. */
    void error() {
        even.set(x[0].plus(x[2]));
        odd.set(x[1].plus(x[3]));
        farEven.set(sum(x[2], "4", x[0]));
        farOdd.set(sum(x[3], "4", x[1]).times(f.all("2")));
        x[5].set(x[3]);
        sumsAndDifferences();
    }

    /** Of a filter's taps: G·x, three to six. */
    void filter() {
        even.set(x[0].plus(x[2]).times(f.all("-0.16666667")));
        odd.set(x[1].times(f.all("-0.16666667")));
        farEven.set(sum(x[2], "4", x[0]).times(f.all("0.041666668")));
        farOdd.set(x[1].times(f.all("0.083333336")));
        x[0].set(x[0].times(f.all("0.25")));
        x[5].set(x[2]);
        sumsAndDifferences();
    }

    /** Of sums of products at the places: Gᵀ·x, six to a filter's three taps. */
    void filterGradient() {
        even.set(x[1].plus(x[2]).times(f.all("0.16666667")));
        odd.set(x[1].minus(x[2]).times(f.all("0.16666667")));
        farEven.set(x[3].plus(x[4]));
        farOdd.set(x[3].minus(x[4]));
        x[0].set(sum(x[0], "0.25", sum(farEven, "0.041666668", even.negative())));
        x[1].set(sum(farOdd, "0.083333336", odd.negative()));
        x[2].set(sum(farEven, "0.16666667", x[5].minus(even)));
    }
}
