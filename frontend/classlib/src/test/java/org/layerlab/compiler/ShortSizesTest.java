package org.layerlab.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortSizesTest {
    private static final int CODE = 10;

    @Test
    void sizesBecomeShortAndAllElseStays() {
        Random random = new Random();
        List<byte[]> functions = new ArrayList<>();
        for (int size : new int[] {0, 1, 127, 128, 16_383, 16_384, random.nextInt(100_000)}) {
            byte[] body = new byte[size];
            random.nextBytes(body);
            functions.add(body);
        }
        byte[] before = {1, 2, 3, CODE};
        byte[] after = new byte[random.nextInt(300)];
        byte[] padded = module(before, functions, after, true);
        byte[] brief = module(before, functions, after, false);
        assertArrayEquals(brief, ShortSizes.of(padded));
        assertArrayEquals(brief, ShortSizes.of(brief));
    }

    @Test
    void aModuleMayHaveNoCode() {
        byte[] module = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 1, 0};
        assertArrayEquals(module, ShortSizes.of(module));
    }

    private static byte[] module(byte[] before, List<byte[]> functions, byte[] after, boolean padded) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        number(functions.size(), 1, code);
        for (byte[] function : functions) {
            number(function.length, padded ? 4 : 1, code);
            code.writeBytes(function);
        }
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(1, before, module);
        section(CODE, code.toByteArray(), module);
        section(11, after, module);
        return module.toByteArray();
    }

    private static void section(int id, byte[] content, ByteArrayOutputStream module) {
        module.write(id);
        number(content.length, 1, module);
        module.writeBytes(content);
    }

    /** As LEB128, in at least so many bytes. */
    private static void number(int number, int bytes, ByteArrayOutputStream out) {
        boolean more = number > 0x7F || bytes > 1;
        out.write((number & 0x7F) | (more ? 0x80 : 0));
        if (more) {
            number(number >>> 7, bytes - 1, out);
        }
    }
}
