package org.layerlab.compiler;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Writes the sizes of sections and functions of a module in WebAssembly's
 * <a href="https://webassembly.github.io/spec/core/binary/modules.html#code-section">binary form</a> in as few bytes as they
 * need; the compiler writes a function's in four.
 */
final class ShortSizes {
    private static final int HEADER = 8;
    private static final int CODE = 10;

    private ShortSizes() {}

    /** The same module with short sizes. */
    static byte[] of(byte[] module) {
        ByteBuffer in = ByteBuffer.wrap(module).position(HEADER);
        ByteArrayOutputStream out = new ByteArrayOutputStream(module.length);
        out.write(module, 0, HEADER);
        while (in.hasRemaining()) {
            int id = in.get();
            ByteBuffer section = part(in);
            out.write(id);
            writePart(id == CODE ? functions(section) : section, out);
        }
        return out.toByteArray();
    }

    private static ByteBuffer functions(ByteBuffer section) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(section.remaining());
        int count = number(section);
        writeNumber(count, out);
        for (int i = 0; i < count; i++) {
            writePart(part(section), out);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    /** As many bytes as the number before them says. */
    private static ByteBuffer part(ByteBuffer in) {
        int size = number(in);
        ByteBuffer part = in.slice(in.position(), size);
        in.position(in.position() + size);
        return part;
    }

    private static void writePart(ByteBuffer part, ByteArrayOutputStream out) {
        writeNumber(part.remaining(), out);
        out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
    }

    /** Seven bits a byte, the lowest first, as LEB128 has it. */
    private static int number(ByteBuffer in) {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            number |= (b & 0x7F) << shift;
            if (b >= 0) {
                return number;
            }
        }
    }

    private static void writeNumber(int number, ByteArrayOutputStream out) {
        int rest = number;
        for (; rest > 0x7F; rest >>>= 7) {
            out.write((rest & 0x7F) | 0x80);
        }
        out.write(rest);
    }
}
