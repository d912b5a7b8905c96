package org.layerlab.page.wasm;

import java.util.HashMap;
import java.util.Map;

/**
 * An instruction that takes operands from the stack and puts its result there. Types are letters: {@code i} i32,
 * {@code l} i64, {@code f} f32, {@code d} f64, {@code v} v128.
 *
 * @param name as in WebAssembly's text
 * @param immediates what follows the number: {@code m} alignment and offset, {@code n} a lane, {@code 0} a zero byte;
 *     {@code x} says that a half of the result depends on both halves of vectors, or on which half it is
 * @param operands a letter each
 * @param result a letter, or empty
 */
record WasmOpcode(String name, String immediates, String operands, String result) {
    /** The number, with the prefix before it; the name; the immediates or a minus; operands and result. */
    private static final String TABLE = """
        28 i32.load m i:i | 29 i64.load m i:l | 2a f32.load m i:f | 2b f64.load m i:d | 2d i32.load8_u m i:i
        36 i32.store m ii: | 37 i64.store m il: | 38 f32.store m if: | 39 f64.store m id: | 3a i32.store8 m ii:
        40 memory.grow 0 i:i
        45 i32.eqz - i:i | 46 i32.eq - ii:i | 47 i32.ne - ii:i | 48 i32.lt_s - ii:i | 49 i32.lt_u - ii:i
        4a i32.gt_s - ii:i | 4b i32.gt_u - ii:i | 4c i32.le_s - ii:i | 4d i32.le_u - ii:i | 4e i32.ge_s - ii:i
        4f i32.ge_u - ii:i | 55 i64.gt_s - ll:i
        5b f32.eq - ff:i | 5c f32.ne - ff:i | 5e f32.gt - ff:i | 61 f64.eq - dd:i | 62 f64.ne - dd:i | 64 f64.gt - dd:i
        6a i32.add - ii:i | 6b i32.sub - ii:i | 6c i32.mul - ii:i | 6d i32.div_s - ii:i | 6e i32.div_u - ii:i
        70 i32.rem_u - ii:i | 71 i32.and - ii:i | 72 i32.or - ii:i | 73 i32.xor - ii:i | 74 i32.shl - ii:i
        75 i32.shr_s - ii:i | 76 i32.shr_u - ii:i | 7e i64.mul - ll:l
        92 f32.add - ff:f | 93 f32.sub - ff:f | 94 f32.mul - ff:f | 95 f32.div - ff:f
        9a f64.neg - d:d | a0 f64.add - dd:d | a1 f64.sub - dd:d | a2 f64.mul - dd:d | a3 f64.div - dd:d
        ac i64.extend_i32_s - i:l | b2 f32.convert_i32_s - i:f | b3 f32.convert_i32_u - i:f | b6 f32.demote_f64 - d:f
        b7 f64.convert_i32_s - i:d | b8 f64.convert_i32_u - i:d | bb f64.promote_f32 - f:d
        fc.a memory.copy 00 iii: | fc.b memory.fill 0 iii:
        fd.0 v128.load mx i:v | fd.9 v128.load32_splat mx i:v | fd.a v128.load64_splat mx i:v | fd.b v128.store m iv:
        fd.11 i32x4.splat - i:v | fd.13 f32x4.splat - f:v | fd.14 f64x2.splat - d:v
        fd.1f f32x4.extract_lane n v:f | fd.21 f64x2.extract_lane n v:d | fd.3e i32x4.le_u - vv:v
        fd.41 f32x4.eq - vv:v | fd.42 f32x4.ne - vv:v | fd.43 f32x4.lt - vv:v | fd.44 f32x4.gt - vv:v
        fd.47 f64x2.eq - vv:v | fd.48 f64x2.ne - vv:v | fd.49 f64x2.lt - vv:v | fd.4a f64x2.gt - vv:v
        fd.4c f64x2.ge - vv:v | fd.4e v128.and - vv:v | fd.4f v128.andnot - vv:v | fd.50 v128.or - vv:v
        fd.51 v128.xor - vv:v | fd.52 v128.bitselect - vvv:v
        fd.56 v128.load32_lane mnx iv:v | fd.57 v128.load64_lane mnx iv:v
        fd.5a v128.store32_lane mn iv: | fd.5b v128.store64_lane mn iv:
        fd.5c v128.load32_zero mx i:v | fd.5d v128.load64_zero mx i:v | fd.5f f64x2.promote_low_f32x4 x v:v
        fd.89 i16x8.extend_low_i8x16_u x v:v | fd.8a i16x8.extend_high_i8x16_u x v:v
        fd.a9 i32x4.extend_low_i16x8_u x v:v | fd.aa i32x4.extend_high_i16x8_u x v:v
        fd.ab i32x4.shl - vi:v | fd.ad i32x4.shr_u - vi:v | fd.ae i32x4.add - vv:v | fd.b5 i32x4.mul - vv:v
        fd.c7 i64x2.extend_low_i32x4_s x v:v | fd.cb i64x2.shl - vi:v | fd.cc i64x2.shr_s - vi:v
        fd.ce i64x2.add - vv:v | fd.d1 i64x2.sub - vv:v
        fd.e0 f32x4.abs - v:v | fd.e1 f32x4.neg - v:v | fd.e3 f32x4.sqrt - v:v | fd.e4 f32x4.add - vv:v
        fd.e5 f32x4.sub - vv:v | fd.e6 f32x4.mul - vv:v | fd.e7 f32x4.div - vv:v | fd.e9 f32x4.max - vv:v
        fd.ea f32x4.pmin - vv:v | fd.eb f32x4.pmax - vv:v
        fd.ec f64x2.abs - v:v | fd.ed f64x2.neg - v:v | fd.ef f64x2.sqrt - v:v | fd.f0 f64x2.add - vv:v
        fd.f1 f64x2.sub - vv:v | fd.f2 f64x2.mul - vv:v | fd.f3 f64x2.div - vv:v | fd.f5 f64x2.max - vv:v
        fd.f6 f64x2.pmin - vv:v | fd.f7 f64x2.pmax - vv:v
        fd.fa f32x4.convert_i32x4_s - v:v | fd.105 f32x4.relaxed_madd - vvv:v
        fe.0 memory.atomic.notify m ii:i | fe.1 memory.atomic.wait32 m iil:i | fe.10 i32.atomic.load m i:i
        fe.17 i32.atomic.store m ii: | fe.1e i32.atomic.rmw.add m ii:i
        """;

