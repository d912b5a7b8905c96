package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;

class JpegBandsTest {
    private static final int WIDTH = 6001;
    private static final int HEIGHT = 3503;

    private static byte[] jpeg() throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, 700, 900, Color.BLUE, true));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(Color.WHITE);
        for (int k = 0; k < 60; k++) {
            graphics.drawOval(97 * k, 53 * k, 11 * k, 7 * k);
        }
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void aLargePhotoInBandsGivesWhatItGivesInOnePiece(Resize resize) throws Exception {
        byte[] file = jpeg();
        PhotoPreparation how = new PhotoPreparation(96, resize, Crop.STRETCH);
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            JpegSamples whole = JpegSamples.of(file, reader.readRaster(0, null));
            assertArrayEquals(
                    how.prepare(WIDTH, HEIGHT, whole, 6),
                    how.prepare(WIDTH, HEIGHT, new JpegBands(file, reader, WIDTH, HEIGHT), 6));
            assertArrayEquals(how.prepare(WIDTH, HEIGHT, whole, 1), new PhotoDecoder().prepare("large.jpg", file, how));
        } finally {
            reader.dispose();
        }
    }
}
