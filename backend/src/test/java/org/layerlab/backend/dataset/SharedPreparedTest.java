package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
}
