package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** BMPs of kinds that Java does not write, each with the pixels that browsers show. */
class BmpKindsTest {
    private static final int SIDE = 64;
    private static final int RGB = 0;
    private static final int BIT_FIELDS = 3;
    private static final int ALPHA_BIT_FIELDS = 6;

    /**
     * A BMP of 64×64 pixels, all the same.
     *
     * @param masks or the palette
     */
    private static byte[] bmp(int header, int bits, int compression, int[] masks, int pixel) {
        int from = 14 + header + (header == 40 ? 4 * masks.length : 0);
        int length = SIDE * SIDE * bits / 8;
        ByteBuffer out = ByteBuffer.allocate(from + length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'B').put((byte) 'M').putInt(out.capacity()).putInt(0).putInt(from);
        out.putInt(header).putInt(SIDE).putInt(SIDE).putShort((short) 1).putShort((short) bits);
        out.putInt(compression)
                .putInt(length)
                .putInt(2835)
                .putInt(2835)
                .putInt(0)
                .putInt(0);
        for (int mask : masks) {
            out.putInt(mask);
        }
        out.position(from);
        while (out.hasRemaining()) {
            if (bits == 16) {
                out.putShort((short) pixel);
            } else {
                out.putInt(pixel);
            }
        }
        return out.array();
    }

    private static void assertShows(int rgb, byte[] file) throws PhotoException {
        byte[] bgr = new PhotoDecoder().prepare("a.bmp", file, PhotoPreparation.TUTORIAL);
        for (int p = 0; p < SIDE * SIDE; p++) {
            assertEquals(Integer.toHexString(rgb), Integer.toHexString(Pixels.at(bgr, p / SIDE, p % SIDE)), "at " + p);
        }
    }

    @Test
    void aColorWithoutAMaskIsNone() throws Exception {
        assertShows(0x120000, bmp(40, 32, BIT_FIELDS, new int[] {0xff0000, 0, 0}, 0x123456));
        assertShows(0x123400, bmp(40, 32, BIT_FIELDS, new int[] {0xff0000, 0xff00, 0}, 0x123456));
        assertShows(0xff0000, bmp(124, 16, BIT_FIELDS, new int[] {0x7c00, 0, 0, 0}, 0x7fff));
    }

    @Test
    void alphaOfSixteenBitsIsLaidOverWhite() throws Exception {
        int[] fourEach = {0xf00, 0xf0, 0xf, 0xf000};
        assertShows(0xffffff, bmp(108, 16, BIT_FIELDS, fourEach, 0x0123));
        assertShows(0x112233, bmp(124, 16, BIT_FIELDS, fourEach, 0xf123));
        // 255 · (1 − 8/15)
        assertShows(0x777777, bmp(124, 16, BIT_FIELDS, fourEach, 0x8000));
        int[] oneBit = {0x7c00, 0x3e0, 0x1f, 0x8000};
        assertShows(0xff0000, bmp(124, 16, BIT_FIELDS, oneBit, 0xfc00));
        assertShows(0xffffff, bmp(124, 16, BIT_FIELDS, oneBit, 0x7c00));
    }

    @Test
    void alphaCountsWhereTheHeaderTellsIt() throws Exception {
        int[] masks = {0xff0000, 0xff00, 0xff, 0xff000000};
        for (int header : new int[] {56, 108, 124}) {
            assertShows(0xffffff, bmp(header, 32, BIT_FIELDS, masks, 0x00123456));
        }
        assertShows(0x123456, bmp(40, 32, BIT_FIELDS, new int[] {0xff0000, 0xff00, 0xff}, 0x00123456));
        assertShows(0xffffff, bmp(40, 32, ALPHA_BIT_FIELDS, masks, 0x00123456));
        // Without bit fields the masks of a short header mean nothing, that of alpha in a long one does.
        assertShows(0x123456, bmp(56, 32, RGB, masks, 0x00123456));
        assertShows(0xffffff, bmp(108, 32, RGB, masks, 0x00123456));
        assertShows(0x123456, bmp(40, 32, RGB, new int[0], 0x00123456));
    }

