package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoRows;
import org.layerlab.network.data.Resize;

class ImageBandsTest {
    private static final int WIDTH = 6001;
    private static final int HEIGHT = 3503;

    private static BufferedImage picture(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, 700, 900, Color.BLUE, true));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.WHITE);
        for (int k = 0; k < 60; k++) {
            graphics.drawOval(97 * k, 53 * k, 11 * k, 7 * k);
        }
        graphics.dispose();
        return image;
    }

    private static byte[] file(String format, BufferedImage image, boolean progressive) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer =
                ImageIO.getImageWriters(new ImageTypeSpecifier(image), format).next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (progressive) {
                how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void aLargeJpegInBandsGivesWhatItGivesInOnePiece(Resize resize) throws Exception {
        byte[] file = file("jpg", picture(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), false);
        PhotoPreparation how = new PhotoPreparation(96, resize, Crop.STRETCH);
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            JpegSamples whole = JpegSamples.of(file, reader.readRaster(0, null));
            assertArrayEquals(how.prepare(WIDTH, HEIGHT, whole, 1), new PhotoDecoder().prepare("large.jpg", file, how));
            PhotoRows bands = new ImageBands(
                    reader, part -> JpegSamples.of(file, reader.readRaster(0, part)), WIDTH, HEIGHT, 1_000);
            assertArrayEquals(how.prepare(WIDTH, HEIGHT, whole, 6), how.prepare(WIDTH, HEIGHT, bands, 6));
        } finally {
            reader.dispose();
        }
    }

    @Test
    void aLargePngInBandsGivesWhatItGivesInOnePiece() throws Exception {
        BufferedImage picture = picture(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        PhotoPreparation how = new PhotoPreparation(96, Resize.AREA, Crop.CENTER);
        assertArrayEquals(
                how.prepare(WIDTH, HEIGHT, ImageRows.of(picture), 1),
                new PhotoDecoder().prepare("large.png", file("png", picture, false), how));
    }

    /** Of random sizes, kinds of pixels and heights of a band, plain and interlaced. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theBandsOfAPngAreItsRows(boolean interlaced) throws Exception {
        for (int type : new int[] {
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY
        }) {
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            int width = 1 + random.nextInt(40);
            int height = 1 + random.nextInt(40);
            byte[] file = file("png", picture(width, height, type), interlaced);
            ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
            try (ImageInputStream in = new FileInput(file)) {
                reader.setInput(in, false, false);
                PhotoRows whole = ImageRows.of(reader.read(0));
                PhotoRows bands = new ImageBands(
                        reader, part -> ImageRows.of(reader.read(0, part)), width, height, 1 + random.nextInt(height));
                byte[] expected = new byte[4 * width];
                byte[] row = new byte[4 * width];
                for (int y = 0; y < height; y++) {
                    whole.read(y, expected);
                    bands.read(y, row);
                    assertArrayEquals(expected, row, "type " + type + ", seed " + seed + ", row " + y);
                }
            } finally {
                reader.dispose();
            }
        }
    }

    @Test
    void aBandHasARowAtLeastAndNoMoreThanFit() {
        assertEquals(1, ImageBands.rows(Long.MAX_VALUE));
        assertEquals(48_000_000, ImageBands.rows(1));
        assertEquals(2_000, ImageBands.rows(3 * 8_000L));
    }
}
