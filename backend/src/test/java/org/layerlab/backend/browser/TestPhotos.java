package org.layerlab.backend.browser;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.layerlab.backend.dataset.drawing.CatDogDrawing;

/** Image files that a person may have, and some that nobody should. */
final class TestPhotos {
    private TestPhotos() {}

    /** A drawn animal in another size. */
    static BufferedImage drawing(boolean dog, long seed, int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            g.drawImage(CatDogDrawing.draw(dog, seed), 0, 0, width, height, null);
        } finally {
            g.dispose();
        }
        return image;
    }

    static byte[] jpeg() throws IOException {
        return file(drawing(true, 5, 400, 300, BufferedImage.TYPE_INT_RGB), "jpg");
    }

    static byte[] png() throws IOException {
        return file(drawing(false, 6, 333, 250, BufferedImage.TYPE_INT_RGB), "png");
    }

    static byte[] grayJpeg() throws IOException {
        return file(drawing(false, 7, 300, 300, BufferedImage.TYPE_BYTE_GRAY), "jpg");
    }

    /** Half of it is transparent in steps, over colors that must not be seen where it is transparent altogether. */
    static byte[] alphaPng() throws IOException {
        BufferedImage image = drawing(true, 8, 256, 192, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 192; y++) {
            for (int x = 0; x < 128; x++) {
                int alpha = x / 32 * 64;
                image.setRGB(x, y, (alpha << 24) | (image.getRGB(x, y) & 0xffffff));
            }
        }
        return file(image, "png");
    }

    /** A camera held upright: lying pixels, and EXIF orientation 6 that says to turn them. */
    static byte[] turnedJpeg() throws IOException {
        BufferedImage image = drawing(false, 9, 360, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.RED);
        g.fillRect(0, 0, 180, 60);
        g.dispose();
        return turned(file(image, "jpg"), 6);
    }

    /** A JPEG that says in its EXIF how it is to be turned. */
    static byte[] turned(byte[] jpeg, int orientation) {
        byte[] exif = ByteBuffer.allocate(32)
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
        return ByteBuffer.allocate(jpeg.length + exif.length + 4)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (exif.length + 2))
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A drawing as a PNG of 64×64 pixels. */
    static byte[] small(boolean dog, int seed) throws IOException {
        return file(drawing(dog, seed, 64, 64, BufferedImage.TYPE_INT_RGB), "png");
    }

    /** The beginning of a file as a phone makes videos, {@code mp42}, and photos, {@code heic}. */
    static byte[] ofBrand(String brand) {
        return ("\0\0\0\u0018ftyp" + brand + "\0\0\0\0" + brand + "mif1").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A PNG whose header claims that many pixels. */
    static byte[] claiming(int width, int height) throws IOException {
        byte[] png = png();
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        return png;
    }

    /** A PNG that ends in its middle. */
    static byte[] cutOff() throws IOException {
        byte[] png = png();
        return Arrays.copyOf(png, 60);
    }

    /** Writes a PNG of 96×96 pixels: spots of one color on a ground of any gray. */
    static Path spots(Path file, Color color, Random random) throws IOException {
        BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        int gray = 60 + random.nextInt(120);
        graphics.setColor(new Color(gray, gray, gray));
        graphics.fillRect(0, 0, 96, 96);
        graphics.setColor(color);
        for (int i = 0; i < 6; i++) {
            graphics.fillOval(random.nextInt(60), random.nextInt(60), 20 + random.nextInt(20), 20 + random.nextInt(20));
        }
        graphics.dispose();
        return Files.write(file, file(image, "png"));
    }

    /** A cloth of one color, woven from waves across and down. */
    static byte[] texture(Random random) throws IOException {
        double across = 4 + random.nextInt(12);
        double down = 4 + random.nextInt(12);
        double share = random.nextDouble();
        float hue = random.nextFloat();
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double wave = share * Math.sin(2 * Math.PI * x / across)
                        + (1 - share) * Math.sin(2 * Math.PI * y / down)
                        + random.nextDouble() / 3;
                image.setRGB(x, y, Color.HSBtoRGB(hue, 0.4f, (float) (0.5 + 0.3 * wave)));
            }
        }
        return file(image, "png");
    }

    static byte[] file(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("no writer for " + format);
        }
        return bytes.toByteArray();
    }

    /** Files in a zip of that name. */
    static Path zip(Path folder, String name, Map<String, byte[]> files) throws IOException {
        Path zip = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return zip;
    }
}
