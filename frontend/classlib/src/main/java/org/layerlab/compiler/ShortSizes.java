package org.layerlab.compiler;

import java.nio.ByteBuffer;
import org.teavm.backend.wasm.render.WasmBinaryWriter;

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
        ByteBuffer in = ByteBuffer.wrap(module);
        WasmBinaryWriter out = new WasmBinaryWriter();
        out.writeBytes(bytes(in, HEADER));
        while (in.hasRemaining()) {
            int id = in.get();
            byte[] section = part(in);
            out.writeByte(id);
            writePart(id == CODE ? functions(section) : section, out);
        }
        return out.getData();
    }

    private static byte[] functions(byte[] section) {
        ByteBuffer in = ByteBuffer.wrap(section);
        WasmBinaryWriter out = new WasmBinaryWriter();
        int count = number(in);
        out.writeLEB(count);
        for (int i = 0; i < count; i++) {
            writePart(part(in), out);
        }
        return out.getData();
    }

    /** As many bytes as the number before them says. */
    private static byte[] part(ByteBuffer in) {
        return bytes(in, number(in));
    }

    private static byte[] bytes(ByteBuffer in, int size) {
        byte[] bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }

    private static void writePart(byte[] part, WasmBinaryWriter out) {
        out.writeLEB(part.length);
        out.writeBytes(part);
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
}
