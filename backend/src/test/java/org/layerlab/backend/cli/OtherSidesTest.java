package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.Item;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Predictor;

/** A model that takes photos of another side than the tutorial's, prepared in another way. */
class OtherSidesTest {
    private static final PhotoPreparation HOW = new PhotoPreparation(32, Resize.AREA, Crop.CENTER);

    @TempDir
    private static Path photos;

    @TempDir
    private Path folder;

    /** Some of the drawings: all of them would take seconds. */
    @BeforeAll
    static void draw() throws Exception {
        try (DataSet drawings = DataSets.drawings()) {
            for (Split split : Split.values()) {
                Path into = Files.createDirectories(photos.resolve(split.id()));
                List<Item> items = drawings.items(split);
                int step = split == Split.TRAIN ? 25 : 20;
                for (int i = 0; i < items.size(); i += step) {
                    String name = items.get(i).name();
                    Files.write(into.resolve(name), drawings.bytes(split, name));
                }
            }
        }
    }

    private Object[] train(String out, Object... more) {
        List<Object> args = new ArrayList<>(List.of("train", "--dataset", photos, "--cache", folder.resolve("cache")));
        args.addAll(List.of("--layers", "32x32x3,conv3x4,gap,1", "--resize", "area", "--crop", "center"));
        args.addAll(List.of("--random-crop", 0.5, "--origins", 0.5, "--label-smoothing", 0.1, "--source", 64));
        args.addAll(List.of("--mix-up", 0.5, "--averaging", 0.9));
        args.addAll(List.of("--mirror", "--optimizer", "momentum", "--learning-rate", 0.01, "--batch-size", 8));
        args.addAll(List.of("--iterations", 24, "--validation", 0.2, "--out", folder.resolve(out)));
        return Cli.overridden(args, more);
    }

    private ParameterFile read(String name) throws Exception {
        return ParameterFile.read(Files.readAllBytes(folder.resolve(name)));
    }

