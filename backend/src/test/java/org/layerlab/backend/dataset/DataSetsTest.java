package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataSetsTest {
    @TempDir
    Path temp;

    private static List<String> names(DataSet dataSet, Split split) {
        return dataSet.items(split).stream().map(Item::name).toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void readsTheTutorialsFolders() throws Exception {
        Path folder = TestFiles.folder(
                temp.resolve("cat-dog"),
                "Train_data/cat.10.jpg",
                "Train_data/cat.2.jpg",
                "Train_data/dog.1.JPG",
                "Test_data/dog.3.png",
                "Test_data/cat.3.jpeg");
        try (DataSet dataSet = DataSets.open("photos", folder)) {
            assertEquals(
                    List.of(new Item("cat.2.jpg", 0), new Item("cat.10.jpg", 0), new Item("dog.1.JPG", 1)),
                    dataSet.items(Split.TRAIN));
            assertEquals(List.of(new Item("cat.3.jpeg", 0), new Item("dog.3.png", 1)), dataSet.items(Split.TEST));
            assertEquals("Test_data/dog.3.png", text(dataSet.bytes(Split.TEST, "dog.3.png")));
            assertEquals("image/png", dataSet.mediaType("dog.3.png"));
            assertEquals("image/jpeg", dataSet.mediaType("dog.1.JPG"));
            assertEquals(List.of("cat", "dog"), dataSet.classes());
            assertEquals("folder cat-dog", dataSet.source());
            assertTrue(dataSet.item(Split.TRAIN, "dog.3.png").isEmpty(), "it is in the other split");
            assertThrows(DataSetException.class, () -> dataSet.bytes(Split.TRAIN, "dog.3.png"));
            assertThrows(DataSetException.class, () -> dataSet.bytes(Split.TRAIN, "../Test_data/dog.3.png"));
        }
    }

    @Test
    void readsSplitsInAnyCaseAndBelowFurtherFolders() throws Exception {
        Path zip = TestFiles.zip(
                temp.resolve("set.zip"),
                "set/TRAIN/cats/1.jpg",
                "set/TRAIN/dogs/1.jpg",
                "set/Test/cats/9.jpg",
                "set/Test/dogs/9.jpg",
                "set/other/cat.7.jpg");
        try (DataSet dataSet = DataSets.open("photos", zip)) {
            assertEquals(List.of("cat.1.jpg", "dog.1.jpg"), names(dataSet, Split.TRAIN));
            assertEquals(List.of("cat.9.jpg", "dog.9.jpg"), names(dataSet, Split.TEST));
            assertEquals("set/Test/dogs/9.jpg", text(dataSet.bytes(Split.TEST, "dog.9.jpg")));
            assertEquals(new LeftOut(0, 1, 0, 0), dataSet.leftOut());
        }
    }

    @Test
    void takesEveryEndingOfAPhotoInAnyCase() throws Exception {
        Path folder = TestFiles.folder(
                temp.resolve("endings"),
                "cat.1.jpg",
                "cat.2.jpeg",
                "cat.3.JFIF",
                "cat.4.jpe",
                "dog.1.png",
                "dog.2.gif",
                "dog.3.bmp",
                "dog.4.WebP");
        try (DataSet dataSet = DataSets.open("photos", folder, 0, 1)) {
            assertEquals(8, dataSet.items(Split.TRAIN).size());
            assertEquals(LeftOut.NOTHING, dataSet.leftOut());
            assertEquals("image/jpeg", dataSet.mediaType("cat.3.JFIF"));
            assertEquals("image/jpeg", dataSet.mediaType("cat.4.jpe"));
        }
    }

    @Test
    void splitsOneFolderBySeedWithinEachClass() throws Exception {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            paths.add("cat." + i + ".jpg");
            if (i < 20) {
                paths.add("dog." + i + ".jpg");
            }
        }
        Path folder = TestFiles.folder(temp.resolve("one"), paths.toArray(new String[0]));
        try (DataSet dataSet = DataSets.open("photos", folder);
                DataSet again = DataSets.open("photos", folder);
                DataSet other = DataSets.open("photos", folder, 0.1, 2);
                DataSet allTested = DataSets.open("photos", folder, 1, 1);
                DataSet noneTested = DataSets.open("photos", folder, 0, 1)) {
            List<Item> test = dataSet.items(Split.TEST);
            assertEquals(6, test.stream().filter(item -> item.label() == 0).count());
            assertEquals(2, test.stream().filter(item -> item.label() == 1).count());
            Set<String> all = new HashSet<>(names(dataSet, Split.TRAIN));
            all.addAll(names(dataSet, Split.TEST));
            assertEquals(80, all.size(), "none is lost, none is in both");
            assertEquals(test, again.items(Split.TEST));
            assertNotEquals(test, other.items(Split.TEST));
            assertEquals(80, allTested.items(Split.TEST).size());
            assertEquals(80, noneTested.items(Split.TRAIN).size());
        }
    }

    @Test
    void readsKagglesTrainZip() throws Exception {
        Path zip = TestFiles.zip(
                temp.resolve("train.zip"),
                "train/",
                "train/cat.0.jpg",
                "train/cat.1.jpg",
                "train/dog.0.jpg",
                "train/dog.1.jpg");
        try (DataSet dataSet = DataSets.open("photos", zip, 0.5, 1)) {
            assertEquals(2, dataSet.items(Split.TRAIN).size());
            assertEquals(2, dataSet.items(Split.TEST).size());
        }
    }

    @Test
    void readsTheTrainZipInsideKagglesZip() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("sampleSubmission.csv"));
            zip.write("id,label".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("test1.zip"));
            zip.write(TestFiles.zip("test1/1.jpg"));
            zip.putNextEntry(new ZipEntry("train.zip"));
            zip.write(TestFiles.zip("train/cat.0.jpg", "train/dog.0.jpg"));
        }
        Path file = Files.write(temp.resolve("dogs-vs-cats.zip"), bytes.toByteArray());
        try (DataSet dataSet = DataSets.open("photos", file, 0, 1)) {
            assertEquals(List.of("cat.0.jpg", "dog.0.jpg"), names(dataSet, Split.TRAIN));
            assertEquals("train/dog.0.jpg", text(dataSet.bytes(Split.TRAIN, "dog.0.jpg")));
            assertEquals("zip dogs-vs-cats.zip", dataSet.source());
        }
    }

    @Test
    void takesLabelsFromFoldersWhereNamesHaveNone() throws Exception {
        Path folder = TestFiles.folder(
                temp.resolve("pets"),
                "PetImages/Cat/0.jpg",
                "PetImages/Cat/12.jpg",
                "PetImages/Dog/0.jpg",
                "PetImages/Dog/Thumbs.db");
        try (DataSet dataSet = DataSets.open("photos", folder, 0, 1)) {
            assertEquals(
                    List.of(new Item("cat.0.jpg", 0), new Item("cat.12.jpg", 0), new Item("dog.0.jpg", 1)),
                    dataSet.items(Split.TRAIN));
            assertEquals(1, dataSet.leftOut().notImages());
        }
    }

    @Test
    void takesBreedsForLabelsOnlyWhereNothingElseGivesOne() throws Exception {
        Path oxford = TestFiles.folder(
                temp.resolve("oxford"),
                "images/Abyssinian_1.jpg",
                "images/american_bulldog_10.jpg",
                "images/Maine_Coon_3.jpg",
                "annotations/trimaps/Abyssinian_1.png",
                "annotations/trimaps/._Abyssinian_1.png",
                "annotations/README");
        try (DataSet dataSet = DataSets.open("photos", oxford, 0, 1)) {
            assertEquals(
                    List.of(
                            new Item("Abyssinian_1.jpg", 0),
                            new Item("Maine_Coon_3.jpg", 0),
                            new Item("american_bulldog_10.jpg", 1)),
                    dataSet.items(Split.TRAIN));
        }
        Path mixed =
                TestFiles.folder(temp.resolve("mixed"), "cat_1.jpg", "dog-2.jpg", "Siamese_3.jpg", "catalogue.jpg");
        try (DataSet dataSet = DataSets.open("photos", mixed, 0, 1)) {
            assertEquals(List.of("cat_1.jpg", "dog-2.jpg"), names(dataSet, Split.TRAIN));
            assertEquals(new LeftOut(0, 2, 0, 0), dataSet.leftOut());
        }
    }

    @Test
    void countsDuplicates() throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        for (String path : List.of("cat.1.jpg", "cat.9.jpg", "dog.1.jpg", "x/dog.1.jpg")) {
            files.put(path, path.substring(path.indexOf('/') + 1));
        }
        byte[] zip = TestFiles.zip(files);
        Path file = TestFiles.renamed(temp.resolve("twice.zip"), zip, "cat.9.jpg", "cat.1.jpg");
        try (DataSet dataSet = DataSets.open("photos", file, 0, 1)) {
            assertEquals(List.of("cat.1.jpg", "dog.1.jpg"), names(dataSet, Split.TRAIN));
            assertEquals("dog.1.jpg", text(dataSet.bytes(Split.TRAIN, "dog.1.jpg")), "the first of two folders");
            assertEquals(new LeftOut(0, 0, 2, 0), dataSet.leftOut());
        }
    }

    @Test
    void joinsSourcesWithoutLearningFromWhatIsTested() throws Exception {
        Path folder = TestFiles.folder(
                temp.resolve("first"),
                "Train_data/cat.1.jpg",
                "Train_data/dog.1.jpg",
                "Test_data/cat.2.jpg",
                "Test_data/dog.2.jpg");
        // cat.2.jpg and dog.1.jpg are the same photos again; cat.1.jpg is another than the one of that name.
        Map<String, String> more = new LinkedHashMap<>();
        more.put("much/longer/cat.1.jpg", "much/longer/cat.1.jpg");
        more.put("just/9____/dog.1.jpg", "Train_data/dog.1.jpg");
        more.put("train/dog.5.jpg", "train/dog.5.jpg");
        Path zip = Files.write(temp.resolve("more.zip"), TestFiles.zip(more));
        Map<String, String> same = new LinkedHashMap<>();
        same.put("Again_dat/cat.2.jpg", "Test_data/cat.2.jpg");
        same.put("Again_dat/dog.7.jpg", "Again_dat/dog.7.jpg");
        Path again = Files.write(temp.resolve("again.zip"), TestFiles.zip(same));
        try (DataSet dataSet = DataSets.open("photos", List.of(folder, zip, again), 0.5, 1)) {
            assertEquals(List.of("cat.2.jpg", "dog.2.jpg"), names(dataSet, Split.TEST));
            assertEquals(
                    List.of("cat.1-2.jpg", "cat.1.jpg", "dog.1.jpg", "dog.5.jpg", "dog.7.jpg"),
                    names(dataSet, Split.TRAIN));
            assertEquals("much/longer/cat.1.jpg", text(dataSet.bytes(Split.TRAIN, "cat.1-2.jpg")));
            assertEquals("Train_data/cat.1.jpg", text(dataSet.bytes(Split.TRAIN, "cat.1.jpg")));
            assertEquals(
                    new Item("cat.1-2.jpg", 0),
                    dataSet.item(Split.TRAIN, "cat.1-2.jpg").orElseThrow());
            assertEquals(new LeftOut(0, 0, 2, 0), dataSet.leftOut());
            assertEquals("folder first, zip more.zip, zip again.zip", dataSet.source());
            assertThrows(DataSetException.class, () -> dataSet.bytes(Split.TRAIN, "cat.2.jpg"));
        }
        Path broken = Files.createDirectory(temp.resolve("broken"));
        assertThrows(
                DataSetException.class,
                () -> DataSets.open("photos", List.of(folder, broken), 0.5, 1).close());
    }

    @Test
    void joinedSourcesInOnePieceAreEachSplit() throws Exception {
        List<Path> sources = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            String[] paths = new String[40];
            for (int i = 0; i < 40; i++) {
                paths[i] = (i % 2 == 0 ? "cat." : "dog.") + name + i + ".jpg";
            }
            sources.add(TestFiles.folder(temp.resolve(name), paths));
        }
        try (DataSet dataSet = DataSets.open("photos", sources, 0.25, 1);
                DataSet other = DataSets.open("photos", List.of(sources.get(1), sources.get(0)), 0.25, 1)) {
            assertEquals(60, dataSet.items(Split.TRAIN).size());
            assertEquals(20, dataSet.items(Split.TEST).size());
            assertNotEquals(dataSet.fingerprint(Split.TRAIN), other.fingerprint(Split.TRAIN));
        }
    }

    @Test
    void tellsWhenItsFilesAreTakenAway() throws Exception {
        Path folder = TestFiles.folder(temp.resolve("gone"), "cat.1.jpg", "dog.1.jpg");
        try (DataSet dataSet = DataSets.open("photos", folder, 0, 1)) {
            Files.delete(folder.resolve("cat.1.jpg"));
            DataSetGoneException gone =
                    assertThrows(DataSetGoneException.class, () -> dataSet.bytes(Split.TRAIN, "cat.1.jpg"));
            assertEquals("data set photos was changed: cat.1.jpg is no longer in " + folder, gone.getMessage());
            assertEquals("dog.1.jpg", text(dataSet.bytes(Split.TRAIN, "dog.1.jpg")));
        }
    }

    @Test
    void hasAFingerprintThatFollowsTheFiles() throws Exception {
        Path folder = TestFiles.folder(
                temp.resolve("f"), "train/cat.1.jpg", "train/dog.1.jpg", "test/cat.2.jpg", "test/dog.2.jpg");
        String train;
        String test;
        try (DataSet before = DataSets.open("photos", folder)) {
            train = before.fingerprint(Split.TRAIN);
            test = before.fingerprint(Split.TEST);
            assertNotEquals(train, test);
        }
        try (DataSet same = DataSets.open("photos", folder)) {
            assertEquals(train, same.fingerprint(Split.TRAIN));
        }
        Files.writeString(folder.resolve("train/cat.1.jpg"), "something longer than before");
        try (DataSet after = DataSets.open("photos", folder)) {
            assertNotEquals(train, after.fingerprint(Split.TRAIN));
            assertEquals(test, after.fingerprint(Split.TEST));
        }
    }

    @Test
    void readsTheSharedPhotos() throws Exception {
        Path photos =
                TestFiles.shared().map(shared -> shared.resolve("data/cat-dog")).orElse(temp.resolve("none"));
        Assumptions.assumeTrue(Files.isDirectory(photos), "the photos of cats and dogs are not beside this checkout");
        try (DataSet dataSet = DataSets.open("cat-dog", photos)) {
            assertEquals(6000, dataSet.items(Split.TRAIN).size());
            assertEquals(1000, dataSet.items(Split.TEST).size());
            assertEquals(LeftOut.NOTHING, dataSet.leftOut());
            assertFalse(dataSet.bytes(Split.TEST, names(dataSet, Split.TEST).get(0)).length == 0);
        }
    }

    @Test
    void drawsTheSameDrawingsEachTime() throws Exception {
        try (DataSet dataSet = DataSets.drawings();
                DataSet again = DataSets.drawings()) {
            assertEquals(1000, dataSet.items(Split.TRAIN).size());
            assertEquals(200, dataSet.items(Split.TEST).size());
            for (Split split : Split.values()) {
                assertEquals(
                        dataSet.items(split).size() / 2,
                        dataSet.items(split).stream()
                                .filter(item -> item.label() == 1)
                                .count());
            }
            assertEquals(new Item("dog.600.png", 1), dataSet.items(Split.TEST).get(199));
            byte[] one = dataSet.bytes(Split.TEST, "dog.600.png");
            assertArrayEquals(one, again.bytes(Split.TEST, "dog.600.png"));
            Set<String> different = new HashSet<>();
            for (Item item : dataSet.items(Split.TEST)) {
                different.add(new String(dataSet.bytes(Split.TEST, item.name()), StandardCharsets.ISO_8859_1));
            }
            assertEquals(200, different.size());
            assertThrows(DataSetException.class, () -> dataSet.bytes(Split.TRAIN, "dog.600.png"));
        }
    }
}
