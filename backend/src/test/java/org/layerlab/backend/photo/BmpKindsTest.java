package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** BMPs of kinds that Java does not write, each with the pixels that browsers show. */
class BmpKindsTest {
    private static final int SIDE = 64;
    private static final int BIT_FIELDS = 3;

    /** A BMP of 64×64 pixels, all the same. */
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
}
