package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.Safetensors;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.verdict.Calibration;

class CalibrateCommandTest {
    private static final int PHOTOS = 240;

    @TempDir
    private static Path place;

    @TempDir
    private Path folder;

    /** Cats are dark and dogs are bright noise; what is neither is striped. */
    @BeforeAll
    static void makePhotos() throws Exception {
        for (int i = 0; i < PHOTOS; i++) {
            int seed = i;
            int from = i % 2 == 0 ? 20 : 120;
            save("photos", (i % 2 == 0 ? "cat." : "dog.") + i, p -> from + (int) (80 * HashRandom.uniform(seed, p)));
        }
        for (String set : List.of("stripes", "others")) {
            for (int i = 0; i < 80; i++) {
                int seed = i + set.length() * 1000;
                int width = 3 + i % 5;
                save(
                        set,
                        "picture." + i,
                        p -> p % 32 / width % 2 == 0 ? 60 : 200 + (int) (30 * HashRandom.uniform(seed, p)));
            }
        }
        train(place.resolve("model.safetensors"));
    }

    private static void train(Path out, Object... more) {
        String how = "train --test-fraction 0 --layers 32x32x3,conv3x6,relu,gap,1 --initialization he --optimizer adam"
                + " --learning-rate 0.02 --batch-size 20 --iterations 60 --validation 0.3 --mirror --storage f16";
        List<Object> args = new ArrayList<>(List.of(how.split(" ", -1)));
        args.addAll(List.of("--dataset", place.resolve("photos"), "--out", out));
        args.addAll(List.of(more));
        Cli.Result result = Cli.run(args.toArray());
        assertEquals(0, result.code(), result.err());
    }

    private interface Gray {
        int at(int pixel);
    }

