package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.PreparationJson;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;

/** Models of other programs: other channels, other numbers, another part of the photo. */
class PreparedAsTheCardSaysTest {
    private static final int SIDE = 32;
    private static final int FEATURES = SIDE * SIDE * 3;

    @TempDir
    private Path folder;

    private Path set = Path.of("");

    /** Red cats and blue dogs, each in the middle of a gray photo twice as wide as high. */
    @BeforeEach
    void paint() throws IOException {
        set = Files.createDirectory(folder.resolve("set"));
        for (int i = 0; i < 4; i++) {
            BufferedImage image = new BufferedImage(160, 80, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 160 * 80; p++) {
                boolean middle = p % 160 >= 40 && p % 160 < 120;
                image.setRGB(p % 160, p / 160, !middle ? 0x808080 : i % 2 == 0 ? 0xff0000 : 0x0000ff);
            }
            Path file = set.resolve((i % 2 == 0 ? "cat." : "dog.") + i + ".png");
            assertTrue(ImageIO.write(image, "png", file.toFile()));
        }
    }

    /** A network that takes for a dog what is bright in a pixel's first channel: weights of 10 in all, less 5. */
    private Path firstChannel(PhotoPreparation how) throws Exception {
        double[] W = new double[FEATURES];
        for (int i = 0; i < FEATURES; i += 3) {
            W[i] = 10.0 / (SIDE * SIDE) * how.divisor() / 255;
        }
        return save(
                new Parameters(List.of(new Parameters.Dense(1, FEATURES, W, new double[] {-5}))),
                new CardBuilder(Architecture.relu(FEATURES, 1)).input(how));
    }

    private Path save(Parameters parameters, CardBuilder card) throws Exception {
        Path file = folder.resolve("m.safetensors");
        return Files.write(file, new ParameterFile(parameters, card.build()).toSafetensors(StorageType.F64));
    }

    @ParameterizedTest
    @CsvSource({
        "BGR, 255, 0.0067, 0.9933",
        "BGR, 1, 0.0067, 0.9933",
        "RGB, 255, 0.9933, 0.0067",
        "RGB, 127.5, 0.9933, 0.0067"
    })
    void channelsAndDivisorAreThoseOfTheCard(ChannelOrder order, double divisor, String cat, String dog)
            throws Exception {
        PhotoPreparation how = new PhotoPreparation(SIDE, order, divisor, Resize.AREA, Crop.CENTER);
        Path model = firstChannel(how);
        for (String name : List.of("cat.0.png", "dog.1.png")) {
            Path photo = set.resolve(name);
            String line = Cli.run("predict", "--model", model, photo).out().strip();
            assertTrue(line.endsWith("\t" + (name.startsWith("cat") ? cat : dog)), how + ": " + line);
        }
        Cli.Result evaluated = Cli.run("evaluate", "--model", model, "--dataset", set);
        assertEquals(
                "accuracy: " + (order == ChannelOrder.BGR ? "100.00" : "0.00") + " %",
                evaluated.lines().get(0),
                how + evaluated.err());
    }

    @Test
    void stretchedPhotosShowWhatTheCenteredSquareLeavesOut() throws Exception {
        Path photo = set.resolve("dog.1.png");
        Path model = firstChannel(new PhotoPreparation(SIDE, Resize.AREA, Crop.STRETCH));
        // Half of it is gray, 128 of 255: 10 · (0.5 + 0.5 · 128/255) − 5 = 2.5098.
        assertTrue(Cli.run("predict", "--model", model, photo).out().endsWith("\t0.9248\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"width\": 64, \"height\": 64}",
                "{\"resize\": \"nearest\"}",
                "{\"channels\": 1}",
                "{\"order\": \"HSV\"}",
                "{\"width\": \"wide\"}"
            })
    void aCardThatAsksForWhatCannotBeDoneIsRefusedByName(String input) throws Exception {
        PhotoPreparation how = new PhotoPreparation(SIDE, Resize.AREA, Crop.CENTER);
        Path plain = firstChannel(how);
        Parameters parameters = ParameterFile.read(Files.readAllBytes(plain)).parameters();
        Path model = save(
                parameters,
                new CardBuilder(Architecture.relu(FEATURES, 1))
                        .set(
                                "input",
                                PreparationJson.write(how)
                                        .merge(Json.parse(input).asObject())));
        for (Cli.Result result : List.of(
                Cli.run("predict", "--model", model, set.resolve("cat.0.png")),
                Cli.run("evaluate", "--model", model, "--dataset", set))) {
            assertEquals(1, result.code(), result.out());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains("m.safetensors: the"), result.err());
        }
    }
}
