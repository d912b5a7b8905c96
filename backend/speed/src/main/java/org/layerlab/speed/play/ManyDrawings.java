package org.layerlab.speed.play;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.layerlab.backend.dataset.drawing.CatDogDrawing;

/** As many drawings as Kaggle's set has photos, packed the same way. */
final class ManyDrawings {
    private static final int COUNT = 25_000;
    private static final int AT_ONCE = 1_000;

    private ManyDrawings() {}

    /** Writes a zip of 25,000 JPEGs of 128×128, named cat.0.jpg, dog.0.jpg and so on, into the folder; its path. */
    static Path zip(Path folder) throws IOException {
        Path path = folder.resolve("train.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
            out.setLevel(0);
            for (int from = 0; from < COUNT; from += AT_ONCE) {
                List<byte[]> drawn = IntStream.range(from, from + AT_ONCE)
                        .parallel()
                        .mapToObj(ManyDrawings::jpeg)
                        .toList();
                for (int i = 0; i < AT_ONCE; i++) {
                    out.putNextEntry(
                            new ZipEntry("train/" + (isDog(from + i) ? "dog." : "cat.") + (from + i) / 2 + ".jpg"));
                    out.write(drawn.get(i));
                    out.closeEntry();
                }
            }
        }
        return path;
    }

    private static boolean isDog(int number) {
        return number % 2 == 1;
    }

    private static byte[] jpeg(int number) {
        BufferedImage drawing = CatDogDrawing.draw(isDog(number), number);
        BufferedImage opaque = new BufferedImage(drawing.getWidth(), drawing.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.getGraphics().drawImage(drawing, 0, 0, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(opaque, "jpg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