    private static final Map<String, WasmOpcode> ALL = new HashMap<>();

    static {
        for (String line : TABLE.split("[|\n]", 0)) {
            String[] words = line.strip().split(" ", 0);
            String[] types = words[3].split(":", -1);
            String immediates = words[2].equals("-") ? "" : words[2];
            ALL.put(words[0], new WasmOpcode(words[1], immediates, types[0], types[1]));
        }
    }

    /**
     * The instruction with this number.
     *
     * @param prefix 0 where there is none
     * @throws IllegalArgumentException when it is not known
     */
    static WasmOpcode of(int prefix, int number) {
        String key = (prefix == 0 ? "" : Integer.toHexString(prefix) + ".") + Integer.toHexString(number);
        WasmOpcode opcode = ALL.get(key);
        if (opcode == null) {
            throw new IllegalArgumentException("WebAssembly's instruction " + key + " is not known");
        }
        return opcode;
    }

    /** The letter of a type in a binary. */
    static char letter(int type) {
        return switch (type & 0xff) {
            case 0x7f -> 'i';
            case 0x7e -> 'l';
            case 0x7d -> 'f';
            case 0x7c -> 'd';
            case 0x7b -> 'v';
            default -> throw new IllegalArgumentException("WebAssembly's type " + (type & 0xff) + " is not known");
        };
    }
}
