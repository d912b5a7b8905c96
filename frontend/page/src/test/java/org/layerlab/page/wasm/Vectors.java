package org.layerlab.page.wasm;

/**
 * What instructions with vectors do. A vector is two longs. A method makes one half of a result: from the same half of
 * its operands, or, where the instruction's row in {@link WasmOpcode} has an {@code x}, from both halves and the number
 * of the half, which comes last.
 */
public final class Vectors {
    private Vectors() {}

    private static float low(long half) {
        return Float.intBitsToFloat((int) half);
    }

    private static float high(long half) {
        return Float.intBitsToFloat((int) (half >>> 32));
    }

    private static long two(float low, float high) {
        return two(Float.floatToRawIntBits(low), Float.floatToRawIntBits(high));
    }

    private static long two(int low, int high) {
        return (low & 0xffffffffL) | ((long) high << 32);
    }

    private static long two(boolean low, boolean high) {
        return two(low ? -1 : 0, high ? -1 : 0);
    }

    private static double number(long half) {
        return Double.longBitsToDouble(half);
    }

    private static long bits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    public static long v128_load(int address, int offset, int half) {
        return Scalars.i64_load(address, offset + 8 * half);
    }

    public static long v128_load32_splat(int address, int offset, int half) {
        int bits = Scalars.i32_load(address, offset);
        return two(bits, bits);
    }

    public static long v128_load64_splat(int address, int offset, int half) {
        return Scalars.i64_load(address, offset);
    }

    public static long v128_load32_zero(int address, int offset, int half) {
        return half == 0 ? Scalars.i32_load(address, offset) & 0xffffffffL : 0;
    }

    public static long v128_load64_zero(int address, int offset, int half) {
        return half == 0 ? Scalars.i64_load(address, offset) : 0;
    }

    public static long v128_load32_lane(int address, long first, long second, int offset, int lane, int half) {
        long old = half == 0 ? first : second;
        if (half != lane / 2) {
            return old;
        }
        int number = Scalars.i32_load(address, offset);
        return lane % 2 == 0 ? two(number, (int) (old >>> 32)) : two((int) old, number);
    }

    public static long v128_load64_lane(int address, long first, long second, int offset, int lane, int half) {
        return half == lane ? Scalars.i64_load(address, offset) : half == 0 ? first : second;
    }

    public static void v128_store(int address, long first, long second, int offset) {
        Scalars.i64_store(address, first, offset);
        Scalars.i64_store(address, second, offset + 8);
    }

    public static void v128_store32_lane(int address, long first, long second, int offset, int lane) {
        Scalars.i32_store(address, (int) ((lane < 2 ? first : second) >>> (32 * (lane % 2))), offset);
    }

    public static void v128_store64_lane(int address, long first, long second, int offset, int lane) {
        Scalars.i64_store(address, lane == 0 ? first : second, offset);
    }

    public static float f32x4_extract_lane(long first, long second, int lane) {
        long half = lane < 2 ? first : second;
        return lane % 2 == 0 ? low(half) : high(half);
    }

    public static double f64x2_extract_lane(long first, long second, int lane) {
        return number(lane == 0 ? first : second);
    }

    /** Eight bytes chosen from 32 by the bytes of {@code lanes}. */
    public static long i8x16_shuffle(long a0, long a1, long b0, long b1, long lanes) {
        long result = 0;
        for (int i = 0; i < 64; i += 8) {
            int lane = (int) (lanes >>> i) & 31;
            long from = lane < 8 ? a0 : lane < 16 ? a1 : lane < 24 ? b0 : b1;
            result |= ((from >>> (8 * (lane % 8))) & 0xff) << i;
        }
        return result;
    }

    public static long f64x2_promote_low_f32x4(long first, long second, int half) {
        return bits(half == 0 ? low(first) : high(first));
    }

    public static long i16x8_extend_low_i8x16_u(long first, long second, int half) {
        return wider(first >>> (32 * half), 8);
    }

    public static long i16x8_extend_high_i8x16_u(long first, long second, int half) {
        return wider(second >>> (32 * half), 8);
    }

    public static long i32x4_extend_low_i16x8_u(long first, long second, int half) {
        return wider(first >>> (32 * half), 16);
    }

    public static long i32x4_extend_high_i16x8_u(long first, long second, int half) {
        return wider(second >>> (32 * half), 16);
    }

    private static long wider(long numbers, int bits) {
        long result = 0;
        for (int i = 0; i < 32; i += bits) {
            result |= ((numbers >>> i) & ((1L << bits) - 1)) << (2 * i);
        }
        return result;
    }

    public static long i64x2_extend_low_i32x4_s(long first, long second, int half) {
        return half == 0 ? (int) first : first >> 32;
    }

    public static long i32x4_splat(int x) {
        return two(x, x);
    }

    public static long f32x4_splat(float x) {
        return two(x, x);
    }

    public static long f64x2_splat(double x) {
        return bits(x);
    }

    public static long v128_and(long a, long b) {
        return a & b;
    }

