package org.layerlab.network.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers with a shape, as they lie in a file: row-major, little-endian, converted only when asked for. A tensor that
 * was read is a window on the bytes of its file, which must not change afterwards.
 */
public final class Tensor {
    /** How one number is stored. */
    public enum Type {
        F64(8, "<f8"),
        F32(4, "<f4"),
        F16(2, "<f2"),
        /** The upper half of a float32; NumPy has no such type. */
        BF16(2, ""),
        I64(8, "<i8"),
        I32(4, "<i4"),
        I16(2, "<i2"),
        I8(1, "|i1"),
        U64(8, "<u8"),
        U32(4, "<u4"),
        U16(2, "<u2"),
        U8(1, "|u1"),
        BOOL(1, "|b1");

        private final int bytes;
        private final String descr;

        Type(int bytes, String descr) {
            this.bytes = bytes;
            this.descr = descr;
        }

        /** How many bytes one number takes. */
        public int bytes() {
            return bytes;
        }

        /** NumPy's name for it, such as {@code <f8}; empty where NumPy has none. */
        String descr() {
            return descr;
        }

        /** Whether it holds fractions. */
        public boolean isFloat() {
            return this == F64 || this == F32 || this == F16 || this == BF16;
        }
    }

    private final Type type;
    private final int[] shape;
    private final int size;
    private final byte[] bytes;
    private final int offset;

    /** A window on bytes; the caller has checked that {@code elements(shape) * type.bytes()} of them are there. */
    Tensor(Type type, int[] shape, byte[] bytes, int offset) {
        this.type = type;
        this.shape = shape;
        this.size = (int) elements(shape);
        this.bytes = bytes;
        this.offset = offset;
        if (size < 0 || offset < 0 || bytes.length - offset < (long) size * type.bytes()) {
            throw new IllegalArgumentException("a tensor of shape " + text(shape) + " does not fit in the "
                    + (bytes.length - offset) + " bytes that are there");
        }
    }

    /**
     * A float64 tensor of these values, row by row.
     *
     * @throws IllegalArgumentException when the shape holds another number of values
     */
    public static Tensor of(double[] values, int... shape) {
        return of(Type.F64, values, shape);
    }

    /**
     * These values, row by row, rounded to the nearest number of the type.
     *
     * @param type F64, F32, F16 or BF16
     * @throws IllegalArgumentException when the shape holds another number of values, when the type is none of those,
     *     or when a finite value is too large for the type
     */
    public static Tensor of(Type type, double[] values, int... shape) {
        checkCount(values.length, shape);
        if ((long) values.length * type.bytes() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(values.length + " values as " + type + " are too many for one tensor");
        }
        byte[] bytes = new byte[values.length * type.bytes()];
        ByteBuffer out = littleEndian(bytes);
        switch (type) {
            case F64 -> {
                for (int i = 0; i < values.length; i++) {
                    out.putDouble(8 * i, values[i]);
                }
            }
            case F32 -> {
                for (int i = 0; i < values.length; i++) {
                    float value = (float) values[i];
                    checkRange(Float.isInfinite(value), values[i], i, type);
                    out.putFloat(4 * i, value);
                }
            }
            case F16 -> {
                for (int i = 0; i < values.length; i++) {
                    int value = narrow(values[i], 5, 10);
                    checkRange((value & 0x7FFF) == 0x7C00, values[i], i, type);
                    out.putShort(2 * i, (short) value);
                }
            }
            case BF16 -> {
                for (int i = 0; i < values.length; i++) {
                    int value = narrow(values[i], 8, 7);
                    checkRange((value & 0x7FFF) == 0x7F80, values[i], i, type);
                    out.putShort(2 * i, (short) value);
                }
            }
            default -> throw new IllegalArgumentException("values with fractions cannot be stored as " + type);
        }
        return new Tensor(type, shape.clone(), bytes, 0);
    }

    /**
     * Unsigned bytes, such as pixels.
     *
     * @param values kept, not copied
     * @throws IllegalArgumentException when the shape holds another number of values
     */
    public static Tensor ofBytes(byte[] values, int... shape) {
        checkCount(values.length, shape);
        return new Tensor(Type.U8, shape.clone(), values, 0);
    }

    /**
     * The same numbers, row by row, in another shape.
     *
     * @throws IllegalArgumentException when that holds another number of values
     */
    public Tensor reshaped(int... other) {
        checkCount(size, other);
        return new Tensor(type, other.clone(), bytes, offset);
    }

    /** How its numbers are stored. */
    public Type type() {
        return type;
    }

    /** The length of each dimension, the outermost first; empty for a single number. */
    public List<Integer> shape() {
        List<Integer> lengths = new ArrayList<>();
        for (int length : shape) {
            lengths.add(length);
        }
        return lengths;
    }

    /** How many dimensions it has. */
    public int rank() {
        return shape.length;
    }

    /** The length of one dimension. */
    public int dimension(int axis) {
        return shape[axis];
    }

    /** How many numbers it holds. */
    public int size() {
        return size;
    }

    /** Its numbers, row by row, in a new array. A 64-bit integer beyond 2^53 is rounded. */
    public double[] toDoubles() {
        double[] values = new double[size];
        ByteBuffer in = littleEndian(bytes);
        switch (type) {
            case F64 -> {
                for (int i = 0; i < size; i++) {
                    values[i] = in.getDouble(offset + 8 * i);
                }
            }
            case F32 -> {
                for (int i = 0; i < size; i++) {
                    values[i] = in.getFloat(offset + 4 * i);
                }
            }
            default -> {
                for (int i = 0; i < size; i++) {
                    values[i] = element(in, i);
                }
            }
        }
        return values;
    }

