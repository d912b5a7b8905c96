package org.layerlab.page.wasm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a module's binary says: functions without imports, one memory, exports and data.
 *
 * @param functions in the order of their numbers
 * @param exports the numbers of the exported functions
 * @param data what lies in the memory from the start
 */
record WasmModule(List<Function> functions, Map<String, Integer> exports, List<Data> data) {
    /**
     * A function; types are the letters of {@link WasmOpcode}.
     *
     * @param parameters a letter each
     * @param result a letter, or empty
     * @param locals those after the parameters, a letter each
     * @param code after the locals, with the final {@code end}
     */
    record Function(String parameters, String result, String locals, ByteBuffer code) {}

    /** Bytes and the address where they go. */
    record Data(int at, ByteBuffer bytes) {}

    private record Type(String parameters, String result) {}

    /**
     * Reads a module.
     *
     * @throws IllegalArgumentException at a section that is not known here
     */
    static WasmModule of(byte[] binary) {
        ByteBuffer in = ByteBuffer.wrap(binary).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt() != 0x6d736100 || in.getInt() != 1) {
            throw new IllegalArgumentException("not a WebAssembly module of version 1");
        }
        List<Type> types = new ArrayList<>();
        List<Type> declared = new ArrayList<>();
        WasmModule module = new WasmModule(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        while (in.hasRemaining()) {
            int section = in.get();
            int end = unsigned(in);
            end += in.position();
            switch (section) {
                case 1 -> types(in, types);
                case 3 -> {
                    for (int i = unsigned(in); i > 0; i--) {
                        declared.add(types.get(unsigned(in)));
                    }
                }
                case 7 -> exports(in, module);
                case 10 -> code(in, declared, module);
                case 11 -> data(in, module);
                // The memory is imported; names and the number of data segments do not matter.
                case 0, 2, 12 -> {}
                default -> throw new IllegalArgumentException("section " + section + " is not known");
            }
            in.position(end);
        }
        return module;
    }

    private static void types(ByteBuffer in, List<Type> types) {
        for (int i = unsigned(in); i > 0; i--) {
            in.get();
            types.add(new Type(letters(in), letters(in)));
        }
    }

    private static String letters(ByteBuffer in) {
        StringBuilder letters = new StringBuilder();
        for (int i = unsigned(in); i > 0; i--) {
            letters.append(WasmOpcode.letter(in.get()));
        }
        return letters.toString();
    }

    private static void exports(ByteBuffer in, WasmModule module) {
        for (int i = unsigned(in); i > 0; i--) {
            byte[] name = new byte[unsigned(in)];
            in.get(name);
            if (in.get() != 0) {
                throw new IllegalArgumentException("only functions can be exported");
            }
            module.exports.put(new String(name, StandardCharsets.UTF_8), unsigned(in));
        }
    }

    private static void code(ByteBuffer in, List<Type> declared, WasmModule module) {
        int count = unsigned(in);
        for (int f = 0; f < count; f++) {
            int end = unsigned(in);
            end += in.position();
            StringBuilder locals = new StringBuilder();
            for (int i = unsigned(in); i > 0; i--) {
                int repeated = unsigned(in);
                locals.append(String.valueOf(WasmOpcode.letter(in.get())).repeat(repeated));
            }
            ByteBuffer code = in.slice(in.position(), end - in.position()).order(ByteOrder.LITTLE_ENDIAN);
            Type type = declared.get(f);
            module.functions.add(new Function(type.parameters(), type.result(), locals.toString(), code));
            in.position(end);
        }
    }

    private static void data(ByteBuffer in, WasmModule module) {
        for (int i = unsigned(in); i > 0; i--) {
            if (in.get() != 0 || in.get() != 0x41) {
                throw new IllegalArgumentException("only data at a constant address is known");
            }
            int at = (int) signed(in);
            in.get();
            int count = unsigned(in);
            module.data.add(new Data(at, in.slice(in.position(), count)));
            in.position(in.position() + count);
        }
    }

    /** An unsigned number of seven bits a byte. */
    static int unsigned(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int bits = in.get();
            value |= (bits & 127) << shift;
            if (bits >= 0) {
                return value;
            }
        }
    }

    /** A signed number of seven bits a byte. */
    static long signed(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            long bits = in.get();
            value |= (bits & 127) << shift;
            if (bits >= 0) {
                int left = Math.max(0, 57 - shift);
                return shift >= 57 ? value : value << left >> left;
            }
        }
    }
}
