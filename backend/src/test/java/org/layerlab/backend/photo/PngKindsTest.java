package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** PNGs that Java does not write. */
class PngKindsTest {
    private static final int SIDE = 64;

    private static byte[] chunk(String type, byte... content) {
        ByteBuffer chunk = ByteBuffer.allocate(content.length + 12);
        chunk.putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, content.length + 4);
        return chunk.putInt((int) crc.getValue()).array();
    }

    private static byte[] chunk(String type, ByteBuffer content) {
        byte[] bytes = new byte[content.capacity()];
        content.rewind().get(bytes);
        return chunk(type, bytes);
    }

    private static byte[] png(byte[]... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        for (byte[] chunk : chunks) {
            out.writeBytes(chunk);
        }
        out.writeBytes(chunk("IEND"));
        return out.toByteArray();
    }

    private static byte[] header(int bits, int color) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(SIDE)
                        .putInt(SIDE)
                        .put((byte) bits)
                        .put((byte) color));
    }

    /** Rows of the same byte. */
    private static byte[] data(int rows, int bytes, int value) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            for (int y = 0; y < rows; y++) {
                deflater.write(0); // no filter
                for (int x = 0; x < bytes; x++) {
                    deflater.write(value);
                }
            }
        }
        return out.toByteArray();
    }

    private static byte[] prepared(byte[] file) throws PhotoException {
        return new PhotoDecoder().prepare("a.png", file, PhotoPreparation.TUTORIAL);
    }

    private static void assertDamaged(byte[] file) {
        assertEquals(
                "a.png is damaged: its picture cannot be decoded",
                assertThrows(PhotoException.class, () -> prepared(file)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void theTransparentGrayIsWhite(int bits) throws Exception {
        int most = (1 << bits) - 1;
        // The last pixel of each byte is 1, the others are 0.
        byte[] pixels = chunk("IDAT", data(SIDE, SIDE * bits / 8, 1));
        for (int transparent : new int[] {0, 1}) {
            byte[] bgr = prepared(png(header(bits, 0), chunk("tRNS", (byte) 0, (byte) transparent), pixels));
            int last = 8 / bits - 1;
            int one = 255 / most * 0x010101;
            assertEquals(transparent == 1 ? 0xffffff : one, Pixels.at(bgr, 5, last));
            if (last > 0) {
                assertEquals(transparent == 0 ? 0xffffff : 0, Pixels.at(bgr, 5, 0));
            }
        }
        assertEquals(255 / most * 0x010101, Pixels.at(prepared(png(header(bits, 0), pixels)), 5, 8 / bits - 1));
    }

    private static byte[] frame(int width, int height, int x, int y) {
        return chunk(
                "fcTL",
                ByteBuffer.allocate(26)
                        .putInt(0)
                        .putInt(width)
                        .putInt(height)
                        .putInt(x)
                        .putInt(y));
    }

    private static byte[] numbered(byte[] data) {
        return chunk("fdAT", ByteBuffer.allocate(4 + data.length).putInt(1).put(data));
    }

    @Test
    void theFirstFrameOfAnAnimationIsShownWhateverThePictureBeforeIt() throws Exception {
        byte[] animation = chunk("acTL", ByteBuffer.allocate(8).putInt(1));
        byte[] still = chunk("IDAT", data(SIDE, SIDE, 10));
        byte[] hidden = png(header(8, 0), animation, still, frame(SIDE, SIDE, 0, 0), numbered(data(SIDE, SIDE, 99)));
        assertEquals(0x636363, Pixels.at(prepared(hidden), 3, 4));
        byte[] part = png(header(8, 0), animation, still, frame(8, 4, 16, 20), numbered(data(4, 8, 99)));
        byte[] bgr = prepared(part);
        assertEquals(0x636363, Pixels.at(bgr, 20, 16));
        assertEquals(0x636363, Pixels.at(bgr, 23, 23));
        assertEquals(0xffffff, Pixels.at(bgr, 24, 16));
        assertEquals(0xffffff, Pixels.at(bgr, 20, 15));
        byte[] usual = png(header(8, 0), animation, frame(SIDE, SIDE, 0, 0), still, numbered(data(SIDE, SIDE, 99)));
        assertEquals(0x0a0a0a, Pixels.at(prepared(usual), 3, 4));
        byte[] none = png(header(8, 0), chunk("acTL", ByteBuffer.allocate(8)), still);
        assertEquals(0x0a0a0a, Pixels.at(prepared(none), 3, 4));

        assertDamaged(png(header(8, 0), animation, still));
        assertDamaged(png(header(8, 0), animation, still, frame(SIDE, SIDE, 1, 0), numbered(data(SIDE, SIDE, 99))));
        assertDamaged(png(header(8, 0), animation, frame(8, 4, 0, 0), still));
    }

    @Test
    void whatBrowsersRefuseIsDamaged() throws Exception {
        byte[] data = chunk("IDAT", data(SIDE, SIDE, 10));
        byte[] text = chunk("tEXt", "a\0b".getBytes(StandardCharsets.US_ASCII));
        text[11] = (byte) (text[11] ^ 1);
        assertEquals(0x0a0a0a, Pixels.at(prepared(png(header(8, 0), text, data)), 0, 0));
        assertDamaged(png(header(8, 0), chunk("ABCD"), data));
        assertDamaged(png(header(8, 0), header(8, 0), data));
        assertDamaged(png(header(8, 0), data, text, data));
        byte[] other = data.clone();
        other[other.length - 1] = (byte) (other[other.length - 1] ^ 1);
        assertDamaged(png(header(8, 0), other));
    }

    @Test
    void whatMeansNothingInAPngOfThisKindIsSkipped() throws Exception {
        byte[] palette = chunk("PLTE", new byte[48]);
        byte[] transparent = chunk("tRNS", new byte[6]);
        byte[] gray = chunk("IDAT", data(SIDE, SIDE, 10));
        assertEquals(0x0a0a0a, Pixels.at(prepared(png(header(8, 0), palette, gray)), 0, 0));
        byte[] colored = chunk("IDAT", data(SIDE, 4 * SIDE, 255));
        assertEquals(0xffffff, Pixels.at(prepared(png(header(8, 6), transparent, colored)), 0, 0));
    }
}