    @Test
    void isTrainedAndResumedAsIfItHadNotBeenInterrupted() throws Exception {
        Cli.Result whole = Cli.run(train("whole.safetensors"));
        assertEquals(0, whole.code(), whole.err());
        assertTrue(whole.err().contains("32 photos to train on, 8 to validate on, 10 to test on"), whole.err());
        ParameterFile saved = read("whole.safetensors");
        assertEquals(HOW, saved.card().preparation());
        JsonObject told = saved.card().hyperparameters();
        assertEquals("area", told.getString("resize", ""));
        assertEquals("center", told.getString("crop", ""));
        assertEquals(64, told.getInt("source", 0));
        assertEquals(0.5, told.getDouble("randomCrop", 0));
        assertEquals(0.5, told.getDouble("origins", 0));
        assertEquals(0.1, told.getDouble("labelSmoothing", 0));
        assertEquals(0.5, told.getDouble("mixUp", 0));
        assertEquals(0.9, told.getDouble("averaging", 0));
        assertEquals(List.of("train-64-area-center-BGR", "test-32-area-center-BGR"), cached());

        Cli.Result first = Cli.run("iteration 0:", train("two.safetensors"));
        assertEquals(130, first.code(), first.err());
        Cli.Result other = Cli.run(train("two.safetensors", "--crop", "stretch", "--resume"));
        assertEquals(1, other.code());
        assertTrue(other.err().contains("it is of a run with crop center, but this run has"), other.err());
        Cli.Result second = Cli.run(train("two.safetensors", "--resume"));
        assertEquals(0, second.code(), second.err());
        assertEquals(
                whole.lines(),
                Stream.concat(first.out().lines(), second.out().lines()).toList());
        List<Parameters.Named> expected = saved.parameters().named();
        List<Parameters.Named> resumed = read("two.safetensors").parameters().named();
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(
                    expected.get(i).values(),
                    resumed.get(i).values(),
                    expected.get(i).name());
        }
    }

    /** What tells the files of prepared photos apart, the training photos first. */
    private List<String> cached() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .map(name -> name.replaceAll(".*-(train|test)(.*)\\.safetensors", "$1$2"))
                    .sorted((a, b) -> b.compareTo(a))
                    .toList();
        }
    }

    @Test
    void isMeasuredAndAskedAsItsCardSays() throws Exception {
        Cli.Result trained = Cli.run(train("m.safetensors"));
        assertEquals(0, trained.code(), trained.err());
        Path model = folder.resolve("m.safetensors");
        String accuracy = OutputOptions.percent(
                read("m.safetensors").card().testAccuracy().orElse(-1));
        Cli.Result evaluated = Cli.run("evaluate", "--model", model, "--dataset", photos);
        assertEquals("accuracy: " + accuracy + " %", evaluated.lines().get(0), evaluated.err());

        ParameterFile saved = read("m.safetensors");
        Predictor predictor =
                new Predictor(new Network(new ReferenceKernels(), saved.card().architecture(), saved.parameters()));
        for (String name : List.of("cat.501.png", "dog.581.png")) {
            Path photo = photos.resolve("test").resolve(name);
            byte[] seen = new PhotoDecoder().prepare(name, Files.readAllBytes(photo), HOW);
            double dog = predictor.probabilities(HOW.features(seen), 1)[0];
            String line = Cli.run("predict", "--model", model, photo).out().strip();
            String verdict = "\t" + (dog > 0.5 ? "dog" : "cat") + "\t";
            assertTrue(line.contains(verdict), line);
            assertEquals(dog, Double.parseDouble(line.substring(line.lastIndexOf('\t') + 1)), 1.5e-4);
        }
    }

    @Test
    void goesOnFromAModelOfTheSameLayers() throws Exception {
        assertEquals(0, Cli.run(train("m.safetensors", "--side", 16)).code());
        Cli.Result more = Cli.run(train("n.safetensors", "--from", folder.resolve("m.safetensors"), "--iterations", 0));
        assertEquals(0, more.code(), more.err());
        assertArrayEquals(
                read("m.safetensors").parameters().layers().get(0).W(),
                read("n.safetensors").parameters().layers().get(0).W());
        assertEquals(HOW, read("n.safetensors").card().preparation());
    }

    @Test
    void picturesOfNeitherAreLearnedFromAndCountedApart() throws Exception {
        Path neither = Files.createDirectories(folder.resolve("neither/things"));
        for (int k = 0; k < 5; k++) {
            BufferedImage image = new BufferedImage(40 + k, 50, BufferedImage.TYPE_INT_RGB);
            image.setRGB(k, k, 0xffffff);
            ImageIO.write(
                    image, "png", neither.resolve("dog-house-" + k + ".png").toFile());
        }
        Cli.Result trained =
                Cli.run(train("n.safetensors", "--iterations", 5, "--outliers", 0.2, "--neither", neither));
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.err().contains("32 photos to train on, 8 to validate on"), trained.err());
        Cli.Result measured = Cli.run(evaluation());
        assertEquals(0, measured.code(), measured.err());
        String last = measured.lines().get(measured.lines().size() - 1);
        assertTrue(last.matches("neither, neither: [0-9.]+ % of 5 pictures unsure; .*"), last);
        assertEquals("5", counted(neither), "the folder is looked through once, before the work on the photos");
        Cli.Result missing = Cli.run(train("m.safetensors", "--neither", folder.resolve("nothing")));
        assertEquals(1, missing.code());
        assertTrue(missing.err().contains("nothing does not exist"), missing.err());
    }

    private Object[] evaluation() {
        return new Object[] {
            "evaluate",
            "--model",
            folder.resolve("n.safetensors"),
            "--dataset",
            photos,
            "--neither",
            folder.resolve("neither")
        };
    }

    /** How many pictures of neither are counted where another one comes as soon as the photos are measured. */
    private String counted(Path neither) {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                Path more = neither.resolve("dog-house-9.png");
                try {
                    if (!Files.exists(more)) {
                        Files.copy(neither.resolve("dog-house-1.png"), more);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Cli.run(out, err, Interruption.none(), evaluation());
        assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).strip().replaceAll("(?s).* of ([0-9]+) pictures.*", "$1");
    }
}
