package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.network.data.PhotoPreparation;

/** The files of prepared photos outlive a server, and several may share them: what they have must be what is there. */
final class SharedPreparedTest {
    private static final PhotoPreparation TUTORIAL = PhotoPreparation.TUTORIAL;

    @TempDir
    Path temp;

    /** Sets every value to the file's length. */
    private final PhotoReader byLength = (name, file, how) -> {
        byte[] photo = new byte[how.features()];
        Arrays.fill(photo, (byte) file.length);
        return photo;
    };

    private Path photos() throws Exception {
        return TestFiles.folder(temp.resolve("photos"), "cat.1.jpg", "dog.20.jpg");
    }

    private ExampleStore store() {
        return new ExampleStore(temp.resolve("prepared"), byLength);
    }

    private static PreparedSplit open(ExampleStore store, DataSet dataSet) throws DataSetException {
        return store.open(dataSet, Split.TRAIN, TUTORIAL, PreparationProgress.NONE);
    }

    /** The first value of each photo of a subset. */
    private static byte[] firsts(PreparedSplit split, int limit) throws IOException {
        try (Pieces pieces = split.subset(limit, 1)) {
            byte[] all = pieces.read(0, (int) pieces.size());
            byte[] firsts = new byte[limit];
            for (int i = 0; i < limit; i++) {
                firsts[i] = all[all.length - limit - (limit - i) * TUTORIAL.features()];
            }
            return firsts;
        }
    }

    @Test
    void aServerThatKnowsNewerPhotosDoesNotChangeWhatAnotherSends() throws Exception {
        Path photos = photos();
        ExampleStore first = store();
        try (DataSet before = DataSets.open("photos", photos, 0, 1)) {
            PreparedSplit split = open(first, before);
            assertEquals(List.of((byte) 9, (byte) 10), list(firsts(split, 2)));
            Files.write(photos.resolve("cat.0.jpg"), new byte[77]);
            try (DataSet after = DataSets.open("photos", photos, 0, 1)) {
                assertEquals(List.of((byte) 77, (byte) 9, (byte) 10), list(firsts(open(store(), after), 3)));
            }
            assertTrue(first.ready(before, Split.TRAIN, TUTORIAL).isEmpty(), "the file is another one");
            assertThrows(IOException.class, () -> split.subset(2, 1));
            assertThrows(IOException.class, split::openFile);
            PreparedSplit again = open(first, before);
            assertEquals(List.of((byte) 9, (byte) 10), list(firsts(again, 2)));
            try (FileChannel whole = again.openFile()) {
                assertEquals(again.fileSize(), whole.size());
            }
            assertTrue(first.ready(before, Split.TRAIN, TUTORIAL).isPresent());
        }
    }

    private static List<Byte> list(byte[] values) {
        Byte[] list = new Byte[values.length];
        Arrays.setAll(list, i -> values[i]);
        return List.of(list);
    }

    @Test
    void photosInMemoryHaveNoFile() throws Exception {
        try (DataSet dataSet = DataSets.open("photos", photos(), 0, 1)) {
            PreparedSplit split = open(new ExampleStore(null, byLength), dataSet);
            assertThrows(IllegalStateException.class, split::openFile);
        }
    }

    @Test
    void whatAFormerDecoderPreparedIsPreparedAgain() throws Exception {
        assertEquals(drawings(PhotoDecoder.VERSION), DataSets.drawings().fingerprint(Split.TRAIN));
        assertNotEquals(drawings(PhotoDecoder.VERSION), drawings(PhotoDecoder.VERSION + 1));
        Path photos = photos();
        Fingerprint expected = new Fingerprint()
                .add("photos")
                .add(PhotoDecoder.VERSION)
                .add(photos.toAbsolutePath().normalize())
                .add("train");
        for (String name : List.of("cat.1.jpg", "dog.20.jpg")) {
            Path file = photos.resolve(name);
            expected.add(name)
                    .add(name.startsWith("dog") ? 1 : 0)
                    .add(name)
                    .add(Files.size(file))
                    .add(Files.getLastModifiedTime(file).toMillis());
        }
        try (DataSet dataSet = DataSets.open("photos", photos, 0, 1)) {
            assertEquals(expected.hex(), dataSet.fingerprint(Split.TRAIN));
        }
    }

    private static String drawings(int decoder) {
        return new Fingerprint()
                .add("drawings")
                .add(decoder)
                .add(1)
                .add(1L)
                .add("train")
                .hex();
    }

    /** Fails for one file of a folder as long as it is told to. */
    private record Failing(FileTree tree, AtomicBoolean fails) implements FileTree {
        @Override
        public String kind() {
            return tree.kind();
        }

        @Override
        public List<Entry> entries() {
            return tree.entries();
        }

        @Override
        public LeftOut leftOut() {
            return tree.leftOut();
        }

        @Override
        public byte[] read(Entry entry) throws IOException {
            if (fails.get() && entry.name().equals("dog.20.jpg")) {
                throw new FileSystemException(entry.path(), null, "Input/output error");
            }
            return tree.read(entry);
        }

        @Override
        public void close() {
            tree.close();
        }
    }

    @Test
    void aPhotoThatCouldNotBeReadOnceIsNotMissingForGood() throws Exception {
        Path photos = photos();
        AtomicBoolean fails = new AtomicBoolean(true);
        Failing tree = new Failing(FolderTree.open(photos), fails);
        try (DataSet dataSet = new StoredDataSet("photos", photos, tree, Layout.of(photos, tree, 0, 1))) {
            String why = String.valueOf(
                    assertThrows(UnreadPhotoException.class, () -> dataSet.bytes(Split.TRAIN, "dog.20.jpg"))
                            .getMessage());
            assertTrue(why.contains("cannot be read: dog.20.jpg: Input/output error"), why);
            assertEquals(1, store().prepared(dataSet, Split.TRAIN, TUTORIAL).size());
            PreparedSplit open = open(store(), dataSet);
            assertEquals(1, open.size());
            assertTrue(open.file().isEmpty(), "it is not kept");
            assertTrue(open.incomplete().isPresent());
            fails.set(false);
            assertEquals(2, store().prepared(dataSet, Split.TRAIN, TUTORIAL).size());
            fails.set(true);
            assertEquals(2, open(store(), dataSet).size(), "the whole is kept");
            assertTrue(open(store(), dataSet).incomplete().isEmpty());
        }
    }

    /** A damaged entry is damaged the next time too, but a zip that was closed meanwhile tells nothing of its photos. */
    @Test
    void aDamagedEntryIsLeftOutForGood() throws Exception {
        Path file = TestFiles.zip(temp.resolve("a.zip"), "cat.1.jpg", "dog.1.jpg");
        byte[] zip = Files.readAllBytes(file);
        // The first byte of the compressed content: an unknown kind of block.
        zip[30 + "cat.1.jpg".length()] = 7;
        Files.write(file, zip);
        DataSet dataSet = DataSets.open("photos", file, 0, 1);
        DataSetException damaged = assertThrows(DataSetException.class, () -> dataSet.bytes(Split.TRAIN, "cat.1.jpg"));
        assertEquals(DataSetException.class, damaged.getClass(), damaged.getMessage());
        assertEquals("dog.1.jpg", new String(dataSet.bytes(Split.TRAIN, "dog.1.jpg"), StandardCharsets.UTF_8));
        assertTrue(open(store(), dataSet).file().isPresent());
        dataSet.close();
        assertThrows(UnreadPhotoException.class, () -> dataSet.bytes(Split.TRAIN, "dog.1.jpg"));
    }
}
