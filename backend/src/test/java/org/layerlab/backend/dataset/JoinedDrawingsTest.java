package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos to which the drawings are joined. */
final class JoinedDrawingsTest {
    private static final DataSets.Also DRAWINGS = new DataSets.Also(true, List.of());

    @TempDir
    Path temp;

    private Path divided() throws Exception {
        return TestFiles.folder(
                temp.resolve("pets"),
                "Train_data/cat.1.png",
                "Train_data/dog.x.jpg",
                "Test_data/cat.501.png",
                "Test_data/dog.y.jpg");
    }

    /** As where the disk is full. */
    @Test
    void areDrawnWhereThereIsNoRoomForTemporaryFiles() throws Exception {
        Path gone = Files.createDirectory(temp.resolve("gone"));
        ImageIO.setCacheDirectory(gone.toFile());
        Files.delete(gone);
        try (DataSet drawings = DataSets.drawings()) {
            assertTrue(drawings.bytes(Split.TRAIN, "cat.1.png").length > 1000);
        } finally {
            ImageIO.setCacheDirectory(null);
        }
    }

    @Test
    void areForTrainingAloneAndLeaveTheTestPhotosAsTheyAre() throws Exception {
        Path pets = divided();
        try (DataSet plain = DataSets.open("pets", pets);
                DataSet joined = DataSets.open("pets", List.of(pets), DRAWINGS, 0.1, 1)) {
            assertEquals(plain.items(Split.TEST), joined.items(Split.TEST));
            assertArrayEquals(plain.bytes(Split.TEST, "cat.501.png"), joined.bytes(Split.TEST, "cat.501.png"));
            assertEquals(1002, joined.items(Split.TRAIN).size());
            assertTrue(joined.items(Split.TRAIN).containsAll(plain.items(Split.TRAIN)));
            assertEquals(
                    501,
                    joined.items(Split.TRAIN).stream()
                            .filter(item -> item.label() == 1)
                            .count());
            assertEquals("Cats and dogs of pets, drawings", joined.name());
            assertEquals("folder pets, drawn by LayerLab's generator, seed 1", joined.source());
            assertEquals(LeftOut.NOTHING, joined.leftOut());
        }
    }

    @Test
    void drawingsThatAreForTestingElsewhereAreNotAmongThem() throws Exception {
        try (DataSet joined = DataSets.open("pets", List.of(divided()), DRAWINGS, 0.1, 1);
                DataSet drawings = DataSets.drawings()) {
            for (Item item : drawings.items(Split.TEST)) {
                assertTrue(joined.item(Split.TRAIN, item.name()).isEmpty(), item.name());
            }
            assertThrows(DataSetException.class, () -> joined.bytes(Split.TRAIN, "dog.600.png"));
        }
    }

    @Test
    void aDrawingWithTheNameOfAPhotoGetsANewOne() throws Exception {
        try (DataSet joined = DataSets.open("pets", List.of(divided()), DRAWINGS, 0.1, 1);
                DataSet drawings = DataSets.drawings()) {
            assertEquals(
                    "Train_data/cat.1.png", new String(joined.bytes(Split.TRAIN, "cat.1.png"), StandardCharsets.UTF_8));
            assertArrayEquals(drawings.bytes(Split.TRAIN, "cat.1.png"), joined.bytes(Split.TRAIN, "cat.1-2.png"));
            assertEquals(
                    new Item("cat.1-2.png", 0),
                    joined.item(Split.TRAIN, "cat.1-2.png").orElseThrow());
        }
    }

    @Test
    void photosInOnePieceAreSplitAsTheyAreAlone() throws Exception {
        String[] paths = new String[40];
        for (int i = 0; i < 40; i++) {
            paths[i] = (i % 2 == 0 ? "cat." : "dog.") + "a" + i + ".jpg";
        }
        Path folder = TestFiles.folder(temp.resolve("one"), paths);
        try (DataSet plain = DataSets.open("one", folder, 0.25, 1);
                DataSet joined = DataSets.open("one", List.of(folder), DRAWINGS, 0.25, 1)) {
            assertEquals(10, joined.items(Split.TEST).size());
            assertEquals(plain.items(Split.TEST), joined.items(Split.TEST));
            assertEquals(1030, joined.items(Split.TRAIN).size());
            assertNotEquals(plain.fingerprint(Split.TRAIN), joined.fingerprint(Split.TRAIN));
        }
    }

    @Test
    void nothingMoreIsTheFolderItself() throws Exception {
        Path pets = divided();
        try (DataSet plain = DataSets.open("pets", pets);
                DataSet same = DataSets.open("pets", List.of(pets), DataSets.Also.NOTHING, 0.1, 1)) {
            assertEquals(plain.items(Split.TRAIN), same.items(Split.TRAIN));
            assertEquals(plain.fingerprint(Split.TRAIN), same.fingerprint(Split.TRAIN));
        }
    }
}
