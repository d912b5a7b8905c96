package org.layerlab.network.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One array as {@code numpy.save} writes it: {@code \x93NUMPY}, two bytes of version, the length of the header (2 bytes
 * in version 1, 4 in versions 2 and 3), the header, which is a Python dictionary such as
 * {@code {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }}, and the numbers.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy's description</a>
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    // NumPy itself refuses headers over 10,000 bytes.
    private static final int MAX_HEADER = 10_000;

    private Npy() {}

    /** An array that is sound but not read here: objects, texts, records, complex numbers, too many dimensions. */
    static final class UnknownTypeException extends ParameterFileException {
        UnknownTypeException(String message) {
            super(message);
        }
    }

    /**
     * Reads an array; big-endian numbers and Fortran order are turned into little-endian rows.
     *
     * @param bytes the whole file; must not change afterwards
     * @throws ParameterFileException when it is not a whole array of plain numbers
     */
    public static Tensor read(byte[] bytes) throws ParameterFileException {
        return read(bytes, 0, bytes.length, "the .npy file");
    }

    /** Whether these bytes start as {@code numpy.save} begins. */
    public static boolean looksLike(byte[] bytes) {
        return looksLike(bytes, 0, bytes.length);
    }

    private static boolean looksLike(byte[] bytes, int offset, int length) {
        if (length < MAGIC.length) {
            return false;
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes[offset + i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads an array that lies within other bytes.
     *
     * @param what its name in messages
     */
    static Tensor read(byte[] bytes, int offset, int length, String what) throws ParameterFileException {
        if (!looksLike(bytes, offset, length)) {
            throw new ParameterFileException(what + " is not a NumPy array: it does not start with \\x93NUMPY");
        }
        if (length < 10) {
            throw new ParameterFileException(what + " ends within its first 10 bytes");
        }
        int version = bytes[offset + 6];
        if (version < 1 || version > 3 || bytes[offset + 7] != 0) {
            throw new ParameterFileException(what + " is of format version " + (version & 0xFF) + "."
                    + (bytes[offset + 7] & 0xFF) + "; 1.0, 2.0 and 3.0 are known");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int prefix = version == 1 ? 10 : 12;
        if (length < prefix) {
            throw new ParameterFileException(what + " ends within its first 12 bytes");
        }
        long headerLength = version == 1 ? in.getShort(offset + 8) & 0xFFFF : in.getInt(offset + 8) & 0xFFFFFFFFL;
        if (headerLength > length - prefix) {
            throw new ParameterFileException(what + ": the header is said to have " + headerLength + " bytes, but "
                    + (length - prefix) + " follow");
        }
        if (headerLength > MAX_HEADER) {
            throw new ParameterFileException(
                    what + ": the header has " + headerLength + " bytes; at most " + MAX_HEADER + " are allowed");
        }
        String text = version == 3
                ? JsonText.utf8(bytes, offset + prefix, (int) headerLength, what + ": the header")
                : new String(bytes, offset + prefix, (int) headerLength, StandardCharsets.ISO_8859_1);
        Header header = new HeaderReader(text, what).read();

        int dataStart = offset + prefix + (int) headerLength;
        int dataLength = length - prefix - (int) headerLength;
        Tensor.Type type = header.type;
        long elements = Tensor.elements(header.shape);
        if (elements < 0 || elements * type.bytes() != dataLength) {
            throw new ParameterFileException(what + " is " + type + " of shape " + Tensor.text(header.shape)
                    + ", but has " + dataLength + " bytes of data");
        }
        byte[] data = bytes;
        if (header.bigEndian && type.bytes() > 1) {
            data = swapped(data, dataStart, dataLength, type.bytes());
            dataStart = 0;
        }
        if (header.fortranOrder && header.shape.length > 1 && elements > 1) {
            data = rowMajor(data, dataStart, header.shape, (int) elements, type.bytes());
            dataStart = 0;
        }
        return new Tensor(type, header.shape, data, dataStart);
    }

    private static byte[] swapped(byte[] bytes, int offset, int length, int width) {
        byte[] swapped = new byte[length];
        for (int i = 0; i < length; i++) {
            // Within each number the place counted from the other end: i − i mod width + (width − 1 − i mod width).
            swapped[i] = bytes[offset + i + width - 1 - 2 * (i % width)];
        }
        return swapped;
    }

    /** Turns an array whose first index runs fastest into one whose last does. */
    private static byte[] rowMajor(byte[] bytes, int offset, int[] shape, int elements, int width) {
        byte[] rows = new byte[elements * width];
        int[] index = new int[shape.length];
        int[] stride = new int[shape.length];
        stride[0] = 1;
        for (int axis = 1; axis < shape.length; axis++) {
            stride[axis] = stride[axis - 1] * shape[axis - 1];
        }
        int from = 0;
        for (int to = 0; to < elements; to++) {
            for (int k = 0; k < width; k++) {
                rows[to * width + k] = bytes[offset + from * width + k];
            }
            int axis = shape.length - 1;
            while (axis >= 0) {
                from += stride[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                from -= stride[axis] * shape[axis];
                index[axis] = 0;
                axis--;
            }
        }
        return rows;
    }

    /**
     * The file that {@code numpy.load} reads, format version 1.0, C order.
     *
     * @throws IllegalArgumentException when NumPy has no such type, which is so for BF16
     */
    public static byte[] write(Tensor tensor) {
        if (tensor.type().descr().isEmpty()) {
            throw new IllegalArgumentException("NumPy has no type for " + tensor.type());
        }
        StringBuilder shape = new StringBuilder("(");
        for (int n : tensor.shape()) {
            shape.append(n).append(tensor.rank() == 1 ? "," : ", ");
        }
        if (tensor.rank() > 1) {
            shape.setLength(shape.length() - 2);
        }
        StringBuilder header = new StringBuilder("{'descr': '")
                .append(tensor.type().descr())
                .append("', 'fortran_order': False, 'shape': ")
                .append(shape)
                .append("), }");
        // NumPy aligns the data to 64 bytes; the header ends with a new line.
        while ((10 + header.length() + 1) % 64 != 0) {
            header.append(' ');
        }
        header.append('\n');
        ByteBuffer out =
                ByteBuffer.allocate(10 + header.length() + tensor.byteSize()).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
        out.put(header.toString().getBytes(StandardCharsets.ISO_8859_1));
        tensor.writeTo(out);
        return out.array();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Header(Tensor.Type type, boolean bigEndian, boolean fortranOrder, int[] shape) {}

    /** Reads the one kind of dictionary that a header may be; nothing is evaluated. */
    private static final class HeaderReader {
        private final String text;
        private final String what;
        private int at;

        HeaderReader(String text, String what) {
            this.text = text;
            this.what = what;
        }

        Header read() throws ParameterFileException {
            String descr = "";
            boolean fortranOrder = false;
            int[] shape = {};
            int seen = 0;
            expect('{');
            while (!accept('}')) {
                String key = quoted();
                expect(':');
                int bit = switch (key) {
                    case "descr" -> {
                        descr = descr();
                        yield 1;
                    }
                    case "fortran_order" -> {
                        fortranOrder = bool();
                        yield 2;
                    }
                    case "shape" -> {
                        shape = tuple();
                        yield 4;
                    }
                    default -> throw broken("has the key " + ParameterFileException.quote(key));
                };
                if ((seen & bit) != 0) {
                    throw broken("has '" + key + "' twice");
                }
                seen |= bit;
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at < text.length()) {
                throw broken("goes on after its end");
            }
            if (seen != 7) {
                throw broken("lacks one of 'descr', 'fortran_order' and 'shape'");
            }
            return new Header(type(descr), descr.charAt(0) == '>', fortranOrder, shape);
        }

        private Tensor.Type type(String descr) throws ParameterFileException {
            if (descr.length() == 3 && "<>|=".indexOf(descr.charAt(0)) >= 0) {
                for (Tensor.Type type : Tensor.Type.values()) {
                    // Byte order says nothing of single bytes, and has to be said of all others.
                    boolean order = type.bytes() == 1 || descr.charAt(0) == '<' || descr.charAt(0) == '>';
                    if (order && !type.descr().isEmpty() && type.descr().endsWith(descr.substring(1))) {
                        return type;
                    }
                }
            }
            throw new UnknownTypeException(what + " has the dtype " + ParameterFileException.quote(descr)
                    + "; only plain numbers such as '<f4' and '<f8' can be read");
        }

        private String descr() throws ParameterFileException {
            skipSpace();
            if (at < text.length() && text.charAt(at) == '[') {
                throw new UnknownTypeException(what + " is an array of records, not of plain numbers");
            }
            return quoted();
        }

        private boolean bool() throws ParameterFileException {
            skipSpace();
            for (String word : new String[] {"True", "False"}) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("True");
                }
            }
            throw broken("has a 'fortran_order' that is neither True nor False");
        }

        private int[] tuple() throws ParameterFileException {
            int[] dims = new int[Limits.RANK];
            int rank = 0;
            boolean comma = true;
            expect('(');
            while (!accept(')')) {
                if (!comma) {
                    throw broken("has a shape that is not a tuple of numbers");
                }
                if (rank == dims.length) {
                    throw new UnknownTypeException(what + " has more than " + rank + " dimensions");
                }
                dims[rank++] = number();
                comma = accept(',');
            }
            if (rank == 1 && !comma) {
                throw broken("has a number for a shape, not a tuple");
            }
            int[] shape = new int[rank];
            System.arraycopy(dims, 0, shape, 0, rank);
            return shape;
        }

        private int number() throws ParameterFileException {
            skipSpace();
            long number = 0;
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                number = 10 * number + (text.charAt(at) - '0');
                if (number > Integer.MAX_VALUE) {
                    throw broken("has a dimension over " + Integer.MAX_VALUE);
                }
                at++;
            }
            if (at == start) {
                throw broken("has a shape with something other than numbers in it");
            }
            // Python 2 wrote 3L for some.
            if (at < text.length() && text.charAt(at) == 'L') {
                at++;
            }
            return (int) number;
        }

        private String quoted() throws ParameterFileException {
            skipSpace();
            if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
                int end = text.indexOf(text.charAt(at), at + 1);
                if (end > 0) {
                    String content = text.substring(at + 1, end);
                    at = end + 1;
                    return content;
                }
            }
            throw broken("has no text where one is expected, at position " + at);
        }

        private void expect(char c) throws ParameterFileException {
            if (!accept(c)) {
                throw broken("has no '" + c + "' at position " + at);
            }
        }

        private boolean accept(char c) {
            skipSpace();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
                at++;
            }
        }

        private ParameterFileException broken(String how) {
            return new ParameterFileException(what + ": the header " + how);
        }
    }
}
