package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.layerlab.network.matrix.HashRandom;

/** Photos of noise, which can only be learned by heart. */
final class NoisePhotos {
    private NoisePhotos() {}

    /** 60 photos to train on, 10 to test on. */
    static void make(Path photos) throws IOException {
        for (int i = 0; i < 70; i++) {
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 256; p++) {
                image.setRGB(p % 16, p / 16, (int) (HashRandom.uniform(i, p) * 0x1000000));
            }
            Path split = Files.createDirectories(photos.resolve(i < 60 ? "Train_data" : "Test_data"));
            Path file = split.resolve((i % 2 == 0 ? "cat." : "dog.") + i + ".png");
            assertTrue(ImageIO.write(image, "png", file.toFile()));
        }
    }

    /** The arguments that train on such photos. */
    static Object[] train(Path photos, String layers, Path out, Object... more) {
        List<Object> args = new ArrayList<>(List.of(
                "train",
                "--dataset",
                photos,
                "--layers",
                layers,
                "--limit",
                50,
                "--batch-size",
                8,
                "--iterations",
                210,
                "--learning-rate",
                0.001,
                "--out",
                out));
        return Cli.overridden(args, more);
    }
}
