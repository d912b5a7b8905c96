package org.layerlab.network.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * How far the results are from the true values, in units in the last place. The true values come from twice as many
 * digits. The property {@code layerlab.arguments} says how many arguments each function gets.
 */
class ElementaryTest {
    private static final int ARGUMENTS = Integer.getInteger("layerlab.arguments", 200_000);
    private static final long SEED = Long.getLong("layerlab.arguments.seed", 1);

    private interface True {
        /** The value in two parts. */
        double[] at(double x);
    }

    private static void check(String name, DoubleUnaryOperator function, True truth, Arguments arguments) {
        SplittableRandom random = new SplittableRandom(SEED);
        double most = 0;
        double where = 0;
        for (int i = 0; i < ARGUMENTS; i++) {
            double x = arguments.next(random);
            double value = function.applyAsDouble(x);
            double[] expected = truth.at(x);
            double error = Math.abs((value - expected[0]) - expected[1]) / Math.ulp(expected[0]);
            if (!(error <= most)) {
                most = error;
                where = x;
            }
        }
        System.out.println(name + ": at most " + most + " ulp in " + ARGUMENTS + " arguments, at " + where);
        assertTrue(most <= 1, name + " is " + most + " ulp off at " + where);
    }

    private interface Arguments {
        double next(SplittableRandom random);
    }

    /** Any size: as many arguments between 1e-20 and 2e-20 as between 1 and 2. */
    private static double ofAnySize(SplittableRandom random, double least, double most) {
        double size = Math.exp(random.nextDouble(Math.log(least), Math.log(most)));
        return random.nextBoolean() ? size : -size;
    }

    @Test
    void exponentialIsWithinOneUlp() {
        check("exp", Elementary::exp, ElementaryTest::exp, random -> random.nextDouble(-30, 30));
        check("exp, wide", Elementary::exp, ElementaryTest::exp, random -> random.nextDouble(-708, 708));
        check("exp, any size", Elementary::exp, ElementaryTest::exp, random -> ofAnySize(random, 1e-30, 708));
        for (double beyond : new double[] {708.1, 1000, Double.MAX_VALUE, Double.POSITIVE_INFINITY}) {
            assertEquals(Elementary.exp(708), Elementary.exp(beyond));
            assertEquals(Elementary.exp(-708), Elementary.exp(-beyond));
        }
        assertTrue(Elementary.exp(-708) >= Double.MIN_NORMAL);
        assertEquals(1, Elementary.exp(0));
        assertTrue(Double.isNaN(Elementary.exp(Double.NaN)));
        assertEquals(Math.E, Elementary.exp(1), Math.ulp(Math.E));
    }

    @Test
    void logarithmIsWithinOneUlp() {
        check("log", Elementary::log, ElementaryTest::log, random -> random.nextDouble(0x1p-60, 1));
        check("log, near 1", Elementary::log, ElementaryTest::log, random -> 1 + ofAnySize(random, 1e-15, 0.4));
        check(
                "log, any size",
                Elementary::log,
                ElementaryTest::log,
                random -> Math.abs(ofAnySize(random, Double.MIN_NORMAL, Double.MAX_VALUE)));
        assertEquals(Double.NEGATIVE_INFINITY, Elementary.log(0));
        assertEquals(Double.POSITIVE_INFINITY, Elementary.log(Double.POSITIVE_INFINITY));
        assertEquals(0, Elementary.log(1));
        assertTrue(Double.isNaN(Elementary.log(-1)));
        assertTrue(Double.isNaN(Elementary.log(Double.NaN)));
        for (double x = Double.MIN_VALUE; x < 0x1p-1000; x *= 1.7) {
            assertEquals(StrictMath.log(x), Elementary.log(x), Math.ulp(750));
            x += Double.MIN_VALUE;
        }
    }

    @Test
    void tangentIsWithinOneUlp() {
        check("tanh", Elementary::tanh, ElementaryTest::tanh, random -> random.nextDouble(-23, 23));
        check("tanh, small", Elementary::tanh, ElementaryTest::tanh, random -> random.nextDouble(-1.5, 1.5));
        check("tanh, any size", Elementary::tanh, ElementaryTest::tanh, random -> ofAnySize(random, 1e-20, 22));
        assertEquals(1, Elementary.tanh(Double.POSITIVE_INFINITY));
        assertEquals(-1, Elementary.tanh(-30));
        assertEquals(0, Elementary.tanh(0));
        assertTrue(Double.isNaN(Elementary.tanh(Double.NaN)));
    }