    public static long v128_andnot(long a, long b) {
        return a & ~b;
    }

    public static long v128_or(long a, long b) {
        return a | b;
    }

    public static long v128_xor(long a, long b) {
        return a ^ b;
    }

    public static long v128_bitselect(long a, long b, long mask) {
        return (a & mask) | (b & ~mask);
    }

    public static long i32x4_le_u(long a, long b) {
        return two(
                Integer.compareUnsigned((int) a, (int) b) <= 0,
                Integer.compareUnsigned((int) (a >>> 32), (int) (b >>> 32)) <= 0);
    }

    public static long i32x4_shl(long a, int shift) {
        return two((int) a << shift, (int) (a >>> 32) << shift);
    }

    public static long i32x4_shr_u(long a, int shift) {
        return two((int) a >>> shift, (int) (a >>> 32) >>> shift);
    }

    public static long i32x4_add(long a, long b) {
        return two((int) (a + b), (int) (a >>> 32) + (int) (b >>> 32));
    }

    public static long i32x4_mul(long a, long b) {
        return two((int) (a * b), (int) (a >>> 32) * (int) (b >>> 32));
    }

    public static long i64x2_shl(long a, int shift) {
        return a << shift;
    }

    public static long i64x2_shr_s(long a, int shift) {
        return a >> shift;
    }

    public static long i64x2_add(long a, long b) {
        return a + b;
    }

    public static long i64x2_sub(long a, long b) {
        return a - b;
    }

    public static long f32x4_convert_i32x4_s(long a) {
        return two((float) (int) a, (float) (int) (a >>> 32));
    }

    public static long f32x4_relaxed_madd(long a, long b, long c) {
        return two(Math.fma(low(a), low(b), low(c)), Math.fma(high(a), high(b), high(c)));
    }

    public static long f32x4_add(long a, long b) {
        return two(low(a) + low(b), high(a) + high(b));
    }

    public static long f64x2_add(long a, long b) {
        return bits(number(a) + number(b));
    }

    public static long f32x4_sub(long a, long b) {
        return two(low(a) - low(b), high(a) - high(b));
    }

    public static long f64x2_sub(long a, long b) {
        return bits(number(a) - number(b));
    }

    public static long f32x4_mul(long a, long b) {
        return two(low(a) * low(b), high(a) * high(b));
    }

    public static long f64x2_mul(long a, long b) {
        return bits(number(a) * number(b));
    }

    public static long f32x4_div(long a, long b) {
        return two(low(a) / low(b), high(a) / high(b));
    }

    public static long f64x2_div(long a, long b) {
        return bits(number(a) / number(b));
    }

    public static long f32x4_eq(long a, long b) {
        return two(low(a) == low(b), high(a) == high(b));
    }

    public static long f32x4_ne(long a, long b) {
        return two(low(a) != low(b), high(a) != high(b));
    }

    public static long f32x4_lt(long a, long b) {
        return two(low(a) < low(b), high(a) < high(b));
    }

    public static long f32x4_gt(long a, long b) {
        return two(low(a) > low(b), high(a) > high(b));
    }

    public static long f64x2_eq(long a, long b) {
        return number(a) == number(b) ? -1 : 0;
    }

    public static long f64x2_ne(long a, long b) {
        return number(a) != number(b) ? -1 : 0;
    }

    public static long f64x2_lt(long a, long b) {
        return number(a) < number(b) ? -1 : 0;
    }

    public static long f64x2_gt(long a, long b) {
        return number(a) > number(b) ? -1 : 0;
    }

    public static long f64x2_ge(long a, long b) {
        return number(a) >= number(b) ? -1 : 0;
    }

    public static long f32x4_max(long a, long b) {
        return two(Math.max(low(a), low(b)), Math.max(high(a), high(b)));
    }

    public static long f64x2_max(long a, long b) {
        return bits(Math.max(number(a), number(b)));
    }

    public static long f32x4_pmin(long a, long b) {
        return two(low(b) < low(a) ? low(b) : low(a), high(b) < high(a) ? high(b) : high(a));
    }

    public static long f64x2_pmin(long a, long b) {
        return number(b) < number(a) ? b : a;
    }

    public static long f32x4_pmax(long a, long b) {
        return two(low(a) < low(b) ? low(b) : low(a), high(a) < high(b) ? high(b) : high(a));
    }

    public static long f64x2_pmax(long a, long b) {
        return number(a) < number(b) ? b : a;
    }

    public static long f32x4_abs(long a) {
        return a & 0x7fffffff7fffffffL;
    }

    public static long f64x2_abs(long a) {
        return a & Long.MAX_VALUE;
    }

    public static long f32x4_neg(long a) {
        return a ^ 0x8000000080000000L;
    }

    public static long f64x2_neg(long a) {
        return a ^ Long.MIN_VALUE;
    }

    public static long f32x4_sqrt(long a) {
        return two((float) Math.sqrt(low(a)), (float) Math.sqrt(high(a)));
    }

    public static long f64x2_sqrt(long a) {
        return bits(Math.sqrt(number(a)));
    }
}
