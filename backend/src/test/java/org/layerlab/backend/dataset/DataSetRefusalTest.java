package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** What cannot be a data set, and files that no data set takes. */
class DataSetRefusalTest {
    @TempDir
    Path temp;

    private static List<String> names(DataSet dataSet, Split split) {
        return dataSet.items(split).stream().map(Item::name).toList();
    }

    private static String message(Path path) {
        return message(path, DataSets.DEFAULT_TEST_FRACTION);
    }

    private static String message(Path path, double testFraction) {
        return String.valueOf(assertThrows(DataSetException.class, () -> DataSets.open("photos", path, testFraction, 1))
                .getMessage());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void refusesWhatLacksAClass() throws Exception {
        String[] dogs = new String[20];
        for (int i = 0; i < dogs.length; i++) {
            dogs[i] = "dog." + i + ".jpg";
        }
        Path folder = TestFiles.folder(temp.resolve("dogs only"), dogs);
        assertEquals(folder + " has no cats and 20 dogs", message(folder));
        Path one = TestFiles.folder(temp.resolve("one cat"), "cat.1.jpg");
        assertEquals(one + " has 1 cat and no dogs", message(one));
        Path neither = TestFiles.folder(temp.resolve("neither"), "horse.jpg");
        assertTrue(message(neither).contains("no cats and no dogs"), message(neither));
        Path train = TestFiles.folder(temp.resolve("train"), "train/dog.1.jpg", "test/cat.1.jpg", "test/dog.2.jpg");
        assertEquals(train + ": its training split has no cats and 1 dog", message(train));
    }

    @Test
    void oneClassIsEnoughWhereNothingIsTrainedOn() throws Exception {
        Path cats = TestFiles.folder(temp.resolve("cats only"), "cat.1.jpg", "cat.2.jpg");
        try (DataSet dataSet = DataSets.open("photos", cats, 1, 1)) {
            assertEquals(2, dataSet.items(Split.TEST).size());
            assertEquals(0, dataSet.items(Split.TRAIN).size());
        }
        assertEquals(cats + " has 2 cats and no dogs", message(cats, 0.99));
        Path given = TestFiles.folder(temp.resolve("given"), "train/dog.1.jpg", "test/dog.2.jpg");
        assertEquals(given + " has no cats and 2 dogs", message(given, 1));
        Path horses = TestFiles.folder(temp.resolve("horses"), "horse.jpg");
        assertTrue(message(horses, 1).contains("no cats and no dogs"), message(horses, 1));
        // As cats of the breed IMG they would be measured on pictures of anything.
        Path camera = TestFiles.folder(temp.resolve("camera"), "IMG_1.jpg", "IMG_2.jpg");
        assertEquals(camera + " has 2 cats and no dogs", message(camera, 1));
    }

    @Test
    void leavesOutWhatIsDamagedInAZipAndSaysWhy() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (String path : List.of("cat.1.jpg", "cat.2.jpg", "dog.1.jpg")) {
                byte[] content = ("picture of " + path).getBytes(StandardCharsets.UTF_8);
                ZipEntry entry = new ZipEntry(path);
                CRC32 crc = new CRC32();
                crc.update(content);
                entry.setCrc(crc.getValue());
                entry.setSize(content.length);
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }
        Path file =
                TestFiles.renamed(temp.resolve("a.zip"), bytes.toByteArray(), "picture of cat.2", "Picture of cat.2");
        try (DataSet dataSet = DataSets.open("photos", file, 0, 1)) {
            assertEquals("picture of cat.1.jpg", text(dataSet.bytes(Split.TRAIN, "cat.1.jpg")));
            String why =
                    String.valueOf(assertThrows(DataSetException.class, () -> dataSet.bytes(Split.TRAIN, "cat.2.jpg"))
                            .getMessage());
            assertTrue(
                    why.matches("cat\\.2\\.jpg in .*a\\.zip cannot be read: it is damaged: its CRC-32 is [0-9a-f]{8},"
                            + " but the zip says [0-9a-f]{8}"),
                    why);
            List<String> leftOut = new ArrayList<>();
            PhotoReader reader = (name, photo, how) -> new byte[how.features()];
            PhotoExamples examples = new ExampleStore(null, reader)
                    .prepared(dataSet, Split.TRAIN, PhotoPreparation.TUTORIAL, new PreparationProgress() {
                        @Override
                        public void at(int done, int total) {}

                        @Override
                        public void leftOut(String reason) {
                            leftOut.add(reason);
                        }
                    });
            assertEquals(List.of("cat.1.jpg", "dog.1.jpg"), examples.names());
            assertEquals(1, leftOut.size());
            assertTrue(leftOut.get(0).contains("CRC-32"), leftOut.get(0));
        }
        assertEquals("it ends too early", FolderTree.reason(new EOFException()));
    }

