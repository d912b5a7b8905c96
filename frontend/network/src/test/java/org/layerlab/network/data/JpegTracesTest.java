package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.matrix.HashRandom;

class JpegTracesTest {
    private static final int SIDE = 32;

    /** Waves and some noise, as photos have them. */
    private static byte[] picture(boolean gray) {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % SIDE;
            int y = i / 3 / SIDE;
            int channel = gray ? 0 : i % 3;
            double wave = Math.sin(x * (0.2 + 0.1 * channel)) + Math.cos(y * 0.3 + channel);
            double noise = HashRandom.uniform(1, gray ? i / 3 : i) - 0.5;
            pixels[i] = (byte) (128 + 40 * wave + 30 * noise);
        }
        return pixels;
    }

    private static byte[] left(byte[] pixels, int quality) {
        byte[] left = pixels.clone();
        new JpegTraces(quality).leave(left, 0, SIDE);
        return left;
    }

    private static double meanDifference(byte[] a, byte[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        return sum / a.length;
    }

    private static int mostDifference(byte[] a, byte[] b) {
        int most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 50, 75, 95, 100})
    void aFlatPictureStaysFlat(int quality) {
        int[][] colors = {{0, 0, 0}, {255, 255, 255}, {128, 128, 128}, {10, 200, 90}, {255, 0, 0}};
        for (int[] color : colors) {
            byte[] flat = new byte[SIDE * SIDE * 3];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = (byte) color[i % 3];
            }
            byte[] left = left(flat, quality);
            for (int i = 3; i < left.length; i++) {
                assertEquals(left[i % 3], left[i], "pixel " + i / 3);
            }
            if (quality >= 95) {
                assertTrue(mostDifference(flat, left) <= 3, Arrays.toString(Arrays.copyOf(left, 3)));
            }
        }
    }

    @Test
    void theBestQualityChangesLittleAndALowerOneMore() {
        byte[] pixels = picture(false);
        double before = 0;
        for (int quality : new int[] {100, 95, 75, 50, 30, 10, 1}) {
            double change = meanDifference(pixels, left(pixels, quality));
            assertTrue(change > before, "quality " + quality + " changes by " + change + " of 255, not " + before);
            before = change;
        }
        assertTrue(mostDifference(pixels, left(pixels, 100)) <= 4);
        assertTrue(meanDifference(pixels, left(pixels, 100)) < 1);
        assertTrue(before > 10, "quality 1 changes by " + before + " of 255");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 50, 80, 95})
    void ofGrayPicturesTheSameIsLeftAsByJavasOwnJpeg(int quality) throws Exception {
        byte[] pixels = picture(true);
        byte[] here = left(pixels, quality);
        byte[] java = throughJpeg(pixels, quality);
        int same = 0;
        double difference = 0;
        for (int p = 0; p < java.length; p++) {
            same += here[3 * p] == java[p] ? 1 : 0;
            difference += Math.abs((here[3 * p] & 0xff) - (java[p] & 0xff)) / (double) java.length;
        }
        // Java's transform is rounded: a coefficient near the middle of two steps may go either way.
        assertTrue(same > 0.7 * java.length, same + " of " + java.length + " pixels are equal");
        double change = meanDifference(pixels, here);
        assertTrue(difference < 0.2 * change, "they differ by " + difference + ", JPEG changes " + change + " of 255");
    }

    private static byte[] throughJpeg(byte[] pixels, int quality) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        byte[] gray = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int p = 0; p < gray.length; p++) {
            gray[p] = pixels[3 * p];
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality / 100f);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
        return ((DataBufferByte) read.getRaster().getDataBuffer()).getData();
    }

    @Test
    void whatFillsNoBlockAndWhatLiesBesideStaysAsItIs() {
        int side = 20;
        byte[] pixels = new byte[7 + side * side * 3 + 5];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (256 * HashRandom.uniform(2, i));
        }
        byte[] left = pixels.clone();
        new JpegTraces(10).leave(left, 7, side);
        int changed = 0;
        for (int i = 0; i < pixels.length; i++) {
            int pixel = (i - 7) / 3;
            boolean inBlock = i >= 7 && pixel / side < 16 && pixel % side < 16;
            if (inBlock) {
                changed += pixels[i] == left[i] ? 0 : 1;
            } else {
                assertEquals(pixels[i], left[i], "byte " + i);
            }
        }
        assertTrue(changed > 600, changed + " of 768");
    }

    @Test
    void oneQualityServesManyPictures() {
        JpegTraces traces = new JpegTraces(40);
        byte[] first = picture(false);
        traces.leave(first, 0, SIDE);
        byte[] again = picture(false);
        traces.leave(again, 0, SIDE);
        assertArrayEquals(first, again);
    }
}
