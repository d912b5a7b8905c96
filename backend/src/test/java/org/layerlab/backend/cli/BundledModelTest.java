package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.verdict.Interval;

/** The parameter file that comes with the product. */
class BundledModelTest {
    @TempDir
    Path folder;

    private static final Path CONVOLUTIONAL = Path.of("../static/models/cats-and-dogs-conv.safetensors");
    private static final Path FILE = Path.of("../static/models/cats-and-dogs.safetensors");

    @Test
    void isSmallEnoughForThePageAndTellsWhatItIs() throws Exception {
        byte[] bytes = Files.readAllBytes(FILE);
        assertTrue(bytes.length <= 4_000_000, bytes.length + " bytes");
        ParameterFile file = ParameterFile.read(bytes);
        assertEquals(List.of(12288, 160, 64, 1), file.parameters().layerDims());
        assertEquals("Cats and dogs, 23,000 photos", file.card().name().orElse(""));
        assertTrue(file.card().json().getString("recipe", "").startsWith("layerlab train "));
        assertTrue(file.card().testAccuracy().orElse(0) > 0.7);
        assertTrue(file.card().calibration().isPresent());
        assertTrue(file.extra().isEmpty());
    }

    @Test
    void isRightOnSevenOfTenPhotosItNeverSaw() throws Exception {
        Path data = shared("data/cat-dog/Test_data");
        Cli.Result result = Cli.run("evaluate", "--model", FILE, "--dataset", data);
        assertEquals(0, result.code(), result.err());
        double accuracy = Double.parseDouble(result.lines().get(0).replaceAll("accuracy: | %", ""));
        assertTrue(accuracy > 70, result.out());
        double told = ParameterFile.read(Files.readAllBytes(FILE))
                .card()
                .testAccuracy()
                .orElse(0);
        assertEquals(100 * told, accuracy, 0.11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cats-and-dogs", "cats-and-dogs-conv"})
    void aCardSaysHowSureItsAccuracyIs(String model) throws Exception {
        Path file = Path.of("../static/models", model + ".safetensors");
        ModelCard card = ParameterFile.read(Files.readAllBytes(file)).card();
        double accuracy = card.testAccuracy().orElseThrow();
        Interval interval = Interval.of(accuracy, 1000);
        String said = String.format(
                Locale.ROOT,
                "It is right on %.1f %% of Test_data (1,000 photos of 128×128 pixels; 95 %% interval %.1f to %.1f %%).",
                100 * accuracy,
                100 * interval.low(),
                100 * interval.high());
        String description = card.json().getString("description", "");
        assertTrue(description.contains(said), description);
        assertTrue(description.contains("looked at"), description);
    }

    @Test
    void lessonsTellItsFigures() throws Exception {
        byte[] bytes = Files.readAllBytes(CONVOLUTIONAL);
        double right = 1000 * ParameterFile.read(bytes).card().testAccuracy().orElse(0);
        for (String language : List.of("en", "de", "es")) {
            String convolution = Files.readString(Path.of("../static/lessons", language, "convolution.md"));
            assertTrue(convolution.contains(" " + Math.round(right) + " "), language + ": " + right);
            String stores = Files.readString(Path.of("../static/lessons", language, "stores-photos.md"));
            assertTrue(stores.contains(String.format(Locale.ROOT, " %.1f MB ", bytes.length / 1e6)), language);
            // Photos and drawings of cats and dogs but for those of the validation, and pictures of neither, also those
            // of the last calibration: 22,800 + 14,645 + 7,085.
            assertTrue(Pattern.compile(" 44[,\u202f]500 ").matcher(stores).find(), language);
            long each = Math.round(bytes.length / 44_500.0);
            assertTrue(
                    Pattern.compile(" " + each + " .* " + each / 3 + " ", Pattern.DOTALL)
                            .matcher(stores)
                            .find(),
                    language);
        }
    }

    @Test
    void theConvolutionalOneIsSmallEnoughAndTellsHowItWasMade() throws Exception {
        byte[] bytes = Files.readAllBytes(CONVOLUTIONAL);
        assertTrue(bytes.length <= 4_000_000, bytes.length + " bytes");
        ParameterFile file = ParameterFile.read(bytes);
        assertFalse(file.card().architecture().isDense());
        assertTrue(file.card().architecture().flops() < 500e6);
        assertEquals(
                new PhotoPreparation(96, Resize.AREA, Crop.STRETCH).withDetail(128),
                file.card().preparation());
        assertTrue(
                file.card()
                        .json()
                        .getString("recipe", "")
                        .matches(
                                "layerlab train .* --side 32 .* && layerlab train .* --side 64 .* && layerlab train .* --neither .* && layerlab calibrate .* --neither .*"));
        assertTrue(file.card().testAccuracy().orElse(0) >= 0.95);
        assertTrue(file.card().calibration().orElseThrow().knowsNeither());
        assertNotNull(file.card().calibration().orElseThrow().familiarity());
        assertEquals(1, file.card().calibration().orElseThrow().temperature(), 0.02);
        assertTrue(file.extra().isEmpty());
    }

    @Test
    void theConvolutionalOneIsRightAsItsCardSaysAndItsProbabilitiesCanBeTrusted() throws Exception {
        Path data = shared("data/cat-dog/Test_data");
        Cli.Result result = Cli.run("evaluate", "--model", CONVOLUTIONAL, "--dataset", data);
        assertEquals(0, result.code(), result.err());
        double accuracy = number(result.lines().get(0), "accuracy: ");
        assertTrue(accuracy >= 96.5, result.out());
        double told = ParameterFile.read(Files.readAllBytes(CONVOLUTIONAL))
                .card()
                .testAccuracy()
                .orElse(0);
        assertEquals(100 * told, accuracy, 0.11);
        String calibrated = result.lines().stream()
                .filter(line -> line.contains("calibrated"))
                .findFirst()
                .orElseThrow();
        assertTrue(number(calibrated, "calibration error: ") <= 1.5, result.out());
        String last = result.lines().get(result.lines().size() - 1);
        assertTrue(number(last, "unsure: ") <= 3, last);
    }

    @Test
    void theConvolutionalOneKnowsDrawings() throws Exception {
        Cli.Result result = Cli.run("evaluate", "--model", CONVOLUTIONAL, "--dataset", "drawings");
        assertEquals(0, result.code(), result.err());
        assertTrue(number(result.lines().get(0), "accuracy: ") >= 98, result.out());
    }

    @Test
    void theConvolutionalOneIsRightOnFullSizePhotos() throws Exception {
        Path photos = shared("data/photos");
        Cli.Result result = Cli.run("evaluate", "--model", CONVOLUTIONAL, "--dataset", photos);
        assertEquals(0, result.code(), result.err());
        assertEquals(100, number(result.lines().get(0), "accuracy: "), result.out());
    }

    @Test
    void theConvolutionalOneIsUnsureOfWhatIsNeither() throws Exception {
        List<Object> args = new ArrayList<>(List.of("predict", "--model", CONVOLUTIONAL, "--unsure"));
        Random random = new Random(1);
        int pictures = 40;
        for (int k = 0; k < pictures; k++) {
            BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            Color from = new Color(random.nextInt(1 << 24));
            Color to = new Color(random.nextInt(1 << 24));
            graphics.setPaint(new GradientPaint(0, random.nextInt(64), from, 64, random.nextInt(64), to));
            graphics.fillRect(0, 0, 64, 64);
            if (k % 2 == 0) {
                graphics.setColor(to);
                graphics.setFont(graphics.getFont().deriveFont(9f));
                for (int y = 9; y < 64; y += 10) {
                    graphics.drawString("Words, not fur", 2, y);
                }
            }
            graphics.dispose();
            Path file = folder.resolve(k + ".png");
            assertTrue(ImageIO.write(image, "png", file.toFile()));
            args.add(file);
        }
        Cli.Result result = Cli.run(args.toArray());
        assertEquals(0, result.code(), result.err());
        long unsure = result.lines().stream()
                .filter(line -> line.contains("\tunsure\t"))
                .count();
        assertTrue(unsure >= 0.95 * pictures, unsure + " of " + pictures);
    }

    private static double number(String line, String before) {
        assertTrue(line.startsWith(before), line);
        return Double.parseDouble(line.substring(before.length(), line.indexOf(" %")));
    }

    @Test
    void judgesLoosePhotos() throws Exception {
        List<Object> args = new ArrayList<>(List.of("predict", "--model", FILE));
        try (Stream<Path> photos = Files.list(shared("data/photos"))) {
            args.addAll(photos.sorted().toList());
        }
        Cli.Result result = Cli.run(args.toArray());
        assertEquals(0, result.code(), result.err());
        assertEquals(args.size() - 3, result.lines().size());
        for (String line : result.lines()) {
            assertTrue(line.matches("[^\t]+\t(cat|dog)\t[01]\\.\\d{4}"), line);
        }
    }

    private static Path shared(String below) {
        Optional<Path> found = Cli.shared().map(shared -> shared.resolve(below)).filter(Files::isDirectory);
        assumeTrue(found.isPresent(), "no shared/" + below + " beside this clone: the bundled model is not measured");
        return found.orElseThrow();
    }
}
