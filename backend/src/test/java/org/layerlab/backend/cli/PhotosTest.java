package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.Split;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;

/** The data sets that are named on the command line. */
class PhotosTest {
    @TempDir
    private Path folder;

    private String photos(String name) throws Exception {
        Path photos = folder.resolve(name);
        for (String file : List.of("train/cat.1.jpg", "train/dog.1.jpg", "test/cat.2.jpg", "test/dog.2.jpg")) {
            Files.createDirectories(photos.resolve(file).getParent());
            Files.writeString(photos.resolve(file), file);
        }
        return photos.toString();
    }

    @Test
    void drawingsAreJoinedForTrainingAlone() throws Exception {
        for (List<String> sources : List.of(List.of(photos("pets"), "drawings"), List.of("drawings", photos("pets")))) {
            try (DataSet joined = Photos.open(sources, 0.1, 1)) {
                assertEquals("pets-and-drawings", joined.id());
                assertEquals(1002, joined.items(Split.TRAIN).size());
                assertEquals(2, joined.items(Split.TEST).size());
            }
        }
    }

    @Test
    void drawingsAloneKeepTheirTestPhotosHoweverOftenTheyAreNamed() throws Exception {
        for (List<String> sources : List.of(List.of("drawings"), List.of("drawings", "drawings"))) {
            try (DataSet drawings = Photos.open(sources, 0.1, 1)) {
                assertEquals("drawings", drawings.id());
                assertEquals(1000, drawings.items(Split.TRAIN).size());
                assertEquals(200, drawings.items(Split.TEST).size());
            }
        }
    }

    @Test
    void aLongNameStaysAnId() throws Exception {
        String id;
        try (DataSet joined = Photos.open(List.of(photos("x".repeat(90)), "drawings"), 0.1, 1)) {
            id = joined.id();
        }
        assertEquals(64, id.length());
        assertTrue(id.endsWith("x-and-drawings"), id);
    }

    private static void write(Path photos, String kind, int count, String text) throws IOException {
        for (int i = 1; i <= count; i++) {
            Files.writeString(photos.resolve(kind + "." + i + ".jpg"), text);
        }
    }

    @Test
    void aTestFractionThatLeavesNoPhotoOfAClassIsRefusedWithBothNumbers() throws Exception {
        Path photos = folder.resolve("few");
        Files.createDirectories(photos);
        write(photos, "dog", 20, "");
        write(photos, "cat", 3, "");
        for (String command : List.of("train --out m.npz", "sweep train --grid learningRate=0.1,0.2")) {
            List<Object> words = new ArrayList<>(List.of((Object[]) command.split(" ")));
            words.addAll(List.of("--dataset", photos, "--test-fraction", 0.9));
            Cli.Result result = Cli.run(words.toArray());
            assertEquals(1, result.code(), command);
            assertTrue(
                    result.err()
                            .contains("--test-fraction 0.9 leaves 0 of 3 cats and 2 of 20 dogs to train on; at least 1"
                                    + " of each is needed"),
                    result.err());
        }
    }

    @Test
    void ofManyFilesThatCannotBeReadTheFirstAreNamedAndTheOthersCounted() throws Exception {
        Path photos = folder.resolve("pets");
        Files.createDirectories(photos);
        write(photos, "cat", 9, "not a photo");
        for (String name : List.of("cat.10.png", "dog.1.png")) {
            ImageIO.write(
                    new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB),
                    "png",
                    photos.resolve(name).toFile());
        }
        Cli.Result result =
                Cli.run("prepare", "--dataset", photos, "--test-fraction", 0, "--cache", folder.resolve("cache"));
        assertEquals(List.of("train: 2 photos"), result.lines(), result.err());
        List<String> said = result.err().lines().toList();
        int first = said.indexOf("9 of the train images can't be read and are left out");
        assertTrue(said.get(first + 5).startsWith("  cat.5.jpg is not an image"), result.err());
        assertEquals("  and 4 more", said.get(first + 6));
    }

    @Test
    void aModelWithTwoOutputsIsToldThatOneIsNeeded() throws Exception {
        Architecture two = Architecture.parse("64x64x3,gap,softmax2", Activation.RELU);
        Path model = folder.resolve("two.npz");
        Files.write(
                model,
                new ParameterFile(Initialization.HE.parameters(two, 1), new CardBuilder(two).build())
                        .toNpz(StorageType.F32));
        Cli.Result result = Cli.run("predict", "--model", model, folder.resolve("photo.png"));
        assertEquals(1, result.code(), result.err());
        assertTrue(
                result.err()
                        .contains("has an output for each of two classes (layers 64x64x3, gap, softmax2); networks for"
                                + " cats and dogs have one, the probability of dog"),
                result.err());
    }

    @Test
    void aFolderOfThatNameIsAFolder() throws Exception {
        String path = photos("drawings");
        try (DataSet dataSet = Photos.open(List.of(path), 0.1, 1)) {
            assertEquals(2, dataSet.items(Split.TRAIN).size());
        }
    }
}