    private static void save(String set, String name, Gray gray) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 32 * 32; p++) {
            image.setRGB(p % 32, p / 32, gray.at(p) * 0x010101);
        }
        Path file = Files.createDirectories(place.resolve(set)).resolve(name + ".png");
        assertTrue(ImageIO.write(image, "png", file.toFile()));
    }

    private Cli.Result calibrate(String dataset, Object... more) {
        List<Object> args = new ArrayList<>(List.of("calibrate"));
        if (!List.of(more).contains("--model")) {
            args.addAll(List.of("--model", place.resolve("model.safetensors")));
        }
        args.addAll(List.of("--dataset", place.resolve(dataset)));
        if (!List.of(more).contains("--out")) {
            args.addAll(List.of("--out", folder.resolve("out.safetensors")));
        }
        args.addAll(List.of(more));
        return Cli.run(args.toArray());
    }

    private static ParameterFile read(Path file) throws Exception {
        return ParameterFile.read(Files.readAllBytes(file));
    }

    private static double unsure(Path model) {
        List<String> lines = Cli.run(
                        "evaluate",
                        "--model",
                        model,
                        "--dataset",
                        place.resolve("photos"),
                        "--neither",
                        place.resolve("others"))
                .lines();
        return Double.parseDouble(lines.get(lines.size() - 1).replaceAll("neither, others: ([0-9.]+) % of .*", "$1"));
    }

    @Test
    void learnsWhatIsNeitherAndLeavesTheNetworkAsItIs() throws Exception {
        Path before = place.resolve("model.safetensors");
        Path after = folder.resolve("out.safetensors");
        Cli.Result result = calibrate("photos", "--neither", place.resolve("stripes"));
        assertEquals(0, result.code(), result.err());
        assertTrue(
                result.lines().get(0).matches("unsure: [0-9.]+ % of 72 validation photos, possibly neither; .*"),
                result.out());
        // Stripes of other noise than those it learned from.
        assertTrue(unsure(after) > unsure(before) + 50, unsure(before) + " before, " + unsure(after) + " after");

        ParameterFile was = read(before);
        ParameterFile is = read(after);
        assertArrayEquals(
                was.parameters().layers().get(0).W(),
                is.parameters().layers().get(0).W());
        Calibration calibration = is.card().calibration().orElseThrow();
        assertNotNull(calibration.familiarity());
        assertTrue(calibration.unsure() < 0.1, calibration::toString);
        assertTrue(Files.size(after) < Files.size(before) + 1000, "the numbers are as wide as they were");
        assertTrue(
                is.card()
                        .json()
                        .getString("recipe", "")
                        .matches("layerlab train .* && layerlab calibrate --model model.safetensors --dataset photos"
                                + " --out out.safetensors --neither stripes"),
                is.card().json().getString("recipe", ""));
        assertTrue(ModelRecipe.in(is.card()).orElse("").contains(" && layerlab calibrate "));
    }

    @Test
    void aModelThatLearnedFromLargerPhotosLooksAtTheirPartsToo() throws Exception {
        Path model = folder.resolve("model.safetensors");
        train(model, "--source", 48, "--resize", "area");
        Path out = folder.resolve("out.safetensors");
        assertEquals(0, calibrate("photos", "--model", model).code());
        assertFalse(read(out).card().preparation().hasDetail(), "it does not know what is familiar");
        Cli.Result result = calibrate("photos", "--model", model, "--neither", place.resolve("stripes"));
        assertEquals(0, result.code(), result.err());
        assertEquals(32, read(out).card().preparation().side());
        assertEquals(48, read(out).card().preparation().detail());
        assertEquals(0.025, calibration(out).unsure(), 1.5 / 72);

        // Both commands take the second look.
        List<Object> args = new ArrayList<>(List.of("predict", "--unsure", "--model", out));
        try (Stream<Path> others = Files.list(place.resolve("others"))) {
            args.addAll(others.toList());
        }
        long unsure = Cli.run(args.toArray()).lines().stream()
                .filter(line -> line.contains("\tunsure\t"))
                .count();
        assertEquals(unsure(out), 100.0 * unsure / 80, 0.01);
        assertTrue(unsure > 40, unsure + " of 80");
    }

    private static Calibration calibration(Path model) throws Exception {
        return read(model).card().calibration().orElseThrow();
    }

    @Test
    void whatWasLearnedStaysWhereNothingIsLearnedAgain() throws Exception {
        Path learned = folder.resolve("learned.safetensors");
        assertEquals(
                0,
                calibrate("photos", "--neither", place.resolve("stripes"), "--out", learned)
                        .code());
        Calibration before = calibration(learned);
        for (List<String> how : List.of(List.<String>of(), List.of("--fold"))) {
            Path out = folder.resolve("again.safetensors");
            List<Object> args = new ArrayList<>(List.of("calibrate", "--model", learned));
            args.addAll(List.of("--dataset", place.resolve("photos"), "--out", out));
            args.addAll(how);
            Cli.Result result = Cli.run(args.toArray());
            assertEquals(0, result.code(), result.err());
            Calibration after = calibration(out);
            assertEquals(before.familiarity(), after.familiarity(), how::toString);
            assertTrue(after.leastFound() > 0, after::toString);
            assertEquals(before.unsure(), after.unsure(), 1.5 / 72, how::toString);
            assertEquals(unsure(learned), unsure(out), 5, how::toString);
        }
    }

    @Test
    void foldsWhereItLearnsWhatIsNeither() throws Exception {
        Path out = folder.resolve("out.safetensors");
        Cli.Result result = calibrate("photos", "--neither", place.resolve("stripes"), "--fold");
        assertEquals(0, result.code(), result.err());
        Path learned = folder.resolve("learned.safetensors");
        assertEquals(
                0,
                calibrate("photos", "--neither", place.resolve("stripes"), "--out", learned)
                        .code());
        assertTrue(Math.abs(calibration(learned).temperature() - 1) > 0.05, "there is something to fold");
        assertEquals(1, calibration(out).temperature(), 0.01);
        assertNotNull(calibration(out).familiarity());
        assertEquals(calibration(learned).familiarity(), calibration(out).familiarity());
        assertArrayEquals(dogs(learned, "--calibrated"), dogs(out), 0.002);
        assertEquals(unsure(learned), unsure(out), 5);
    }

    @Test
    void enoughPicturesOfNeitherAreVariedAgainWhereTheRecipeVariesAny() throws Exception {
        PhotoRecipe mirrors =
                PhotoRecipe.of(read(place.resolve("model.safetensors")).card().hyperparameters());
        byte neither = PhotoSet.NEITHER;
        PhotoSet photos = new PhotoSet(new byte[5 * 32 * 32 * 3], new byte[] {0, neither, 1, neither, neither}, 32);
        assertEquals(List.of(5, 5), sizes(CalibrateCommand.showings(mirrors, photos, 4)), "too few");

        List<PhotoSet> showings = CalibrateCommand.showings(mirrors, photos, 3);
        assertEquals(List.of(5, 5, 3, 3, 3), sizes(showings));
        assertEquals(
                List.of(true, false, false, false, false),
                showings.stream().map(PhotoSet::fixed).toList());
        for (PhotoSet more : showings.subList(2, 5)) {
            assertTrue(IntStream.range(0, 3).allMatch(i -> more.label(i) == neither));
        }

        PhotoRecipe plain = PhotoRecipe.of(mirrors.chosen().set(Augmentation.MIRROR, false));
        assertTrue(plain.augmentation().none());
        assertEquals(List.of(5, 5), sizes(CalibrateCommand.showings(plain, photos, 3)), "always the same picture");
    }

    private static List<Integer> sizes(List<PhotoSet> showings) {
        return showings.stream().map(PhotoSet::size).toList();
    }

    @Test
    void withoutSuchPicturesItMeasuresAgainWhatTrainingMeasured() throws Exception {
        Cli.Result result = calibrate("photos");
        assertEquals(0, result.code(), result.err());
        Calibration was =
                read(place.resolve("model.safetensors")).card().calibration().orElseThrow();
        Calibration is =
                read(folder.resolve("out.safetensors")).card().calibration().orElseThrow();
        assertNull(is.familiarity());
        assertEquals(was.temperature(), is.temperature(), 0.01);
        assertEquals(was.unsureBelow(), is.unsureBelow(), 0.01);
        assertEquals(was.examples(), is.examples());
    }

    private static double[] dogs(Path model, String... more) throws IOException {
        List<Object> args = new ArrayList<>(List.of("predict", "--model", model));
        args.addAll(List.of(more));
        try (Stream<Path> photos = Files.list(place.resolve("photos"))) {
            args.addAll(photos.sorted().limit(40).toList());
        }
        return Cli.run(args.toArray()).lines().stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf('\t'))))
                .toArray();
    }

    @Test
    void aFoldedNetworkItselfSaysTheCalibratedProbabilities() throws Exception {
        Path folded = folder.resolve("out.safetensors");
        assertEquals(0, calibrate("photos", "--fold").code());
        Path measured = folder.resolve("measured.safetensors");
        assertEquals(0, calibrate("photos", "--out", measured).code());

        double temperature = read(measured).card().calibration().orElseThrow().temperature();
        assertTrue(Math.abs(temperature - 1) > 0.05, "there is something to fold: " + temperature);
        assertEquals(1, read(folded).card().calibration().orElseThrow().temperature(), 0.01);
        // Dogs by the calibrated probability, with the half precision that the file keeps.
        assertArrayEquals(dogs(measured, "--calibrated"), dogs(folded), 0.002);
        assertTrue(Files.size(folded) < Files.size(measured) + 100, "the numbers are as wide as they were");
    }

    @Test
    void otherPhotosThanItLearnedFromAreRefused() throws Exception {
        save("fewer", "cat.1", p -> 20);
        save("fewer", "cat.2", p -> 30);
        save("fewer", "dog.1", p -> 200);
        save("fewer", "dog.2", p -> 210);
        Cli.Result result = calibrate("fewer");
        assertEquals(1, result.code());
        assertTrue(
                result.err().contains("has 2 photos to train on and 2 to validate on, but ")
                        && result.err().contains("model.safetensors was trained on 168 and validated on 72"),
                result.err());
        assertFalse(Files.exists(folder.resolve("out.safetensors")));
    }

    /** A model of one step, trained as {@code more} says on the photos. */
    private Path trained(String out, Object... more) {
        List<Object> args =
                new ArrayList<>(List.of("train", "--dataset", place.resolve("photos"), "--test-fraction", 0));
        args.addAll(List.of("--iterations", 1, "--out", folder.resolve(out)));
        args.addAll(List.of(more));
        Cli.Result result = Cli.run(args.toArray());
        assertEquals(0, result.code(), result.err());
        return folder.resolve(out);
    }

    private String refusal(Path model, Object... more) {
        List<Object> args = new ArrayList<>(List.of("calibrate", "--model", model));
        args.addAll(List.of("--out", folder.resolve("out.safetensors")));
        args.addAll(List.of(more));
        Cli.Result result = Cli.run(args.toArray());
        assertEquals(1, result.code(), result.err());
        assertFalse(Files.exists(folder.resolve("out.safetensors")));
        return result.err();
    }

    @Test
    void asManyOtherPhotosAreRefusedByWhatTheNetworkSaysOfThem() throws Exception {
        for (int i = 0; i < PHOTOS; i++) {
            int gray = i % 2 == 0 ? 200 : 30;
            save("swapped", (i % 2 == 0 ? "cat." : "dog.") + i, p -> gray + p % 5);
        }
        String refused = refusal(place.resolve("model.safetensors"), "--dataset", place.resolve("swapped"));
        assertTrue(refused.contains("it needs the photos it was trained on, in the same order"), refused);
    }

    @Test
    void whatItCannotMeasureIsRefused() throws Exception {
        Object[] photos = {"--dataset", place.resolve("photos")};
        Object[] stripes = {"--dataset", place.resolve("photos"), "--neither", place.resolve("stripes")};
        Path dense = trained("dense.safetensors", "--layers", "3072,2,1", "--validation", 0.3);
        String refused = refusal(dense, stripes);
        assertTrue(refused.contains("--neither: the layers 3072, 2, 1 have no activation of maps"), refused);

        refused = refusal(trained("all.safetensors", "--layers", "3072,2,1"), photos);
        assertTrue(refused.contains("was trained without a validation set"), refused);

        Object[] filters = {"--layers", "32x32x3,conv3x2,relu,gap,1", "--validation", 0.1};
        refused = refusal(trained("few.safetensors", filters), stripes);
        assertTrue(refused.contains("24 validation photos are too few"), refused);

        Path limited = trained("limited.safetensors", "--limit", 200, "--layers", "3072,2,1", "--validation", 0.3);
        refused = refusal(limited, stripes);
        assertTrue(refused.contains("was trained with --limit 200"), refused);

        ParameterFile file = read(dense);
        CardBuilder untold = new CardBuilder(file.card()).dataset(Json.object().add("id", "photos"));
        Path page = folder.resolve("page.safetensors");
        Files.write(page, new ParameterFile(file.parameters(), untold.build()).toSafetensors(StorageType.F32));
        refused = refusal(page, photos);
        assertTrue(refused.contains("does not say how many photos it was trained and validated on"), refused);

        CardBuilder unfinished = new CardBuilder(file.card()).set("checkpoint", Json.object());
        Files.write(page, new ParameterFile(file.parameters(), unfinished.build()).toSafetensors(StorageType.F32));
        refused = refusal(page, photos);
        assertTrue(refused.contains("is an unfinished run"), refused);
    }

    @Test
    void keepsTheNumbersFormatWhereTheFileCan() throws Exception {
        Path model = folder.resolve("short.safetensors");
        assertEquals(
                0,
                Cli.run("convert", place.resolve("model.safetensors"), model, "--storage", "bf16")
                        .code());
        for (String out : List.of("same.safetensors", "numpy.npz")) {
            Cli.Result result = Cli.run(
                    "calibrate", "--model", model, "--dataset", place.resolve("photos"), "--out", folder.resolve(out));
            assertEquals(0, result.code(), result.err());
            assertArrayEquals(
                    read(model).parameters().layers().get(0).W(),
                    read(folder.resolve(out)).parameters().layers().get(0).W());
        }
        assertEquals(
                List.of(Tensor.Type.BF16),
                Safetensors.read(Files.readAllBytes(folder.resolve("same.safetensors"))).tensors().values().stream()
                        .map(Tensor::type)
                        .distinct()
                        .toList());
    }
}
