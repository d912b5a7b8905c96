package org.layerlab.network.function;

/**
 * Exponential, logarithm, hyperbolic tangent, sine, cosine and powers in additions, multiplications and divisions of IEEE
 * 754, which every engine rounds alike: one run gives the same bits everywhere. {@code Math.exp} and its relatives may
 * differ in the last bit between Java, browsers and processors. The kernels of the page ({@code ExpWat}) do the same
 * operations in the same order.
 *
 * <p>TeaVM's JavaScript drops the parentheses of {@code a + (b + c)} and {@code a * (b * c)}, which changes the last bit:
 * here the right-hand side of a sum is not a sum, and that of a product not a product.
 *
 * <p>Each result is within one unit in the last place (ulp) of the true value; {@code ElementaryTest} measures it. The
 * largest errors among 10⁸ random arguments of each of its ranges were 0.90 ulp for exp within ±30 (near −708 the measure
 * itself resolves whole ulps only, and says 1), 0.86 for log, 0.80 for sin and 0.81 for cos; among 10⁷, 0.88 for tanh
 * (November 2026, JDK 17, AMD EPYC).
 * Sources: Sun's fdlibm (e_exp.c, e_log.c) for exp and log, S. L. Moshier's Cephes library (tanh.c) for tanh near 0, and
 * W. J. Cody and W. Waite, Software Manual for the Elementary Functions (1980), for arguments that are reduced by a
 * constant in several parts.
 */
public final class Elementary {
    /** ln 2, its first 32 bits: a product with an exponent is exact. */
    private static final double LN2_HEAD = 0.6931471803691238;

    private static final double LN2_TAIL = 1.9082149292705877e-10;
    private static final double LOG2_E = 1.4426950408889634;

    /** Adding and subtracting 1.5·2^52 rounds to the nearest whole number, ties to even. */
    private static final double ROUNDER = 6755399441055744.0;

    /** π/2 in three parts, the first two of 33 bits. */
    private static final double HALF_PI_HEAD = 0x1.921fb544p0;

    private static final double HALF_PI_MIDDLE = 0x1.0b4611a6p-34;
    private static final double HALF_PI_TAIL = 0x1.3198a2e037073p-69;

    private static final double SQRT_2 = 1.4142135623730951;

    /** Where e^x and e^−x are normal numbers. */
    private static final double BOUND = 708;

    private Elementary() {}

    /** e^x, with x held to ±708. */
    public static double exp(double x) {
        double held = held(x);
        double n = nearest(held * LOG2_E);
        return (1 + beyondOne(held, n)) * powerOfTwo((int) n);
    }

    private static double held(double x) {
        return x > BOUND ? BOUND : x < -BOUND ? -BOUND : x;
    }

    private static double nearest(double x) {
        return (x + ROUNDER) - ROUNDER;
    }

    /** e^r − 1 of the rest r = x − n·ln 2. */
    private static double beyondOne(double x, double n) {
        double head = x - n * LN2_HEAD;
        double tail = n * LN2_TAIL;
        double r = head - tail;
        double z = r * r;
        double sum = 4.1381367970572385e-08;
        sum = sum * z - 1.6533902205465252e-06;
        sum = sum * z + 6.613756321437934e-05;
        sum = sum * z - 0.0027777777777015593;
        sum = sum * z + 0.16666666666666602;
        double c = r - z * sum;
        return head - (tail - r * c / (2 - c));
    }

    /** 2^k for |k| ≤ 1023: a power that fits a float, squared four times, and the rest of k. */
    private static double powerOfTwo(int k) {
        double power = floatPower(k >> 4);
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        return power * floatPower(k & 15);
    }

    private static double floatPower(int k) {
        return Float.intBitsToFloat((k + 127) << 23);
    }

    /** 1 / (1 + e^−x). */
    public static double sigmoid(double x) {
        return 1 / (1 + exp(-x));
    }