    @Test
    void refusesWhatCannotBeRead() throws Exception {
        Path missing = temp.resolve("missing");
        assertEquals(missing + " does not exist", message(missing));
        Path empty = Files.createDirectory(temp.resolve("empty"));
        assertEquals(empty + " has no images: it is empty", message(empty));
        Path texts = TestFiles.folder(temp.resolve("texts"), "cat.txt", "dog.txt");
        assertEquals(texts + " has no images, only 2 other files", message(texts));
        Path nothing = Files.write(temp.resolve("nothing.zip"), new byte[0]);
        assertTrue(message(nothing).startsWith(nothing + " is not a readable zip"), message(nothing));
        Path noise = Files.write(temp.resolve("noise.zip"), new byte[5000]);
        assertTrue(message(noise).startsWith(noise + " is not a readable zip"), message(noise));
        byte[] whole = TestFiles.zip("cat.1.jpg", "dog.1.jpg");
        Path cut = Files.write(temp.resolve("cut.zip"), java.util.Arrays.copyOf(whole, whole.length - 30));
        assertTrue(message(cut).startsWith(cut + " is not a readable zip"), message(cut));
    }

    @Test
    void refusesIdsAndFractionsThatAreNone() {
        for (String id : List.of("", "A", "a/b", "..", "a b", "-a")) {
            assertThrows(IllegalArgumentException.class, () -> DataSets.open(id, temp), id);
        }
        for (double fraction : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> DataSets.open("photos", temp, fraction, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> DataSets.open("photos", temp, 0.1, -1));
    }

    @Test
    void leavesOutZipEntriesThatLeadOutside() throws Exception {
        Path zip = TestFiles.zip(
                temp.resolve("slip.zip"),
                "cat.1.jpg",
                "dog.1.jpg",
                "../cat.2.jpg",
                "/etc/cat.3.jpg",
                "a/../../dog.4.jpg",
                "C:/dog.5.jpg",
                "..\\dog.6.jpg",
                "a\\dog.6.jpg");
        try (DataSet dataSet = DataSets.open("photos", zip, 0, 1)) {
            assertEquals(List.of("cat.1.jpg", "dog.1.jpg", "dog.6.jpg"), names(dataSet, Split.TRAIN));
            assertEquals(new LeftOut(0, 0, 0, 5), dataSet.leftOut());
        }
    }

    @Test
    void readsNamesAsProgramsOfOtherSystemsWriteThem() throws Exception {
        Path zip = TestFiles.zip(
                temp.resolve("other.zip"),
                "./Train_data/cat.1.jpg",
                "./Train_data/dog.1.jpg",
                "Test_data\\cat.2.jpg",
                "Test_data\\dog.2.jpg");
        try (DataSet dataSet = DataSets.open("photos", zip, 0, 1)) {
            assertEquals(List.of("cat.1.jpg", "dog.1.jpg"), names(dataSet, Split.TRAIN));
            assertEquals(List.of("cat.2.jpg", "dog.2.jpg"), names(dataSet, Split.TEST));
            assertEquals("./Train_data/cat.1.jpg", text(dataSet.bytes(Split.TRAIN, "cat.1.jpg")));
        }
        Path outside = TestFiles.zip(temp.resolve("outside.zip"), "../cat.1.jpg", "/dog.1.jpg", "notes.txt");
        assertEquals(
                outside + " has no images, only 1 other file and 2 links or paths that are not followed",
                message(outside));
    }

    /** The photos of the other part would be taken for all of them. */
    @Test
    void refusesAPartThatIsALink() throws Exception {
        Path outside = TestFiles.folder(temp.resolve("elsewhere"), "cat.1.jpg", "dog.1.jpg");
        Path folder = TestFiles.folder(temp.resolve("linked"), "Test_data/cat.2.jpg", "Test_data/dog.2.jpg");
        try {
            Files.createSymbolicLink(folder.resolve("Train_data"), outside);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no symbolic links here: " + e);
        }
        String refused = folder + ": Train_data is a link that is not followed; put the photos themselves there";
        assertEquals(refused, message(folder));
        Files.delete(folder.resolve("Train_data"));
        Files.createSymbolicLink(folder.resolve("Train_data"), temp.resolve("a drive that is not there"));
        assertEquals(refused, message(folder));
        Files.delete(folder.resolve("Train_data"));
        TestFiles.folder(folder.resolve("Train_data"), "cat.1.jpg", "dog.1.jpg");
        Files.createSymbolicLink(folder.resolve("Train_data/backup"), outside);
        try (DataSet dataSet = DataSets.open("photos", folder, 0, 1)) {
            assertEquals(2, dataSet.items(Split.TRAIN).size());
        }
    }

    @Test
    void boundsWhatAZipEntryInflatesTo() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("cat.1.jpg", "dog.1.jpg")) {
                zip.putNextEntry(new ZipEntry(name));
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < (name.startsWith("cat") ? 33 : 32); i++) {
                    zip.write(zeros);
                }
            }
        }
        Path file = Files.write(temp.resolve("bomb.zip"), bytes.toByteArray());
        try (DataSet dataSet = DataSets.open("photos", file, 0, 1)) {
            assertEquals(32 << 20, dataSet.bytes(Split.TRAIN, "dog.1.jpg").length);
            DataSetException e = assertThrows(DataSetException.class, () -> dataSet.bytes(Split.TRAIN, "cat.1.jpg"));
            assertTrue(String.valueOf(e.getMessage()).endsWith("it has more than 32 MB"), e.getMessage());
        }
    }

    @Test
    void refusesTooManyEntries() throws Exception {
        Path file = temp.resolve("many.zip");
        try (ZipOutputStream zip = new ZipOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
            zip.setLevel(0);
            for (int i = 0; i <= FileTree.MAX_FILES; i++) {
                zip.putNextEntry(new ZipEntry(i + ".jpg"));
            }
        }
        assertEquals(file + " has 200001 entries; the limit is 200000", message(file));
    }

    @Test
    void followsNoLinkOutOfTheFolder() throws Exception {
        Path outside = TestFiles.folder(temp.resolve("outside"), "cat.7.jpg", "cats/cat.8.jpg");
        Path folder = TestFiles.folder(temp.resolve("inside"), "cat.1.jpg", "dog.1.jpg");
        try {
            Files.createSymbolicLink(folder.resolve("cat.2.jpg"), outside.resolve("cat.7.jpg"));
            Files.createSymbolicLink(folder.resolve("more"), outside.resolve("cats"));
            Files.createSymbolicLink(folder.resolve("dog.3.jpg"), Path.of("dog.1.jpg"));
            Files.createSymbolicLink(folder.resolve("dog.4.jpg"), Path.of("nowhere.jpg"));
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no symbolic links here: " + e);
        }
        try (DataSet dataSet = DataSets.open("photos", folder, 0, 1)) {
            assertEquals(List.of("cat.1.jpg", "dog.1.jpg", "dog.3.jpg"), names(dataSet, Split.TRAIN));
            assertEquals("dog.1.jpg", text(dataSet.bytes(Split.TRAIN, "dog.3.jpg")));
            assertEquals(new LeftOut(0, 0, 0, 3), dataSet.leftOut());

            // A file that becomes a link afterwards is not followed either.
            Files.delete(folder.resolve("cat.1.jpg"));
            Files.createSymbolicLink(folder.resolve("cat.1.jpg"), outside.resolve("cat.7.jpg"));
            DataSetException e = assertThrows(DataSetException.class, () -> dataSet.bytes(Split.TRAIN, "cat.1.jpg"));
            assertTrue(String.valueOf(e.getMessage()).contains("leads out of the folder"), e.getMessage());
        }
    }

    @Test
    void leavesOutVideosAndPhotosThatNoBrowserShows() throws Exception {
        Path folder = TestFiles.folder(
                temp.resolve("phone"), "cat.1.jpg", "dog.1.jpg", "dog.2.mp4", "cat.3.HEIC", "dog.4.mov");
        try (DataSet dataSet = DataSets.open("photos", folder, 0, 1)) {
            assertEquals(List.of("cat.1.jpg", "dog.1.jpg"), names(dataSet, Split.TRAIN));
            assertEquals("3 non-images", dataSet.leftOut().toString());
        }
    }

    @Test
    void aPhotoThatMemoryIsTooSmallForIsLeftOutByName() throws Exception {
        Path folder = TestFiles.folder(temp.resolve("large"), "cat.1.jpg", "cat.2.jpg", "dog.1.jpg");
        PhotoReader reader = (name, photo, how) -> {
            if (name.equals("cat.2.jpg")) {
                throw new OutOfMemoryError("Java heap space");
            }
            return new byte[how.features()];
        };
        List<String> leftOut = new ArrayList<>();
        try (DataSet dataSet = DataSets.open("photos", folder, 0, 1)) {
            PhotoExamples examples = new ExampleStore(null, reader)
                    .prepared(dataSet, Split.TRAIN, PhotoPreparation.TUTORIAL, new PreparationProgress() {
                        @Override
                        public void at(int done, int total) {}

                        @Override
                        public void leftOut(String reason) {
                            leftOut.add(reason);
                        }
                    });
            assertEquals(List.of("cat.1.jpg", "dog.1.jpg"), examples.names());
        }
        assertEquals(List.of("cat.2.jpg needs more memory to decode than is available"), leftOut);
    }

    @Test
    void aPhotoThatMemoryWasShortForIsTriedAgainAndNeverMissingForGood() throws Exception {
        Path folder = TestFiles.folder(temp.resolve("short"), "cat.1.jpg", "cat.2.jpg", "dog.1.jpg");
        Path cache = Files.createDirectory(temp.resolve("kept"));
        AtomicInteger failures = new AtomicInteger();
        PhotoReader reader = (name, photo, how) -> {
            if (name.equals("cat.2.jpg") && failures.getAndDecrement() > 0) {
                throw PhotoException.tooLarge(name, null);
            }
            return new byte[how.features()];
        };
        List<String> all = List.of("cat.1.jpg", "cat.2.jpg", "dog.1.jpg");
        try (DataSet dataSet = DataSets.open("photos", folder, 0, 1)) {
            failures.set(2);
            assertEquals(List.of("cat.1.jpg", "dog.1.jpg"), prepared(cache, reader, dataSet));
            failures.set(1);
            assertEquals(all, prepared(cache, reader, dataSet), "what lacked a photo was not kept");
            failures.set(9);
            assertEquals(all, prepared(cache, reader, dataSet), "the whole was");
        }
    }

    private static List<String> prepared(Path cache, PhotoReader reader, DataSet dataSet) throws Exception {
        return new ExampleStore(cache, reader)
                .prepared(dataSet, Split.TRAIN, PhotoPreparation.TUTORIAL, PreparationProgress.NONE)
                .names();
    }
}