    /**
     * Its bytes, one for each number, in a new array.
     *
     * @throws IllegalArgumentException when a number takes more than a byte
     */
    public byte[] toBytes() {
        if (type.bytes() != 1) {
            throw new IllegalArgumentException("a tensor of " + type + " is not one of bytes");
        }
        return Arrays.copyOfRange(bytes, offset, offset + size);
    }

    /**
     * The only number in it.
     *
     * @throws IllegalArgumentException when there are none or several
     */
    public double scalar() {
        if (size != 1) {
            throw new IllegalArgumentException("a tensor of shape " + text(shape) + " is not a single number");
        }
        return element(littleEndian(bytes), 0);
    }

    /** How many bytes its numbers take. */
    int byteSize() {
        return size * type.bytes();
    }

    /** Its numbers as they are stored, in a new array. */
    byte[] toRaw() {
        return Arrays.copyOfRange(bytes, offset, offset + byteSize());
    }

    /** Appends its numbers, as they are stored. */
    void writeTo(ByteBuffer out) {
        out.put(bytes, offset, byteSize());
    }

    /** {@code F32 (4, 2)}. */
    @Override
    public String toString() {
        return type + " " + text(shape);
    }

    private double element(ByteBuffer in, int i) {
        int at = offset + i * type.bytes();
        return switch (type) {
            case F64 -> in.getDouble(at);
            case F32 -> in.getFloat(at);
            case F16 -> half(in.getShort(at));
            case BF16 -> Float.intBitsToFloat(in.getShort(at) << 16);
            case I64 -> in.getLong(at);
            case I32 -> in.getInt(at);
            case I16 -> in.getShort(at);
            case I8 -> in.get(at);
            case U64 -> unsigned(in.getLong(at));
            case U32 -> in.getInt(at) & 0xFFFFFFFFL;
            case U16 -> in.getShort(at) & 0xFFFF;
            case U8 -> in.get(at) & 0xFF;
            case BOOL -> in.get(at) == 0 ? 0 : 1;
        };
    }

    private static double unsigned(long value) {
        // Halved with the lost bit kept sticky, so that the rounding of the conversion is right.
        return value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
    }

    /** The value of an IEEE 754 binary16. */
    private static float half(int bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            float value = fraction * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
    }

    /**
     * The bits of the nearest number with a smaller exponent and fraction, ties to even (IEEE 754, 4.3.1): binary16
     * with 5 and 10 bits, bfloat16 with 8 and 7. Straight from float64, for rounding twice can give the wrong
     * neighbor.
     */
    private static int narrow(double value, int exponentBits, int fractionBits) {
        long bits = Double.doubleToLongBits(value);
        int sign = (int) (bits >>> 63) << (exponentBits + fractionBits);
        int infinity = ((1 << exponentBits) - 1) << fractionBits;
        int wideExponent = (int) (bits >>> 52) & 0x7FF;
        long fraction = bits & 0xFFFFFFFFFFFFFL;
        if (wideExponent == 0x7FF) {
            return sign | infinity | (fraction == 0 ? 0 : 1 << (fractionBits - 1));
        }
        int exponent = wideExponent - 1023 + (1 << (exponentBits - 1)) - 1;
        int shift = 52 - fractionBits;
        long magnitude;
        if (exponent > 0) {
            // A carry out of the fraction goes into the exponent, as it should.
            magnitude = shiftToEven(((long) exponent << 52) | fraction, shift);
        } else {
            magnitude = shift + 1 - exponent >= 54 ? 0 : shiftToEven(fraction | (1L << 52), shift + 1 - exponent);
        }
        return sign | (int) Math.min(magnitude, infinity);
    }

    private static long shiftToEven(long value, int shift) {
        long shifted = value >>> shift;
        long rest = value & ((1L << shift) - 1);
        long half = 1L << (shift - 1);
        return rest > half || (rest == half && (shifted & 1) == 1) ? shifted + 1 : shifted;
    }

    private static void checkRange(boolean infinite, double value, int i, Type type) {
        if (infinite && !Double.isInfinite(value)) {
            throw new IllegalArgumentException("value " + i + " is " + value + ", too large for " + type);
        }
    }

    private static void checkCount(int count, int[] shape) {
        for (int n : shape) {
            if (n < 0) {
                throw new IllegalArgumentException("shape " + text(shape) + " has a negative dimension");
            }
        }
        if (shape.length > Limits.RANK || elements(shape) != count) {
            throw new IllegalArgumentException(count + " values do not make the shape " + text(shape));
        }
    }

    /** The product of the dimensions, or −1 where it is over 2^31 − 1. None of them is negative. */
    static long elements(int[] shape) {
        long count = 1;
        boolean tooMany = false;
        for (int n : shape) {
            if (n == 0) {
                return 0;
            }
            count *= n;
            if (count > Integer.MAX_VALUE) {
                tooMany = true;
                count = Integer.MAX_VALUE;
            }
        }
        return tooMany ? -1 : count;
    }

    /** {@code (4, 2)}, {@code (4)} or {@code ()}. */
    static String text(int[] shape) {
        String list = Arrays.toString(shape);
        return "(" + list.substring(1, list.length() - 1) + ")";
    }

    String shapeText() {
        return text(shape);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
