package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;

/** The same photos prepared in several ways, in one store. */
final class PreparationsTest {
    @TempDir
    Path temp;

    private Path cache = Path.of("");
    private Path photos = Path.of("");
    private final AtomicInteger prepared = new AtomicInteger();

    /** Every value says the side. */
    private final PhotoReader bySide = (name, file, how) -> {
        prepared.incrementAndGet();
        byte[] photo = new byte[how.features()];
        Arrays.fill(photo, (byte) how.side());
        return photo;
    };

    @BeforeEach
    void makePhotos() throws Exception {
        cache = temp.resolve("cache");
        photos = TestFiles.folder(temp.resolve("photos"), "cat.1.jpg", "cat.2.jpg", "dog.1.jpg");
    }

    private DataSet open() throws DataSetException {
        return DataSets.open("photos", photos, 0, 1);
    }

    private static List<PhotoPreparation> ways() {
        List<PhotoPreparation> ways = new ArrayList<>();
        for (int side : new int[] {32, 64, 96}) {
            for (Resize resize : Resize.values()) {
                for (Crop crop : Crop.values()) {
                    ways.add(new PhotoPreparation(side, resize, crop));
                }
            }
        }
        ways.add(new PhotoPreparation(64, ChannelOrder.RGB, 255, Resize.OPENCV_CUBIC, Crop.STRETCH));
        return ways;
    }

    @Test
    void eachIsMadeOnceAndTheLastOfThemAreKeptBesideTheTutorials() throws Exception {
        ExampleStore store = new ExampleStore(cache, bySide);
        Set<Path> files = new HashSet<>();
        for (PhotoPreparation how : ways()) {
            PhotoExamples examples = store.prepared(open(), Split.TRAIN, how);
            assertEquals(how.side(), examples.side());
            assertEquals(3 * how.features(), examples.X().length);
            assertEquals(how.side(), examples.X()[0]);
            files.add(file(store, how));
        }
        assertEquals(13, files.size());
        assertEquals(3 * 13, prepared.get());
        assertTrue(files.contains(cache.resolve("photos-train.safetensors")), "the tutorial's is called as ever");
        ExampleStore later = new ExampleStore(cache, bySide);
        List<PhotoPreparation> kept = new ArrayList<>(ways().subList(9, 13));
        kept.add(PhotoPreparation.TUTORIAL);
        for (PhotoPreparation how : kept) {
            PhotoExamples examples = later.prepared(open(), Split.TRAIN, how);
            assertEquals(how.side(), examples.X()[examples.X().length - 1]);
            assertSame(examples, later.prepared(open(), Split.TRAIN, how));
        }
        assertEquals(3 * 13, prepared.get(), "all come from the files");
        try (Stream<Path> left = Files.list(cache)) {
            assertEquals(5, left.count(), "whoever asks for ever more ways fills no disk");
        }
    }

    /** As after the clock was set back, and after another process was killed while it wrote. */
    @Test
    void whatIsWrittenStaysAndWhatNobodyWritesGoes() throws Exception {
        ExampleStore store = new ExampleStore(cache, bySide);
        for (PhotoPreparation how : ways().subList(0, 4)) {
            Files.setLastModifiedTime(
                    file(store, how), FileTime.from(Instant.now().plus(Duration.ofHours(1))));
        }
        Path killed = Files.write(cache.resolve("photos-train-123.tmp"), new byte[1]);
        Files.setLastModifiedTime(killed, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path beingWritten = Files.write(cache.resolve("photos-train-456.tmp"), new byte[1]);
        Path latest = file(store, ways().get(8));
        assertTrue(Files.exists(latest));
        assertTrue(Files.exists(beingWritten));
        assertTrue(Files.notExists(killed));
        Files.delete(beingWritten);
        try (Stream<Path> left = Files.list(cache)) {
            assertEquals(4, left.count());
        }
    }

    private Path file(ExampleStore store, PhotoPreparation how) throws DataSetException {
        return store.open(open(), Split.TRAIN, how, PreparationProgress.NONE)
                .file()
                .orElseThrow();
    }

    @Test
    void aFileThatWasPreparedInAnotherWayIsNotTaken() throws Exception {
        PhotoPreparation area = new PhotoPreparation(64, Resize.AREA, Crop.STRETCH);
        ExampleStore store = new ExampleStore(cache, bySide);
        Path cubicFile = file(store, PhotoPreparation.TUTORIAL);
        Path areaFile = file(store, area);
        assertEquals(6, prepared.get());
        Files.copy(cubicFile, areaFile, StandardCopyOption.REPLACE_EXISTING);
        new ExampleStore(cache, bySide).prepared(open(), Split.TRAIN, area);
        assertEquals(9, prepared.get());
        assertNotEquals(-1, Files.mismatch(cubicFile, areaFile));
    }

    @Test
    void aPreparationThatGivesAnotherSideIsToldOf() {
        ExampleStore store = new ExampleStore(null, (name, file, how) -> new byte[32 * 32 * 3]);
        DataSetException failed = assertThrows(
                DataSetException.class, () -> store.prepared(open(), Split.TRAIN, PhotoPreparation.tutorial(48)));
        assertTrue(
                String.valueOf(failed.getMessage()).contains("prepared to 3072 values, not 6912"), failed.getMessage());
    }

    @Test
    void aSubsetKeepsTheSide() throws Exception {
        PhotoPreparation how = PhotoPreparation.tutorial(40);
        PhotoExamples all = new ExampleStore(null, bySide).prepared(open(), Split.TRAIN, how);
        PhotoExamples two = all.subset(2, 1);
        assertEquals(40, two.side());
        assertEquals(2 * how.features(), two.X().length);
        String file =
                new String(ExamplesHeader.of(two.names(), 0, open(), Split.TRAIN, how), StandardCharsets.ISO_8859_1);
        assertTrue(file.contains("\"shape\":[2,40,40,3]"), file.substring(8, 400));
        try (Stream<Path> files = Files.list(temp)) {
            assertTrue(files.noneMatch(cache::equals), "a store without a folder writes nothing");
        }
    }
}
