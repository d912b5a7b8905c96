package org.layerlab.page.wasm;

import static org.layerlab.page.wasm.Memory.at;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * What instructions without vectors do; a method has its instruction's name, with a low line for each dot. Those that
 * read or write memory take the offset last.
 */
public final class Scalars {
    private Scalars() {}

    public static int i32_load(int address, int offset) {
        return (int) Memory.INTS.get(Memory.bytes, at(address, offset));
    }

    public static long i64_load(int address, int offset) {
        return (long) Memory.LONGS.get(Memory.bytes, at(address, offset));
    }

    public static float f32_load(int address, int offset) {
        return Float.intBitsToFloat(i32_load(address, offset));
    }

    public static double f64_load(int address, int offset) {
        return Double.longBitsToDouble(i64_load(address, offset));
    }

    public static int i32_load8_u(int address, int offset) {
        return Memory.bytes[at(address, offset)] & 0xff;
    }

    public static void i32_store(int address, int value, int offset) {
        Memory.INTS.set(Memory.bytes, at(address, offset), value);
    }

    public static void i64_store(int address, long value, int offset) {
        Memory.LONGS.set(Memory.bytes, at(address, offset), value);
    }

    public static void f32_store(int address, float value, int offset) {
        i32_store(address, Float.floatToRawIntBits(value), offset);
    }

    public static void f64_store(int address, double value, int offset) {
        i64_store(address, Double.doubleToRawLongBits(value), offset);
    }

    public static void i32_store8(int address, int value, int offset) {
        Memory.bytes[at(address, offset)] = (byte) value;
    }

    public static int memory_grow(int pages) {
        return Memory.grow(pages);
    }

    public static void memory_copy(int to, int from, int bytes) {
        System.arraycopy(Memory.bytes, from, Memory.bytes, to, bytes);
    }

    public static void memory_fill(int to, int value, int bytes) {
        Arrays.fill(Memory.bytes, to, to + bytes, (byte) value);
    }

    public static int i32_eqz(int x) {
        return x == 0 ? 1 : 0;
    }

    public static int i32_eq(int x, int y) {
        return x == y ? 1 : 0;
    }

    public static int i32_ne(int x, int y) {
        return x != y ? 1 : 0;
    }

    public static int i32_lt_s(int x, int y) {
        return x < y ? 1 : 0;
    }

    public static int i32_lt_u(int x, int y) {
        return Integer.compareUnsigned(x, y) < 0 ? 1 : 0;
    }

    public static int i32_gt_s(int x, int y) {
        return x > y ? 1 : 0;
    }

    public static int i32_gt_u(int x, int y) {
        return Integer.compareUnsigned(x, y) > 0 ? 1 : 0;
    }

    public static int i32_le_s(int x, int y) {
        return x <= y ? 1 : 0;
    }

    public static int i32_le_u(int x, int y) {
        return Integer.compareUnsigned(x, y) <= 0 ? 1 : 0;
    }

    public static int i32_ge_s(int x, int y) {
        return x >= y ? 1 : 0;
    }

    public static int i32_ge_u(int x, int y) {
        return Integer.compareUnsigned(x, y) >= 0 ? 1 : 0;
    }

    public static int i64_gt_s(long x, long y) {
        return x > y ? 1 : 0;
    }

    public static int f32_eq(float x, float y) {
        return x == y ? 1 : 0;
    }

    public static int f32_ne(float x, float y) {
        return x != y ? 1 : 0;
    }

    public static int f32_gt(float x, float y) {
        return x > y ? 1 : 0;
    }

    public static int f64_eq(double x, double y) {
        return x == y ? 1 : 0;
    }

    public static int f64_ne(double x, double y) {
        return x != y ? 1 : 0;
    }

    public static int f64_gt(double x, double y) {
        return x > y ? 1 : 0;
    }

    public static int i32_div_s(int x, int y) {
        return x / y;
    }

    public static int i32_div_u(int x, int y) {
        return Integer.divideUnsigned(x, y);
    }

    public static int i32_rem_u(int x, int y) {
        return Integer.remainderUnsigned(x, y);
    }

    public static float f32_convert_i32_u(int x) {
        return Integer.toUnsignedLong(x);
    }

    public static double f64_convert_i32_u(int x) {
        return Integer.toUnsignedLong(x);
    }

    public static int memory_atomic_notify(int address, int count, int offset) {
        return 0;
    }

    /** Naps instead of waiting to be woken, which WebAssembly allows to whoever asks again. */
    public static int memory_atomic_wait32(int address, int expected, long nanoseconds, int offset) {
        if (i32_atomic_load(address, offset) != expected) {
            return 1;
        }
        LockSupport.parkNanos(Math.min(nanoseconds, 50_000));
        return 0;
    }

    public static int i32_atomic_load(int address, int offset) {
        return (int) Memory.INTS.getVolatile(Memory.bytes, at(address, offset));
    }

    public static void i32_atomic_store(int address, int value, int offset) {
        Memory.INTS.setVolatile(Memory.bytes, at(address, offset), value);
    }

    public static int i32_atomic_rmw_add(int address, int value, int offset) {
        return (int) Memory.INTS.getAndAdd(Memory.bytes, at(address, offset), value);
    }
}
