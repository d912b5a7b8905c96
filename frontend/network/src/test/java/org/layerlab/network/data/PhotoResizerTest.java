package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resizing against sums of whole numbers over all pixels, and the order in which rows are read. */
class PhotoResizerTest {
    private static PhotoPreparation area(int side) {
        return new PhotoPreparation(side, Resize.AREA, Crop.STRETCH);
    }

    /** How much each output along an axis takes of each pixel, in whole parts. */
    private static long[][] weights(int length, int side) {
        return length >= side ? overlaps(length, side) : cubic(length, side);
    }

    /** Each pixel is cut into {@code side} parts, and each output takes {@code length} of them, one after another. */
    private static long[][] overlaps(int length, int side) {
        long[][] weights = new long[side][length];
        for (int part = 0; part < length * side; part++) {
            weights[part / length][part / side]++;
        }
        return weights;
    }

    /** Keys' kernel with a = −0.75 in 2048ths, as OpenCV has it. */
    private static long[][] cubic(int length, int side) {
        long[][] weights = new long[side][length];
        double scale = 1.0 / ((double) side / length);
        for (int i = 0; i < side; i++) {
            float at = (float) ((i + 0.5) * scale - 0.5);
            int first = (int) Math.floor(at) - 1;
            float x = at - (first + 1);
            float a = -0.75f;
            float c0 = ((a * (x + 1) - 5 * a) * (x + 1) + 8 * a) * (x + 1) - 4 * a;
            float c1 = ((a + 2) * x - (a + 3)) * x * x + 1;
            float c2 = ((a + 2) * (1 - x) - (a + 3)) * (1 - x) * (1 - x) + 1;
            float[] c = {c0, c1, c2, 1f - c0 - c1 - c2};
            for (int k = 0; k < 4; k++) {
                weights[i][Math.max(0, Math.min(length - 1, first + k))] += (long) Math.rint(c[k] * 2048);
            }
        }
        return weights;
    }

    /** {@code round(Σ_y Σ_x down[j][y] · across[i][x] · photo[y][x] / total)}, ties to even. */
    private static byte[] reference(byte[] rgba, int width, int height, int side) {
        long[][] across = weights(width, side);
        long[][] down = weights(height, side);
        long total = (width >= side ? width : 2048L) * (height >= side ? height : 2048L);
        byte[] bgr = new byte[side * side * 3];
        for (int o = 0; o < bgr.length; o++) {
            int channel = 2 - o % 3;
            long sum = 0;
            for (int y = 0; y < height; y++) {
                long weight = down[o / 3 / side][y];
                for (int x = 0; weight != 0 && x < width; x++) {
                    sum += weight * across[o / 3 % side][x] * (rgba[4 * (y * width + x) + channel] & 0xff);
                }
            }
            bgr[o] = (byte) Math.max(0, Math.min(255, roundToEven(sum, total)));
        }
        return bgr;
    }

    private static long roundToEven(long sum, long total) {
        long below = Math.floorDiv(sum, total);
        long twice = 2 * Math.floorMod(sum, total);
        return twice > total || (twice == total && below % 2 != 0) ? below + 1 : below;
    }

    @ParameterizedTest
    @CsvSource({
        "32, 33, 33",
        "32, 64, 32",
        "32, 95, 130",
        "48, 49, 300",
        "32, 20, 90",
        "40, 90, 39",
        "33, 32, 5",
        "50, 1, 51"
    })
    void areaIsTheMeanOfThePixelsUnderEachOutput(int side, int width, int height) {
        byte[] rgba = StoredPhotos.noise(width, height, width + height);
        assertArrayEquals(reference(rgba, width, height, side), area(side).prepare(width, height, rgba, 1));
    }

