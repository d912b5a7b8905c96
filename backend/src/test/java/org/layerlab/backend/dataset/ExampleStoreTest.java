package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

final class ExampleStoreTest {
    private static final PhotoPreparation TUTORIAL = PhotoPreparation.TUTORIAL;
    private static final int FEATURES = TUTORIAL.features();

    @TempDir
    Path temp;

    private Path photos = Path.of("");
    private Path cache = Path.of("");
    private final AtomicInteger prepared = new AtomicInteger();

    /** Sets every value to the file's length; a file of 7 bytes is broken. */
    private final PhotoReader byLength = (name, file, how) -> {
        prepared.incrementAndGet();
        if (file.length == 7) {
            throw new PhotoException(name + " has 7 bytes");
        }
        byte[] photo = new byte[how.features()];
        Arrays.fill(photo, (byte) file.length);
        return photo;
    };

    @BeforeEach
    void makePhotos() throws Exception {
        cache = temp.resolve("cache");
        photos = temp.resolve("photos");
        for (int i = 1; i <= 20; i++) {
            write("train/cat." + i + ".jpg", i);
            write("train/dog." + i + ".jpg", 100 + i);
        }
        write("test/cat.1.jpg", 50);
        write("test/dog.1.jpg", 51);
    }

    private void write(String path, int length) throws Exception {
        Path file = photos.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[length]);
    }

    private DataSet open() throws DataSetException {
        return DataSets.open("photos", photos);
    }

    @Test
    void preparesInOrderWithoutTheBrokenOnes() throws Exception {
        List<String> progress = new ArrayList<>();
        PhotoExamples examples = new ExampleStore(cache, byLength)
                .prepared(open(), Split.TRAIN, TUTORIAL, (done, total) -> progress.add(done + "/" + total));
        assertEquals(39, examples.size());
        assertEquals(1, examples.skipped(), "cat.7.jpg is broken");
        assertEquals(List.of("cat.6.jpg", "cat.8.jpg"), examples.names().subList(5, 7));
        assertEquals("dog.20.jpg", examples.names().get(38));
        for (int i = 0; i < 39; i++) {
            String name = examples.names().get(i);
            int number = Integer.parseInt(name.substring(4, name.length() - 4));
            assertEquals(name.startsWith("dog") ? 1 : 0, examples.Y()[i], name);
            int value = name.startsWith("dog") ? 100 + number : number;
            assertEquals((byte) value, examples.X()[i * FEATURES], name);
            assertEquals((byte) value, examples.X()[(i + 1) * FEATURES - 1], name);
        }
        List<String> expected = new ArrayList<>();
        for (int done = 1; done <= 40; done++) {
            expected.add(done + "/40");
        }
        assertEquals(expected, progress);
    }

    @Test
    void keepsWhatItPrepared() throws Exception {
        PhotoExamples first = new ExampleStore(cache, byLength).prepared(open(), Split.TRAIN, TUTORIAL);
        assertEquals(40, prepared.get());
        ExampleStore store = new ExampleStore(cache, byLength);
        PhotoExamples second = store.prepared(open(), Split.TRAIN, TUTORIAL);
        assertEquals(40, prepared.get(), "it comes from the file");
        assertArrayEquals(first.X(), second.X());
        assertArrayEquals(first.Y(), second.Y());
        assertEquals(first.names(), second.names());
        assertEquals(1, second.skipped());
        assertSame(second, store.prepared(open(), Split.TRAIN, TUTORIAL), "it comes from memory");
        assertEquals(List.of("photos-train.safetensors"), filesIn(cache), "nothing temporary is left");
    }

    @Test
    void preparesAnewWhenAFileChanges() throws Exception {
        ExampleStore store = new ExampleStore(cache, byLength);
        store.prepared(open(), Split.TRAIN, TUTORIAL);
        write("train/cat.7.jpg", 8);
        assertEquals(0, store.prepared(open(), Split.TRAIN, TUTORIAL).skipped());
        assertEquals(80, prepared.get());
        write("train/dog.21.jpg", 9);
        assertEquals(
                41,
                new ExampleStore(cache, byLength)
                        .prepared(open(), Split.TRAIN, TUTORIAL)
                        .size());
        Files.delete(photos.resolve("train/dog.21.jpg"));
        assertEquals(
                40,
                new ExampleStore(cache, byLength)
                        .prepared(open(), Split.TRAIN, TUTORIAL)
                        .size());
        assertEquals(List.of("photos-train.safetensors"), filesIn(cache));
    }

    @Test
    void preparesAnewWhenTheFileIsDamaged() throws Exception {
        PhotoExamples whole = new ExampleStore(cache, byLength).prepared(open(), Split.TEST, TUTORIAL);
        Path file = cache.resolve("photos-test.safetensors");
        byte[] good = Files.readAllBytes(file);
        List<byte[]> damaged = new ArrayList<>();
        damaged.add(new byte[0]);
        damaged.add(new byte[100]);
        damaged.add(Arrays.copyOf(good, good.length - 1));
        damaged.add(Arrays.copyOf(good, good.length + 1));
        damaged.add(Arrays.copyOf(good, 40));
        byte[] lying = good.clone();
        Arrays.fill(lying, 0, 8, (byte) 0x7f);
        damaged.add(lying);
        byte[] noJson = good.clone();
        noJson[8] = '!';
        damaged.add(noJson);
        for (int label : new int[] {0, 2, 77}) {
            byte[] mislabeled = good.clone();
            mislabeled[good.length - 1] = (byte) label; // a dog's
            damaged.add(mislabeled);
        }
        int expected = prepared.get();
        for (byte[] bytes : damaged) {
            Files.write(file, bytes);
            PhotoExamples examples = new ExampleStore(cache, byLength).prepared(open(), Split.TEST, TUTORIAL);
            expected += 2;
            assertEquals(expected, prepared.get());
            assertArrayEquals(whole.X(), examples.X());
            assertArrayEquals(whole.Y(), examples.Y());
            assertArrayEquals(good, Files.readAllBytes(file));
            Files.write(file, bytes);
            new ExampleStore(cache, byLength).open(open(), Split.TEST, TUTORIAL, PreparationProgress.NONE);
            expected += 2;
            assertEquals(expected, prepared.get());
            assertArrayEquals(good, Files.readAllBytes(file));
        }
    }

    @Test
    void writesSafetensors() throws Exception {
        ExampleStore store = new ExampleStore(cache, byLength);
        try (DataSet dataSet = open()) {
            byte[] file = Files.readAllBytes(store.open(dataSet, Split.TRAIN, TUTORIAL, PreparationProgress.NONE)
                    .file()
                    .orElseThrow());
            // The same in pieces, of any length.
            try (Pieces pieces =
                    store.ready(dataSet, Split.TRAIN, TUTORIAL).orElseThrow().subset(39, 0)) {
                assertEquals(file.length, pieces.size());
                ByteBuffer all = ByteBuffer.allocate(file.length);
                SplittableRandom random = new SplittableRandom(1);
                while (all.hasRemaining()) {
                    int length = Math.min(all.remaining(), random.nextInt(1, 50_000));
                    all.put(pieces.read(all.position(), length));
                }
                assertArrayEquals(file, all.array());
            }
            int headerLength =
                    (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
            assertEquals(0, (8 + headerLength) % 64, "the values are aligned");
            JsonObject header = Json.parse(new String(file, 8, headerLength, StandardCharsets.UTF_8))
                    .asObject();
            JsonObject X = header.get("X").asObject();
            assertEquals("U8", X.getString("dtype", ""));
            assertEquals("[39,64,64,3]", X.get("shape").toString());
            assertEquals("[0," + 39 * 12288 + "]", X.get("data_offsets").toString());
            assertEquals("[39]", header.get("Y").asObject().get("shape").toString());
            assertEquals(8 + headerLength + 39 * 12289, file.length);
            assertEquals(1, file[file.length - 1], "the last one is a dog");
        }
    }

    @Test
    void preparesOnceWhenTwoAskAtOnce() throws Exception {
        ExampleStore store = new ExampleStore(cache, byLength);
        DataSet dataSet = open();
        List<CompletableFuture<PhotoExamples>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return store.prepared(dataSet, Split.TRAIN, TUTORIAL);
                } catch (DataSetException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        assertSame(both.get(0).get(), both.get(1).get());
        assertEquals(40, prepared.get());
    }

    @Test
    void saysWhenNoImageCanBeRead() throws Exception {
        Path broken = TestFiles.folder(temp.resolve("broken"), "cat.1.jpg", "dog.1.jpg");
        try (DataSet dataSet = DataSets.open("broken", broken, 0, 1)) {
            ExampleStore store = new ExampleStore(cache, new PhotoDecoder()::prepare);
            String message = String.valueOf(
                    assertThrows(DataSetException.class, () -> store.prepared(dataSet, Split.TRAIN, TUTORIAL))
                            .getMessage());
            assertTrue(
                    message.startsWith(
                            "none of the 2 train images of data set broken can be read; the first: cat.1.jpg"),
                    message);
            String none = String.valueOf(
                    assertThrows(DataSetException.class, () -> store.prepared(dataSet, Split.TEST, TUTORIAL))
                            .getMessage());
            assertEquals("data set broken has no test images", none);
        }
    }

    @Test
    void giveWhatTheDiskDoesNotTakeFromMemory() throws Exception {
        ExampleStore kept = new ExampleStore(cache, byLength);
        ExampleStore lost = new ExampleStore(Files.write(temp.resolve("no folder"), new byte[1]), byLength);
        for (int limit : new int[] {1, 7, 39}) {
            byte[] file;
            try (Pieces pieces = kept.open(open(), Split.TRAIN, TUTORIAL, PreparationProgress.NONE)
                    .subset(limit, 5)) {
                file = pieces.read(0, (int) pieces.size());
                assertTrue(pieces.memory() < 10_000, "the pixels are in the file");
            }
            PreparedSplit inMemory = lost.open(open(), Split.TRAIN, TUTORIAL, PreparationProgress.NONE);
            assertTrue(inMemory.file().isEmpty());
            try (Pieces pieces = inMemory.subset(limit, 5)) {
                assertTrue(pieces.memory() > 39L * FEATURES, "all pixels stay in memory while some are sent");
                assertArrayEquals(file, pieces.read(0, (int) pieces.size()));
            }
        }
        assertEquals(80, prepared.get(), "each prepared once");
    }

    @Test
    void saysWhereItCannotKeepThem() throws Exception {
        Path file = Files.write(temp.resolve("a file"), new byte[1]);
        ExampleStore store = new ExampleStore(file, byLength);
        String message =
                String.valueOf(assertThrows(DataSetException.class, () -> store.prepared(open(), Split.TEST, TUTORIAL))
                        .getMessage());
        assertTrue(message.contains(file.toString()), message);
    }

    @Test
    void passesOnABugOfThePreparation() throws Exception {
        ExampleStore store = new ExampleStore(null, (name, bytes, how) -> new byte[3]);
        String message =
                String.valueOf(assertThrows(DataSetException.class, () -> store.prepared(open(), Split.TEST, TUTORIAL))
                        .getMessage());
        assertTrue(message.contains("prepared to 3 values, not 12288"), message);
    }

    @Test
    void preparesRealImages() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("real"));
        Files.write(folder.resolve("cat.1.png"), TestFiles.png(0x102030));
        Files.write(folder.resolve("dog.1.png"), TestFiles.png(0xa0b0c0));
        Files.write(folder.resolve("dog.2.png"), new byte[0]);
        try (DataSet dataSet = DataSets.open("real", folder, 0, 1)) {
            PhotoExamples examples =
                    new ExampleStore(null, new PhotoDecoder()::prepare).prepared(dataSet, Split.TRAIN, TUTORIAL);
            assertEquals(List.of("cat.1.png", "dog.1.png"), examples.names());
            assertEquals(1, examples.skipped());
            assertArrayEquals(new byte[] {0x30, 0x20, 0x10}, Arrays.copyOf(examples.X(), 3), "blue, green, red");
        }
    }

    @Test
    void aDataSetTakenAwayMeanwhileIsNotKeptInPart() throws Exception {
        ExampleStore store = new ExampleStore(cache, (name, file, how) -> {
            // Other threads wait, else they may have read the dogs before all of them are gone.
            synchronized (prepared) {
                if (prepared.incrementAndGet() == 3) {
                    try {
                        for (int i = 1; i <= 20; i++) {
                            Files.deleteIfExists(photos.resolve("train/dog." + i + ".jpg"));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
            return new byte[how.features()];
        });
        DataSet dataSet = open();
        DataSetGoneException gone =
                assertThrows(DataSetGoneException.class, () -> store.prepared(dataSet, Split.TRAIN, TUTORIAL));
        assertTrue(String.valueOf(gone.getMessage()).contains("is no longer in"), gone.getMessage());
        assertTrue(Files.notExists(cache) || filesIn(cache).isEmpty());
        assertEquals(2, store.prepared(dataSet, Split.TEST, TUTORIAL).size(), "what is there still serves");
    }

    @Test
    void tellsWhatItLeavesOutAndTakesTheSmallestPhoto() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("odd"));
        BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        dot.setRGB(0, 0, 0x102030);
        ImageIO.write(dot, "png", folder.resolve("cat.1.png").toFile());
        Files.write(folder.resolve("dog.1.png"), TestFiles.png(0x405060));
        byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0mif1heic and so on".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("cat.2.jpg"), heic);
        byte[] video = "\0\0\0\u0018ftypmp42\0\0\0\0isommp42 and so on".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("dog.2.jpg"), video);
        List<String> reasons = Collections.synchronizedList(new ArrayList<>());
        try (DataSet dataSet = DataSets.open("odd", folder, 0, 1)) {
            PhotoExamples examples = new ExampleStore(null, new PhotoDecoder()::prepare)
                    .prepared(dataSet, Split.TRAIN, TUTORIAL, new PreparationProgress() {
                        @Override
                        public void at(int done, int total) {
                            assertEquals(4, total);
                        }

                        @Override
                        public void leftOut(String why) {
                            reasons.add(why);
                        }
                    });
            assertEquals(List.of("cat.1.png", "dog.1.png"), examples.names());
            assertEquals(2, examples.skipped());
            for (int i = 0; i < FEATURES; i++) {
                assertEquals(0x30 - 0x10 * (i % 3), examples.X()[i], "every pixel is the one");
            }
        }
        Collections.sort(reasons);
        assertTrue(reasons.get(0).startsWith("cat.2.jpg is"), reasons.toString());
        assertTrue(reasons.get(0).contains("cut off"), reasons.toString());
        assertTrue(reasons.get(1).startsWith("dog.2.jpg is"), reasons.toString());
    }

    @Test
    void givesTheSamePartForASeed() throws Exception {
        PhotoExamples all = new ExampleStore(null, byLength).prepared(open(), Split.TRAIN, TUTORIAL);
        PhotoExamples ten = all.subset(10, 3);
        assertEquals(10, ten.size());
        assertEquals(ten.names(), all.subset(10, 3).names());
        assertNotEquals(ten.names(), all.subset(10, 4).names());
        assertTrue(all.subset(11, 3).names().containsAll(ten.names()));
        int[] order = new NumpyRandom(3).permutation(39);
        List<String> expected = Arrays.stream(order, 0, 10)
                .sorted()
                .mapToObj(i -> all.names().get(i))
                .toList();
        assertEquals(expected, ten.names());
        for (int i = 0; i < 10; i++) {
            int from = all.names().indexOf(ten.names().get(i));
            assertEquals(all.Y()[from], ten.Y()[i]);
            assertEquals(all.X()[from * FEATURES], ten.X()[i * FEATURES]);
        }
        assertSame(all, all.subset(39, 3));
        assertEquals(0, all.subset(0, 3).size());
        assertThrows(IllegalArgumentException.class, () -> all.subset(-1, 3));
    }

    private static List<String> filesIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