    @Test
    void sineAndCosineAreWithinOneUlp() {
        check("sin", Elementary::sin, x -> sinCos(x, 0), random -> random.nextDouble(-20, 20));
        check("cos", Elementary::cos, x -> sinCos(x, 1), random -> random.nextDouble(-20, 20));
        check("sin, any size", Elementary::sin, x -> sinCos(x, 0), random -> ofAnySize(random, 1e-20, 1e5));
        check("cos, any size", Elementary::cos, x -> sinCos(x, 1), random -> ofAnySize(random, 1e-20, 1e5));
        assertEquals(0, Elementary.sin(0));
        assertEquals(1, Elementary.cos(0));
        assertEquals(-1, Elementary.cos(Math.PI));
    }

    @Test
    void powersAreThoseOfTheLogarithm() {
        for (int n = 0; n < 3000; n++) {
            double expected = StrictMath.pow(0.999, n);
            assertEquals(expected, Elementary.power(0.999, n), (3 + n * 0.002) * Math.ulp(expected));
        }
        assertEquals(1, Elementary.power(0.9, 0));
        assertEquals(0, Elementary.power(0.9, 1e9), 1e-300);
    }

    // Numbers of two parts: their sum, with the second at most half a unit in the last place of the first.

    private static double[] sum(double a, double b) {
        double s = a + b;
        double v = s - a;
        return new double[] {s, (a - (s - v)) + (b - v)};
    }

    private static double[] add(double[] a, double[] b) {
        double[] s = sum(a[0], b[0]);
        double[] t = sum(a[1], b[1]);
        double[] u = sum(s[0], s[1] + t[0]);
        return sum(u[0], u[1] + t[1]);
    }

    private static double[] times(double[] a, double[] b) {
        double p = a[0] * b[0];
        double e = Math.fma(a[0], b[0], -p);
        return sum(p, e + (a[0] * b[1] + a[1] * b[0]));
    }

    private static double[] over(double[] a, double[] b) {
        double q = a[0] / b[0];
        double[] rest = add(a, times(new double[] {-q, 0}, b));
        double q2 = rest[0] / b[0];
        double[] rest2 = add(rest, times(new double[] {-q2, 0}, b));
        return add(sum(q, q2), new double[] {rest2[0] / b[0], 0});
    }

    private static double[] of(double x) {
        return new double[] {x, 0};
    }

    private static final double[] LN2 = {0.6931471805599453, 2.3190468138462996e-17};
    private static final double[] HALF_PI = {1.5707963267948966, 6.123233995736766e-17};
    /** What two parts of π/2 lack, for large angles. */
    private static final double HALF_PI_REST = -1.4973849048591833e-33;

    private static double[] exp(double x) {
        return exp(of(x));
    }

    private static double[] exp(double[] x) {
        int k = (int) Math.rint(x[0] / LN2[0]);
        // Reduced to 1/1024 of it, then squared ten times.
        double[] r = add(x, times(of(-k), LN2));
        r = new double[] {r[0] / 1024, r[1] / 1024};
        double[] sum = of(0);
        for (int n = 12; n >= 1; n--) {
            sum = over(times(add(sum, of(1)), r), of(n));
        }
        // e^2r − 1 = (e^r − 1)(e^r − 1 + 2).
        for (int i = 0; i < 10; i++) {
            sum = times(sum, add(sum, of(2)));
        }
        double[] y = add(sum, of(1));
        return new double[] {Math.scalb(y[0], k), Math.scalb(y[1], k)};
    }

    private static double[] log(double x) {
        double first = StrictMath.log(x);
        // One step of Newton's method doubles the digits: y + (x e^−y − 1), and its square for the rest.
        double[] excess = add(times(of(x), exp(of(-first))), of(-1));
        double[] square = times(excess, excess);
        return add(add(of(first), excess), new double[] {-square[0] / 2, -square[1] / 2});
    }

    private static double[] tanh(double x) {
        if (Math.abs(x) < 1e-3) {
            double[] z = times(of(x), of(x));
            double[] sum = over(of(-17), of(315));
            sum = add(times(sum, z), over(of(2), of(15)));
            sum = add(times(sum, z), over(of(-1), of(3)));
            return add(of(x), times(of(x), times(sum, z)));
        }
        double[] e = exp(2 * x);
        return over(add(e, of(-1)), add(e, of(1)));
    }

    private static double[] sinCos(double x, int quadrants) {
        double n = Math.rint(x / HALF_PI[0]);
        double[] r = add(add(of(x), times(of(-n), HALF_PI)), of(-n * HALF_PI_REST));
        int quadrant = ((int) n + quadrants) & 3;
        double[] z = times(r, r);
        boolean odd = (quadrant & 1) == 1;
        double[] sum = of(0);
        for (int i = odd ? 28 : 29; i >= 2; i -= 2) {
            sum = over(times(add(sum, of(1)), z), of(-(i * (i - 1.0))));
        }
        double[] value = add(sum, of(1));
        value = odd ? value : times(value, r);
        return quadrant >= 2 ? new double[] {-value[0], -value[1]} : value;
    }
}
