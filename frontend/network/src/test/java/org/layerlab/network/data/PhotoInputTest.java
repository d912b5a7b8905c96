package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoInputTest {
    private static final int FEATURES_LAST = PhotoInput.FEATURES - 1;

    /** Opaque pixels without any pattern that a turn could hide. */
    private static byte[] noise(int width, int height) {
        byte[] rgba = new byte[4 * width * height];
        int state = 1;
        for (int i = 0; i < rgba.length; i++) {
            state = state * 1_103_515_245 + 12_345;
            rgba[i] = i % 4 == 3 ? (byte) 255 : (byte) (state >> 16);
        }
        return rgba;
    }

    private static byte[] onePixel(int r, int g, int b, int a) {
        return new byte[] {(byte) r, (byte) g, (byte) b, (byte) a};
    }

    @Test
    void aPhotoOf64By64IsTakenAsItIs() {
        byte[] rgba = noise(64, 64);
        byte[] bgr = PhotoInput.prepare(64, 64, rgba, 1);
        for (int p = 0; p < 64 * 64; p++) {
            assertEquals(rgba[4 * p + 2], bgr[3 * p], "blue of pixel " + p);
            assertEquals(rgba[4 * p + 1], bgr[3 * p + 1], "green of pixel " + p);
            assertEquals(rgba[4 * p], bgr[3 * p + 2], "red of pixel " + p);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5000", "5000, 1", "3, 2", "64, 63", "65, 64", "200, 7"})
    void oneColorStaysThatColorAtEverySize(int width, int height) {
        byte[] rgba = new byte[4 * width * height];
        for (int p = 0; p < width * height; p++) {
            System.arraycopy(onePixel(10, 127, 255, 255), 0, rgba, 4 * p, 4);
        }
        byte[] bgr = PhotoInput.prepare(width, height, rgba, 1);
        for (int p = 0; p < 64 * 64; p++) {
            assertEquals(255, bgr[3 * p] & 0xff);
            assertEquals(127, bgr[3 * p + 1] & 0xff);
            assertEquals(10, bgr[3 * p + 2] & 0xff);
        }
    }

    @Test
    void overshootIsClampedRatherThanWrapped() {
        // Black, white, black, white … columns, enlarged: the cubic's lobes reach beyond both ends of the scale.
        byte[] rgba = new byte[4 * 8 * 8];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = i % 4 == 3 || i / 4 % 8 < 4 ? (byte) 255 : 0;
        }
        byte[] bgr = PhotoInput.prepare(8, 8, rgba, 1);
        for (int column = 0; column < 64; column++) {
            int value = bgr[3 * column] & 0xff;
            assertTrue(column < 28 ? value == 255 : column < 36 || value == 0, "column " + column + " is " + value);
        }
    }

    /** The upright photo's pixel (x, y) in terms of the stored one, written out from the Exif standard's table. */
    private static int stored(int orientation, int x, int y, int width, int height) {
        return switch (orientation) {
            case 1 -> y * width + x;
            case 2 -> y * width + (width - 1 - x);
            case 3 -> (height - 1 - y) * width + (width - 1 - x);
            case 4 -> (height - 1 - y) * width + x;
            case 5 -> x * width + y;
            case 6 -> (height - 1 - x) * width + y;
            case 7 -> (height - 1 - x) * width + (width - 1 - y);
            case 8 -> x * width + (width - 1 - y);
            default -> throw new IllegalArgumentException("orientation " + orientation);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turningWhileResizingEqualsTurningFirst(int orientation) {
        int[][] sizes = {{97, 41}, {30, 50}, {64, 64}, {1, 9}, {300, 200}};
        for (int[] size : sizes) {
            int width = size[0];
            int height = size[1];
            byte[] rgba = noise(width, height);
            int uprightWidth = orientation >= 5 ? height : width;
            int uprightHeight = orientation >= 5 ? width : height;
            byte[] upright = new byte[rgba.length];
            for (int y = 0; y < uprightHeight; y++) {
                for (int x = 0; x < uprightWidth; x++) {
                    int from = stored(orientation, x, y, width, height);
                    System.arraycopy(rgba, 4 * from, upright, 4 * (y * uprightWidth + x), 4);
                }
            }
            assertArrayEquals(
                    PhotoInput.prepare(uprightWidth, uprightHeight, upright, 1),
                    PhotoInput.prepare(width, height, rgba, orientation),
                    width + "×" + height + " in orientation " + orientation);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 255", "0, 255, 0", "0, 128, 127", "100, 128, 177", "255, 3, 255", "200, 1, 255", "17, 254, 18"})
    void alphaIsLaidOverWhite(int color, int alpha, int expected) {
        byte[] bgr = PhotoInput.prepare(1, 1, onePixel(color, color, color, alpha), 1);
        assertEquals(expected, bgr[0] & 0xff);
        assertEquals(expected, bgr[FEATURES_LAST] & 0xff);
    }

    @Test
    void transparentPixelsLendNoColorToTheirNeighbors() {
        // Left half opaque white, right half transparent black: all of it is white once laid over white.
        byte[] rgba = new byte[4 * 100 * 100];
        for (int p = 0; p < 100 * 100; p++) {
            System.arraycopy(p % 100 < 50 ? onePixel(255, 255, 255, 255) : onePixel(0, 0, 0, 0), 0, rgba, 4 * p, 4);
        }
        for (byte value : PhotoInput.prepare(100, 100, rgba, 1)) {
            assertEquals(255, value & 0xff);
        }
    }

    @Test
    void atMostFourRowsAreReadForEachOfThe64() {
        BitSet read = new BitSet();
        int[] times = {0};
        PhotoInput.prepare(
                3,
                1_000_000,
                (y, rgba) -> {
                    read.set(y);
                    times[0]++;
                },
                1);
        assertEquals(256, times[0]);
        assertEquals(256, read.cardinality());

        times[0] = 0;
        PhotoInput.prepare(3, 40, (y, rgba) -> times[0]++, 6);
        assertEquals(40, times[0], "each row of a small photo is read once");
    }

    @Test
    void featuresAreTheBytesOver255() {
        byte[] bgr = new byte[PhotoInput.FEATURES];
        bgr[0] = (byte) 255;
        bgr[1] = 51;
        double[] features = PhotoInput.features(bgr);
        assertEquals(PhotoInput.FEATURES, features.length);
        assertEquals(1.0, features[0]);
        assertEquals(0.2, features[1]);
        assertEquals(0.0, features[FEATURES_LAST]);
    }

    @Test
    void whatTheNetworkSeesIsDrawnInTheCanvassOrder() {
        byte[] rgba = noise(64, 64);
        assertArrayEquals(rgba, PhotoInput.rgba(PhotoInput.prepare(64, 64, rgba, 1)));
    }

    @Test
    void sizesThatDoNotFitAreRefusedNamingBothSides() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> PhotoInput.prepare(3, 2, new byte[23], 1));
        assertEquals("a photo of 3×2 pixels has 24 bytes of RGBA, but there are 23", e.getMessage());
        // 65,536 · 65,536 · 4 is 0 in 32 bits.
        assertThrows(IllegalArgumentException.class, () -> PhotoInput.prepare(65_536, 65_536, new byte[0], 1));
        assertThrows(IllegalArgumentException.class, () -> PhotoInput.prepare(0, 0, new byte[0], 1));
        assertThrows(IllegalArgumentException.class, () -> PhotoInput.prepare(1, 1, new byte[4], 9));
        assertThrows(IllegalArgumentException.class, () -> PhotoInput.features(new byte[12]));
    }
}