    /** The natural logarithm: −∞ of 0, NaN of a negative number. */
    public static double log(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        // x = 2^k·m with √½ ≤ m < √2.
        boolean isSubnormal = x < Double.MIN_NORMAL;
        double normal = isSubnormal ? x * 0x1p54 : x;
        int exponent = (int) (Double.doubleToLongBits(normal) >>> 52) - 1023;
        double m = normal * powerOfTwo(-exponent);
        int k = isSubnormal ? exponent - 54 : exponent;
        if (m >= SQRT_2) {
            m /= 2;
            k++;
        }
        double f = m - 1;
        double s = f / (f + 2);
        double z = s * s;
        double sum = 0.14798198605116586;
        sum = sum * z + 0.15313837699209373;
        sum = sum * z + 0.1818357216161805;
        sum = sum * z + 0.22222198432149784;
        sum = sum * z + 0.2857142874366239;
        sum = sum * z + 0.3999999999940942;
        sum = sum * z + 0.6666666666666735;
        double half = f * f * 0.5;
        return k * LN2_HEAD - ((half - (s * (half + z * sum) + k * LN2_TAIL)) - f);
    }

    /** The hyperbolic tangent. */
    public static double tanh(double x) {
        double a = Math.abs(x);
        if (a < 0.625) {
            double z = x * x;
            double p = (-0.9643991794250523 * z - 99.28772310019185) * z - 1614.6876844170845;
            double q = ((z + 112.81167849163293) * z + 2235.4883906010045) * z + 4844.063053251255;
            // In this order, for TeaVM's JavaScript leaves out the parentheses of z·(p / q).
            return x + p / q * z * x;
        }
        // 1 − 2 / (e^2a + 1), with what each sum rounds away.
        double twice = held(2 * a);
        double n = nearest(twice * LOG2_E);
        double power = powerOfTwo((int) n);
        double t = beyondOne(twice, n);
        double y = 1 + t;
        double most = y * power;
        double least = (t - (y - 1)) * power;
        double sum = most + 1;
        double lost = (1 - (sum - most)) + least;
        double quotient = 2 / sum;
        double difference = 1 - quotient;
        double result = difference - ((quotient - (1 - difference)) - quotient * lost / sum);
        return x < 0 ? -result : result;
    }

    /** The sine of an angle in radians, of at most a million. */
    public static double sin(double x) {
        int quadrant = quadrant(x);
        return inQuadrant(x, quadrant, quadrant & 3);
    }

    /** The cosine of an angle in radians, of at most a million. */
    public static double cos(double x) {
        int quadrant = quadrant(x);
        return inQuadrant(x, quadrant, (quadrant + 1) & 3);
    }

    private static int quadrant(double x) {
        return (int) nearest(x / (HALF_PI_HEAD + HALF_PI_MIDDLE));
    }

    private static double inQuadrant(double x, int quadrant, int function) {
        double head = x - quadrant * HALF_PI_HEAD;
        double middle = quadrant * HALF_PI_MIDDLE;
        double r = head - middle;
        double rest = ((head - r) - middle) - quadrant * HALF_PI_TAIL;
        double value = (function & 1) == 0 ? sinOf(r, rest) : cosOf(r, rest);
        return function >= 2 ? -value : value;
    }

    /** sin(r + rest) for |r| ≤ π/4: the series from r to r¹⁷/17!. */
    private static double sinOf(double head, double rest) {
        double r = head + rest;
        double tail = (head - r) + rest;
        double z = r * r;
        double sum = 2.8114572543455206e-15;
        sum = sum * z - 7.647163731819816e-13;
        sum = sum * z + 1.6059043836821613e-10;
        sum = sum * z - 2.505210838544172e-08;
        sum = sum * z + 2.7557319223985893e-06;
        sum = sum * z - 0.0001984126984126984;
        sum = sum * z + 0.008333333333333333;
        sum = sum * z - 0.16666666666666666;
        return r - (-tail * (1 - 0.5 * z) - r * z * sum);
    }

    /** cos(r + rest) for |r| ≤ π/4: the series from 1 to r¹⁶/16!. */
    private static double cosOf(double head, double rest) {
        double r = head + rest;
        double tail = (head - r) + rest;
        double z = r * r;
        double sum = 4.779477332387385e-14;
        sum = sum * z - 1.1470745597729725e-11;
        sum = sum * z + 2.08767569878681e-9;
        sum = sum * z - 2.755731922398589e-07;
        sum = sum * z + 2.48015873015873e-5;
        sum = sum * z - 0.001388888888888889;
        sum = sum * z + 0.041666666666666664;
        double half = 0.5 * z;
        double most = 1 - half;
        return most - ((half - (1 - most)) - (z * z * sum - r * tail));
    }

    /** x to the power y for positive x; within |y ln x| + 1 ulp. */
    public static double power(double x, double y) {
        return exp(y * log(x));
    }
}
