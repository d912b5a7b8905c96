package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.house.Seeds;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.backend.script.Python;
import org.layerlab.backend.script.Scripts;
import org.layerlab.network.data.PhotoPath;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Parameters;

/**
 * The scripts of runs on photos with random settings, in float64: the same bits, or a reason. The properties {@code
 * layerlab.scripts.photos} and {@code layerlab.scripts.seed} say how many, and which; else half of them are others each
 * time ({@link Seeds}).
 */
class PhotoScriptsTest {
    private static final int COUNT = Integer.getInteger("layerlab.scripts.photos", 6);
    private static final long[] NUMBERS = Seeds.numbers("layerlab.scripts.seed", COUNT);
    private static final int[] TYPES = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_USHORT_GRAY
    };

    /** Has folders to train and to test on. */
    @TempDir
    private static Path split;

    /** Has a folder for each class, with the same names in both. */
    @TempDir
    private static Path whole;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makePhotos() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 30; i++) {
            String part = i < 24 ? "Train_data/" : "Test_data/";
            make(random, split.resolve(part + (i % 2 == 0 ? "cat." : "dog.") + i + ".png"));
            make(random, whole.resolve((i % 2 == 0 ? "Cats/" : "dog/") + i / 2 + ".png"));
        }
        Files.writeString(split.resolve("Train_data/cat.100.png"), "not an image");
        Files.writeString(split.resolve("readme.txt"), "photos");
    }

    private static void make(SplittableRandom random, Path file) throws IOException {
        make(random, TYPES[random.nextInt(TYPES.length)], file);
    }

    private static void make(SplittableRandom random, int type, Path file) throws IOException {
        BufferedImage image = new BufferedImage(random.nextInt(12, 130), random.nextInt(12, 130), type);
        int base = random.nextInt();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, base + 0x010203 * (x / 3) + 0x05000700 * (y / 5) ^ random.nextInt(0x3f3f40));
            }
        }
        Files.createDirectories(file.getParent());
        assertTrue(ImageIO.write(image, "png", file.toFile()));
    }

    private static List<Object> settings(SplittableRandom random, Path photos) {
        List<Object> args = new ArrayList<>(List.of("--dataset", photos, "--precision", "float64"));
        args.addAll(List.of("--layers", random.nextBoolean() ? "3072,4,1" : "3072,5,3,1"));
        args.addAll(List.of("--iterations", random.nextInt(101, 240), "--seed", random.nextInt(1000)));
        args.addAll(List.of("--learning-rate", 0.001 * random.nextInt(1, 30)));
        String[] some = {
            "--batch-size 7",
            "--optimizer adam",
            "--optimizer momentum",
            "--validation 0.25",
            "--limit 17",
            "--side 16",
            "--source 64",
            "--resize area",
            "--crop center",
            "--center",
            "--mirror",
            "--shift 4",
            "--ask-mirror",
            "--label-smoothing 0.1",
            "--test-fraction 0.3",
            "--schedule cosine",
            "--dropout 0.3",
            "--l2 0.01",
            "--initialization he"
        };
        String chosen = "";
        for (String one : some) {
            String option = one.split(" ", -1)[0];
            if (random.nextInt(3) == 0 && !chosen.contains(option)) {
                chosen += one + " ";
            }
        }
        if (chosen.contains("--validation") && random.nextBoolean()) {
            chosen += "--patience 3";
        }
        args.addAll(
                chosen.isBlank() ? List.of() : List.of((Object[]) chosen.strip().split(" ", -1)));
        return args;
    }

    private ParameterFile train(List<Object> settings, List<String> lines) throws Exception {
        Path file = folder.resolve("model.safetensors");
        List<Object> args = new ArrayList<>(List.of("train", "--out", file));
        args.addAll(settings);
        Cli.Result trained = Cli.run(args.toArray());
        assertEquals(0, trained.code(), () -> settings + ": " + trained.err());
        lines.addAll(trained.lines());
        return ParameterFile.read(Files.readAllBytes(file));
    }

    /** What makes a run alone. */
    private static String name(int i) {
        return "-Dlayerlab.scripts.photos=1 -Dlayerlab.scripts.seed=" + NUMBERS[i];
    }

    @Test
    void everyBitIsTheSame() throws Exception {
        Scripts scripts = new Scripts(folder);
        List<ParameterFile> saved = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            // Told before a training that may fail.
            System.out.println(name(i));
            SplittableRandom random = new SplittableRandom(NUMBERS[i]);
            Path photos = random.nextBoolean() ? split : whole;
            List<String> printed = new ArrayList<>();
            saved.add(train(settings(random, photos), printed));
            lines.add(printed);
            scripts.add(saved.get(i).card(), photos.toString());
        }
        scripts.run("numpy, PIL");
        for (int i = 0; i < COUNT; i++) {
            ModelCard card = saved.get(i).card();
            Python.Result result = scripts.result(i);
            String told = name(i) + "\n" + card.json().getString("recipe", "") + "\n" + result.out();
            assertEquals(0, result.code(), told);
            assertTrue(result.out().contains("the same as LayerLab's, to the last bit"), told);
            Map<String, Tensor> theirs = Npz.read(scripts.parameters(i));
            for (Parameters.Named ours : saved.get(i).parameters().named()) {
                // Where the mean is folded in, a sum of 3,072 products comes from BLAS.
                double[] there = Objects.requireNonNull(theirs.get(ours.name())).toDoubles();
                assertArrayEquals(ours.values(), there, ours.name().equals("b1") ? 1e-12 : 0, ours.name() + told);
            }
            assertEquals(
                    lines.get(i).stream()
                            .filter(line -> line.matches("(train|test) accuracy.*"))
                            .toList(),
                    result.out()
                            .lines()
                            .filter(line -> line.matches("(train|test) accuracy.*"))
                            .toList(),
                    told);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zoom: --zoom 0.2",
                "tint: --tint 0.2",
                "random crop: --random-crop 0.5",
                "other cameras: --origins 0.5",
                "made-up pictures: --outliers 0.2",
                "side: --source 96 --side 64 --layers 12288,2,1",
                "others: --layers 32x32x3,conv3x2,relu,gap,1"
            })
    void whatTheScriptCannotRepeatIsNamed(String what) throws Exception {
        int colon = what.indexOf(':');
        List<Object> args = new ArrayList<>(List.of("--dataset", split, "--iterations", 1, "--batch-size", 4));
        if (!what.contains("--layers")) {
            args.addAll(List.of("--layers", "3072,2,1"));
        }
        args.addAll(List.of((Object[]) what.substring(colon + 2).split(" ", -1)));
        String gap = NumpyScript.gap(train(args, new ArrayList<>()).card());
        assertTrue(gap.contains(what.substring(0, colon)), what + ": " + gap);
    }

    @Test
    void aRunFromAFileOrFromSeveralDataSetsIsRefused() throws Exception {
        List<Object> once = List.of("--dataset", split, "--iterations", 1, "--layers", "3072,2,1");
        train(once, new ArrayList<>());
        Path before = Files.move(folder.resolve("model.safetensors"), folder.resolve("before.safetensors"));
        List<Object> again = new ArrayList<>(once);
        again.addAll(List.of("--from", before));
        assertEquals(
                "it started from the weights of a file",
                NumpyScript.gap(train(again, new ArrayList<>()).card()));
        List<Object> two = new ArrayList<>(once);
        two.addAll(List.of("--dataset", whole));
        assertEquals(
                "it was trained on several data sets at once",
                NumpyScript.gap(train(two, new ArrayList<>()).card()));
        List<Object> neither = new ArrayList<>(once);
        neither.addAll(List.of("--neither", whole));
        assertEquals(
                "it was trained on several data sets at once",
                NumpyScript.gap(train(neither, new ArrayList<>()).card()));
    }

    /** The saved network is measured on the photos that the run had, resized. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--layers 12288,4,1 --side 32 --source 32",
                "--layers 12288,4,1 --side 16 --source 32 --center --validation 0.25 --ask-mirror",
                "--layers 3072,4,1 --side 16 --source 48 --ask-mirror",
                "--layers 12288,4,1 --side 16 --source 80",
                "--layers 12288,4,1 --side 64 --source 128"
            })
    void sourcesOfAnySizeAreMeasuredAsThere(String settings) throws Exception {
        SplittableRandom random = new SplittableRandom(9);
        Path photos = folder.resolve("photos");
        for (int i = 0; i < 60; i++) {
            String part = i < 54 ? "Train_data/" : "Test_data/";
            String name = (i % 2 == 0 ? "cat." : "dog.") + i + ".png";
            make(random, BufferedImage.TYPE_INT_RGB, photos.resolve(part + name));
        }
        List<Object> args = new ArrayList<>(List.of("--dataset", photos, "--precision", "float64"));
        args.addAll(List.of("--iterations", 20, "--learning-rate", 0.01));
        args.addAll(List.of((Object[]) settings.split(" ", -1)));
        List<String> lines = new ArrayList<>();
        ModelCard card = train(args, lines).card();
        Scripts scripts = new Scripts(folder);
        scripts.add(card, photos.toString());
        scripts.run("numpy, PIL");
        Python.Result result = scripts.result(0);
        assertEquals(0, result.code(), result.out());
        assertTrue(result.out().contains("the same as LayerLab's, to the last bit"), result.out());
        List<String> accuracies = lines.stream()
                .filter(line -> line.matches("(train|test) accuracy.*"))
                .toList();
        assertEquals(2, accuracies.size());
        assertTrue(result.out().contains(String.join("\n", accuracies)), accuracies + "\n" + result.out());
    }

    /** The script names and orders photos of equal names as the data set does, and knows all endings. */
    @Test
    void photosOfEqualNamesAndAllEndingsAreRepeated() throws Exception {
        Path equal = Files.createDirectories(folder.resolve("equal"));
        SplittableRandom random = new SplittableRandom(8);
        for (String ending : PhotoPath.ENDINGS) {
            for (String breed :
                    List.of("cats/persian/", "cats/siamese/", "dogs/beagle/", "dogs/poodle/", "dogs/pug/")) {
                make(random, equal.resolve(breed + "0." + ending));
                make(random, equal.resolve(breed + "0-2." + ending));
            }
        }
        Files.createDirectories(equal.resolve("cats/again"));
        Files.copy(equal.resolve("cats/siamese/0.png"), equal.resolve("cats/again/0.png"));
        ModelCard card = train(
                        List.of(
                                "--dataset",
                                equal,
                                "--iterations",
                                120,
                                "--layers",
                                "3072,3,1",
                                "--batch-size",
                                7,
                                "--learning-rate",
                                0.01,
                                "--precision",
                                "float64"),
                        new ArrayList<>())
                .card();
        assertEquals(72, card.dataset().getInt("trainSize", 0), "80 photos, 8 of them to test on");
        Scripts scripts = new Scripts(folder);
        scripts.add(card, equal.toString());
        scripts.run("numpy, PIL");
        Python.Result result = scripts.result(0);
        assertEquals(0, result.code(), result.out());
        assertTrue(result.out().contains("the same as LayerLab's, to the last bit"), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"own", "drawings"})
    void photosThatAreNoFilesAreRefused(String id) throws Exception {
        ModelCard card = train(List.of("--dataset", split, "--iterations", 1, "--layers", "3072,1"), new ArrayList<>())
                .card();
        assertEquals("", NumpyScript.gap(card));
        JsonObject other = card.dataset().set("id", id);
        assertTrue(NumpyScript.gap(new CardBuilder(card).dataset(other).build()).contains("it was trained on"));
    }

    @Test
    void anotherFolderIsRefusedWithBothNumbers() throws Exception {
        ModelCard card = train(
                        List.of("--dataset", split, "--iterations", 1, "--layers", "3072,1", "--precision", "float64"),
                        new ArrayList<>())
                .card();
        Scripts scripts = new Scripts(folder);
        scripts.add(card, whole.toString());
        scripts.add(card);
        // A card of before, which did not tell the limit.
        JsonObject limited = card.dataset().set("trainSize", 9);
        scripts.add(new CardBuilder(card).dataset(limited).build(), split.toString());
        scripts.run("numpy, PIL");
        assertTrue(
                scripts.result(0).out().contains("gives 26 photos to learn from, but the saved run had 24"),
                scripts.result(0).out());
        assertTrue(
                scripts.result(1).out().contains("usage: python run.py FOLDER"),
                scripts.result(1).out());
        assertTrue(
                scripts.result(2).out().contains("gives 24 photos to learn from, but the saved run had 9"),
                scripts.result(2).out());
        assertEquals(1, scripts.result(2).code());
    }
}
