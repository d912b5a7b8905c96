package org.layerlab.backend.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.network.data.ImageEnd;
import org.layerlab.network.data.ImageHeader;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** The headers of images, and of some also the pixels, whose decoding takes a thousand times as long. */
class ImageReadersFuzzTest {
    /** Of so many files, one is decoded. */
    private static final int DECODED = 500;

    /** A header that lies may cost the pixels that it tells of, but no more than are taken. */
    private static final long MOST_ALLOCATED = 16L * ImageHeader.MAX_PIXELS;

    private static final byte[] EXIF = HexFormat.of()
            .parseHex("ffe1001e" + "457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001" + "00060000");

    private static BufferedImage picture() {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, 40, 30, Color.BLUE));
        graphics.fillRect(0, 0, 40, 30);
        graphics.dispose();
        return image;
    }

    private static byte[] written(String format, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        if (progressive) {
            how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture(), null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static byte[] rotated(byte[] jpeg) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(EXIF);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static byte[][] sound(String format) throws IOException {
        Path photos = Path.of("src/test/resources/photo");
        return switch (format) {
            case "jpeg" -> new byte[][] {written("jpeg", false), rotated(written("jpeg", true))};
            case "webp" ->
                new byte[][] {
                    Files.readAllBytes(photos.resolve("lossless.webp")),
                    Files.readAllBytes(photos.resolve("lossy.webp")),
                    Files.readAllBytes(photos.resolve("alpha.webp")),
                    Files.readAllBytes(photos.resolve("simple-filter.webp"))
                };
            default -> new byte[][] {written(format, false)};
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp", "gif", "bmp"})
    void images(String format) throws Exception {
        PhotoDecoder decoder = new PhotoDecoder();
        byte[][] sound = sound(format);
        for (byte[] file : sound) {
            decoder.prepare("it", file, PhotoPreparation.TUTORIAL);
        }
        Fuzz.run(
                MOST_ALLOCATED,
                (file, random) -> {
                    ImageHeader header;
                    try {
                        header = ImageHeader.read("it", file, at -> assertTrue(file[at] > 1));
                        ImageEnd.require("it", header.format(), file);
                    } catch (PhotoException e) {
                        assertTrue(e.getMessage().startsWith("it "), e.getMessage());
                        throw e;
                    }
                    assertTrue((long) header.width() * header.height() <= ImageHeader.MAX_PIXELS);
                    if (random.nextInt(DECODED) == 0) {
                        byte[] pixels = decoder.prepare("it", file, PhotoPreparation.TUTORIAL);
                        assertEquals(PhotoPreparation.TUTORIAL.features(), pixels.length);
                    }
                },
                sound);
    }
}