    @Test
    void theLengthThatAFileSaysItHasDoesNotMatter() throws Exception {
        byte[] file = bmp(40, 32, RGB, new int[0], 0x123456);
        for (int length : new int[] {0, 1, 54, file.length - 5, Integer.MAX_VALUE, -1}) {
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(2, length);
            assertShows(0x123456, file);
        }
    }

    @Test
    void theHeaderOfTheSecondOs2IsTaken() throws Exception {
        assertShows(0x123456, bmp(64, 32, RGB, new int[] {1, 2, 3, 4}, 0x123456));
    }

    @Test
    void masksWithGapsAreDamage() {
        byte[] file = bmp(40, 32, BIT_FIELDS, new int[] {0xf0f000, 0xff, 0}, 0);
        assertEquals(
                "a.bmp is damaged: its picture cannot be decoded",
                assertThrows(PhotoException.class, () -> assertShows(0, file)).getMessage());
    }

    @Test
    void whatFollowsThePaletteOfFourColorsIsTheirNumbers() throws Exception {
        byte[] file = bmp(40, 2, RGB, new int[] {0x102030, 0x405060, 0x708090, 0xa0b0c0}, 0xaaaaaaaa);
        assertShows(0x708090, file);
        // A color that the palette lacks is black.
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(46, 2);
        assertShows(0x000000, file);
    }

    /** A BMP of compressed pixels: a palette of black, red, green and blue. */
    private static byte[] packed(int bits, int compression, int... codes) {
        byte[] file = bmp(40, bits, compression, new int[] {0, 0xff0000, 0xff00, 0xff}, 0);
        int from = 14 + 40 + 16;
        byte[] out = Arrays.copyOf(file, from + codes.length);
        for (int i = 0; i < codes.length; i++) {
            out[from + i] = (byte) codes[i];
        }
        return out;
    }

    private static String row(byte[] file, int y) throws PhotoException {
        byte[] bgr = new PhotoDecoder().prepare("a.bmp", file, PhotoPreparation.TUTORIAL);
        StringBuilder colors = new StringBuilder();
        for (int x = 0; x < 12; x++) {
            colors.append(
                    switch (Pixels.at(bgr, y, x)) {
                        case 0xff0000 -> 'r';
                        case 0x00ff00 -> 'g';
                        case 0x0000ff -> 'b';
                        case 0 -> '-';
                        default -> '?';
                    });
        }
        return colors.toString();
    }

    @Test
    void runsAndJumpsAreUnpackedFromTheLastRow() throws Exception {
        int[] codes = {
            SIDE, 1, 0, 0, // a row of red
            3, 2, 0, 2, 2, 1, 99, 3, 0, 0, // green; two on in the next row; more blue than there is room for
            0, 5, 1, 2, 3, 2, 1, 0, 1, 3, 0, 0, // five single ones and a byte to fill the word
            0, 1
        };
        byte[] file = packed(8, 1, codes);
        assertEquals("rrrrrrrrrrrr", row(file, 63));
        assertEquals("ggg---------", row(file, 62));
        assertEquals("-----bbbbbbb", row(file, 61));
        assertEquals("rgbgrb------", row(file, 60));
        assertEquals("------------", row(file, 59));
        byte[] four = packed(4, 2, 5, 0x12, 0, 5, 0x31, 0x23, 0x10, 0, 0, 0, 0, 1);
        assertEquals("rgrgrbrgbr--", row(four, 63));
        // What is beside the picture is not seen.
        assertEquals("rrr---------", row(packed(8, 1, 3, 1, 0, 2, SIDE, 0, 9, 2, 0, 1), 63));
        // Rows that run from the top.
        ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -SIDE);
        assertEquals("rgrgrbrgbr--", row(four, 0));
    }

    @Test
    void compressedPixelsThatEndEarlyAreDamage() {
        for (byte[] file :
                List.of(packed(8, 1, SIDE, 1, 0, 0), packed(8, 2, 0, 1), packed(4, 1, 0, 1), packed(8, 4, 0, 1))) {
            assertEquals(
                    "a.bmp is damaged: its picture cannot be decoded",
                    assertThrows(PhotoException.class, () -> row(file, 0)).getMessage());
        }
    }
}