    @Test
    void areaIsThatMeanAtRandomSizes() {
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            int side = 32 + random.nextInt(20);
            int width = 1 + random.nextInt(110);
            int height = 1 + random.nextInt(110);
            byte[] rgba = StoredPhotos.noise(width, height, random.nextInt());
            assertArrayEquals(
                    reference(rgba, width, height, side),
                    area(side).prepare(width, height, rgba, 1),
                    width + "×" + height + " to " + side);
        }
    }

    @Test
    void tiesGoToTheEvenNeighbor() {
        // Two columns become one: 0 and 1 are a half, 1 and 2 one and a half.
        byte[] rgba = new byte[4 * 64 * 32];
        for (int p = 0; p < 64 * 32; p++) {
            int value = p % 64 < 32 ? p % 2 : 1 + p % 2;
            System.arraycopy(StoredPhotos.onePixel(value, value, value, 255), 0, rgba, 4 * p, 4);
        }
        byte[] bgr = area(32).prepare(64, 32, rgba, 1);
        assertEquals(0, bgr[0]);
        assertEquals(2, bgr[bgr.length - 1]);
    }

    @Test
    void aLargePhotoLosesNoDigit() {
        byte[] row = StoredPhotos.flat(20_000, 1, 255, 254, 253);
        byte[] bgr = area(32).prepare(20_000, 100, (y, rgba) -> System.arraycopy(row, 0, rgba, 0, row.length), 1);
        for (int i = 0; i < bgr.length; i++) {
            assertEquals(253 + i % 3, bgr[i] & 0xff);
        }
    }

    @Test
    void aPhotoSmallerThanTheInputGrowsBicubically() {
        for (int[] size : new int[][] {{1, 1}, {5, 63}, {63, 20}}) {
            byte[] rgba = StoredPhotos.noise(size[0], size[1]);
            assertArrayEquals(
                    PhotoPreparation.TUTORIAL.prepare(size[0], size[1], rgba, 1),
                    area(64).prepare(size[0], size[1], rgba, 1));
        }
    }

    /** The rows in the order in which they are asked for. */
    private static List<Integer> rowsRead(PhotoPreparation how, int width, int height, int orientation) {
        List<Integer> read = new ArrayList<>();
        how.prepare(width, height, (y, rgba) -> read.add(y), orientation);
        return read;
    }

    @Test
    void atMostFourRowsAreReadForEachOfThe64() {
        BitSet read = new BitSet();
        int[] times = {0};
        PhotoPreparation.TUTORIAL.prepare(
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
        PhotoPreparation.TUTORIAL.prepare(3, 40, (y, rgba) -> times[0]++, 6);
        assertEquals(40, times[0], "each row of a small photo is read once");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachRowIsReadAtMostOnceAndFromTopToBottom(int orientation) {
        Random random = new Random(orientation);
        for (Resize resize : Resize.values()) {
            for (Crop crop : Crop.values()) {
                for (int i = 0; i < 4; i++) {
                    PhotoPreparation how = new PhotoPreparation(32 + random.nextInt(50), resize, crop);
                    assertReadInOrder(how, 1 + random.nextInt(200), 1 + random.nextInt(200), orientation);
                }
            }
        }
    }

    private static void assertReadInOrder(PhotoPreparation how, int width, int height, int orientation) {
        int last = -1;
        for (int y : rowsRead(how, width, height, orientation)) {
            assertTrue(
                    y > last && y < height,
                    () -> "row " + y + " of " + width + "×" + height + " in orientation " + orientation + " by " + how);
            last = y;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void bothLooksComeFromOneReadingAsIfEachHadItsOwn(int orientation) {
        Random random = new Random(10 + orientation);
        for (Resize resize : Resize.values()) {
            for (Crop crop : Crop.values()) {
                for (int i = 0; i < 6; i++) {
                    int side = 32 + random.nextInt(50);
                    ChannelOrder order = random.nextBoolean() ? ChannelOrder.BGR : ChannelOrder.RGB;
                    PhotoPreparation how =
                            new PhotoPreparation(side, order, 255, resize, crop).withDetail(side + random.nextInt(60));
                    int width = 1 + random.nextInt(200);
                    int height = 1 + random.nextInt(200);
                    byte[] rgba = StoredPhotos.noise(width, height, i);
                    List<Integer> read = new ArrayList<>();
                    PreparedPhoto both = how.looks(
                            width,
                            height,
                            (y, row) -> {
                                read.add(y);
                                System.arraycopy(rgba, 4 * width * y, row, 0, row.length);
                            },
                            orientation);
                    String of = width + "×" + height + " in orientation " + orientation + " by " + how;
                    assertArrayEquals(how.prepare(width, height, rgba, orientation), both.whole(), of);
                    if (how.hasDetail()) {
                        byte[] closer = how.detailed().prepare(width, height, rgba, orientation);
                        assertArrayEquals(closer, both.closer(), of);
                    } else {
                        assertNull(both.closer(), of);
                    }
                    assertEquals(read.stream().sorted().distinct().toList(), read, of);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Crop.class)
    void areaReadsEveryRowOfWhatItTakes(Crop crop) {
        PhotoPreparation how = new PhotoPreparation(64, Resize.AREA, crop);
        List<Integer> read = rowsRead(how, 100, 250, 1);
        assertEquals(crop == Crop.CENTER ? 100 : 250, read.size());
        assertEquals(crop == Crop.CENTER ? 75 : 0, read.get(0));
    }
}
