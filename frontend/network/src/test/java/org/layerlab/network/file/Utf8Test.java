package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.layerlab.network.text.Utf8;

class Utf8Test {
    @Test
    void everyCodePointIsWrittenAndReadAsJavaDoes() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = "a" + Character.toString(c) + "b";
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertArrayEquals(bytes, Utf8.bytes(text), Integer.toHexString(c));
            assertEquals(decoded(bytes), Utf8.text(bytes, 0, bytes.length), Integer.toHexString(c));
        }
    }

    @Test
    void whatJavaRefusesIsRefused() {
        Random random = new Random(1);
        byte[] likely = {(byte) 0x80, (byte) 0xBF, (byte) 0xC0, (byte) 0xC2, (byte) 0xE0, (byte) 0xED, (byte) 0xA0};
        byte[] bytes = new byte[6];
        for (int i = 0; i < 300_000; i++) {
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = random.nextInt(3) == 0 ? likely[random.nextInt(likely.length)] : (byte) random.nextInt(256);
            }
            int length = random.nextInt(5);
            byte[] part = java.util.Arrays.copyOfRange(bytes, 1, 1 + length);
            assertEquals(decoded(part), Utf8.text(bytes, 1, length), java.util.Arrays.toString(part));
        }
    }

    private static @Nullable String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
