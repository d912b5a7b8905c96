package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoPreparationTest {
    private static final PhotoPreparation TUTORIAL = PhotoPreparation.TUTORIAL;
    private static final int FEATURES_LAST = TUTORIAL.features() - 1;

    @ParameterizedTest
    @EnumSource(Resize.class)
    void aPhotoThatHasTheSideAlreadyIsTakenAsItIs(Resize resize) {
        for (int side : new int[] {32, 64, 224}) {
            byte[] rgba = StoredPhotos.noise(side, side);
            byte[] bgr = new PhotoPreparation(side, resize, Crop.STRETCH).prepare(side, side, rgba, 1);
            for (int p = 0; p < side * side; p++) {
                assertEquals(rgba[4 * p + 2], bgr[3 * p], "blue of pixel " + p);
                assertEquals(rgba[4 * p + 1], bgr[3 * p + 1], "green of pixel " + p);
                assertEquals(rgba[4 * p], bgr[3 * p + 2], "red of pixel " + p);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5000", "5000, 1", "3, 2", "64, 63", "65, 64", "200, 7"})
    void oneColorStaysThatColorAtEverySize(int width, int height) {
        byte[] rgba = StoredPhotos.flat(width, height, 10, 127, 255);
        for (Resize resize : Resize.values()) {
            byte[] bgr = new PhotoPreparation(64, resize, Crop.STRETCH).prepare(width, height, rgba, 1);
            for (int p = 0; p < 64 * 64; p++) {
                assertEquals(255, bgr[3 * p] & 0xff);
                assertEquals(127, bgr[3 * p + 1] & 0xff);
                assertEquals(10, bgr[3 * p + 2] & 0xff);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Resize.class)
    void overshootIsClampedRatherThanWrapped(Resize resize) {
        // Black, white, black, white … columns, enlarged: the cubic's lobes reach beyond both ends of the scale.
        byte[] rgba = new byte[4 * 8 * 8];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = i % 4 == 3 || i / 4 % 8 < 4 ? (byte) 255 : 0;
        }
        byte[] bgr = new PhotoPreparation(64, resize, Crop.STRETCH).prepare(8, 8, rgba, 1);
        for (int column = 0; column < 64; column++) {
            int value = bgr[3 * column] & 0xff;
            assertTrue(column < 28 ? value == 255 : column < 36 || value == 0, "column " + column + " is " + value);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turningWhileResizingEqualsTurningFirst(int orientation) {
        int[][] sizes = {{97, 41}, {30, 50}, {64, 64}, {1, 9}, {300, 200}};
        for (int[] size : sizes) {
            assertUpright(TUTORIAL, size[0], size[1], orientation);
        }
        Random random = new Random(orientation);
        for (Resize resize : Resize.values()) {
            for (Crop crop : Crop.values()) {
                for (int i = 0; i < 4; i++) {
                    PhotoPreparation how = new PhotoPreparation(32 + random.nextInt(40), resize, crop);
                    assertUpright(how, 1 + random.nextInt(150), 1 + random.nextInt(150), orientation);
                }
            }
        }
    }

    private static void assertUpright(PhotoPreparation how, int width, int height, int orientation) {
        byte[] rgba = StoredPhotos.noise(width, height);
        boolean turned = orientation >= 5;
        byte[] upright = StoredPhotos.upright(rgba, width, height, orientation);
        assertArrayEquals(
                how.prepare(turned ? height : width, turned ? width : height, upright, 1),
                how.prepare(width, height, rgba, orientation),
                width + "×" + height + " in orientation " + orientation + " by " + how);
    }

    @ParameterizedTest
    @EnumSource(Resize.class)
    void theCenteredSquareIsTakenWhereThatIsAskedFor(Resize resize) {
        Random random = new Random(5);
        for (int i = 0; i < 10; i++) {
            int side = 32 + random.nextInt(30);
            int width = 1 + random.nextInt(140);
            int height = 1 + random.nextInt(140);
            int square = Math.min(width, height);
            byte[] rgba = StoredPhotos.noise(width, height, i);
            byte[] middle = StoredPhotos.part(rgba, width, (width - square) / 2, (height - square) / 2, square, square);
            assertArrayEquals(
                    new PhotoPreparation(side, resize, Crop.STRETCH).prepare(square, square, middle, 1),
                    new PhotoPreparation(side, resize, Crop.CENTER).prepare(width, height, rgba, 1),
                    width + "×" + height + " to " + side);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 255", "0, 255, 0", "0, 128, 127", "100, 128, 177", "255, 3, 255", "200, 1, 255", "17, 254, 18"})
    void alphaIsLaidOverWhite(int color, int alpha, int expected) {
        byte[] bgr = TUTORIAL.prepare(1, 1, StoredPhotos.onePixel(color, color, color, alpha), 1);
        assertEquals(expected, bgr[0] & 0xff);
        assertEquals(expected, bgr[FEATURES_LAST] & 0xff);
        byte[] many = new byte[4 * 70 * 70];
        for (int p = 0; p < 70 * 70; p++) {
            System.arraycopy(StoredPhotos.onePixel(color, color, color, alpha), 0, many, 4 * p, 4);
        }
        for (byte value : new PhotoPreparation(32, Resize.AREA, Crop.STRETCH).prepare(70, 70, many, 1)) {
            assertEquals(expected, value & 0xff);
        }
    }

    @Test
    void transparentPixelsLendNoColorToTheirNeighbors() {
        // Left half opaque white, right half transparent black: all of it is white once laid over white.
        byte[] rgba = new byte[4 * 100 * 100];
        for (int p = 0; p < 100 * 100; p++) {
            byte[] pixel = p % 100 < 50 ? StoredPhotos.onePixel(255, 255, 255, 255) : StoredPhotos.onePixel(0, 0, 0, 0);
            System.arraycopy(pixel, 0, rgba, 4 * p, 4);
        }
        for (Resize resize : Resize.values()) {
            for (byte value : new PhotoPreparation(64, resize, Crop.STRETCH).prepare(100, 100, rgba, 1)) {
                assertEquals(255, value & 0xff);
            }
        }
    }

    @Test
    void redComesFirstWhereThatIsAskedFor() {
        byte[] rgba = StoredPhotos.noise(70, 90);
        PhotoPreparation redFirst = new PhotoPreparation(48, ChannelOrder.RGB, 255, Resize.AREA, Crop.CENTER);
        byte[] bgr = new PhotoPreparation(48, Resize.AREA, Crop.CENTER).prepare(70, 90, rgba, 1);
        byte[] rgb = redFirst.prepare(70, 90, rgba, 1);
        for (int p = 0; p < 48 * 48; p++) {
            for (int c = 0; c < 3; c++) {
                assertEquals(bgr[3 * p + c], rgb[3 * p + 2 - c], "channel " + c + " of pixel " + p);
            }
        }
        assertArrayEquals(
                new PhotoPreparation(48, Resize.AREA, Crop.CENTER).rgba(bgr), redFirst.rgba(rgb), "both look the same");
    }

    @Test
    void featuresAreTheBytesOverTheDivisor() {
        byte[] bgr = new byte[TUTORIAL.features()];
        bgr[0] = (byte) 255;
        bgr[1] = 51;
        double[] features = TUTORIAL.features(bgr);
        assertEquals(64 * 64 * 3, features.length);
        assertEquals(1.0, features[0]);
        assertEquals(0.2, features[1]);
        assertEquals(0.0, features[FEATURES_LAST]);
        PhotoPreparation halves = new PhotoPreparation(64, ChannelOrder.BGR, 2, Resize.AREA, Crop.STRETCH);
        assertEquals(25.5, halves.features(bgr)[1]);
    }

    @ParameterizedTest
    @EnumSource(ChannelOrder.class)
    void whatTheNetworkSeesIsDrawnInTheCanvassOrder(ChannelOrder order) {
        byte[] rgba = StoredPhotos.noise(64, 64);
        PhotoPreparation how = new PhotoPreparation(64, order, 255, Resize.OPENCV_CUBIC, Crop.STRETCH);
        assertArrayEquals(rgba, how.rgba(how.prepare(64, 64, rgba, 1)));
    }

    @Test
    void sizesThatDoNotFitAreRefusedNamingBothSides() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> TUTORIAL.prepare(3, 2, new byte[23], 1));
        assertEquals("a photo of 3×2 pixels has 24 bytes of RGBA, but there are 23", e.getMessage());
        // 65,536 · 65,536 · 4 is 0 in 32 bits.
        assertThrows(IllegalArgumentException.class, () -> TUTORIAL.prepare(65_536, 65_536, new byte[0], 1));
        assertThrows(IllegalArgumentException.class, () -> TUTORIAL.prepare(0, 0, new byte[0], 1));
        assertThrows(IllegalArgumentException.class, () -> TUTORIAL.prepare(1, 1, new byte[4], 9));
        assertThrows(IllegalArgumentException.class, () -> TUTORIAL.features(new byte[12]));
        assertThrows(IllegalArgumentException.class, () -> TUTORIAL.rgba(new byte[12]));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 31, 225, Integer.MAX_VALUE})
    void aSideOutOfRangeIsRefusedNamingBoth(int side) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> PhotoPreparation.tutorial(side));
        assertEquals("the input's side is " + side + " pixels; it has to be 32 to 224", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aDivisorThatLeavesNoNumbersIsRefused(double divisor) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PhotoPreparation(64, ChannelOrder.BGR, divisor, Resize.AREA, Crop.STRETCH));
    }

    @Test
    void theSideFollowsFromTheNumberOfFeatures() {
        for (int side = 32; side <= 224; side++) {
            assertEquals(
                    side,
                    PhotoPreparation.sideOf(PhotoPreparation.tutorial(side).features()));
            assertEquals(0, PhotoPreparation.sideOf(side * side * 3 + 3));
        }
        for (int features : new int[] {0, 1, 2, 3, 31 * 31 * 3, 225 * 225 * 3, Integer.MAX_VALUE}) {
            assertEquals(0, PhotoPreparation.sideOf(features), features + " features");
        }
    }
}
