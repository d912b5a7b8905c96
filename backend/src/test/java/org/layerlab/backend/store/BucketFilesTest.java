package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.store.WithStore.ENOUGH;
import static org.layerlab.backend.store.WithStore.reason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.bucket.Bucket;
import org.layerlab.backend.bucket.BucketSettings;
import org.layerlab.backend.bucket.MisbehavingProxy;
import org.layerlab.backend.bucket.TestBuckets;
import org.layerlab.backend.server.CapturedLog;
import org.layerlab.backend.store.StoreException.Reason;

/** What is fetched from a bucket passes through a temporary folder, which systems clean. */
class BucketFilesTest {
    private final BucketSettings settings = TestBuckets.at(TestBuckets.endpoint());
    private final StoreHome.InBucket home = new StoreHome.InBucket(settings);
    private final MisbehavingProxy proxy = new MisbehavingProxy(TestBuckets.endpoint());
    private final byte[] file = SampleModels.safetensors("Rings", 1);

    @TempDir
    Path temporary;

    @AfterEach
    void close() throws Exception {
        proxy.close();
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    private static Path scratch(BucketStore store) throws Exception {
        Path file = store.newTemporaryFile();
        Files.delete(file);
        return Objects.requireNonNull(file.getParent());
    }

    @Test
    void aTemporaryFolderThatTheSystemRemovedIsMadeAgain() throws Exception {
        Path folder;
        try (BucketStore store = BucketStoreTest.open(settings, ENOUGH)) {
            String id = store.save(file, true).model().id();
            folder = scratch(store);
            for (Path gone : List.of(folder, folder.resolve("cache"), folder)) {
                assertArrayEquals(file, store.read(id));
                remove(gone);
                assertArrayEquals(file, store.read(id));
                assertTrue(store.readyFile(id, ModelFormat.SAFETENSORS).isPresent(), "it is kept");
                assertEquals(folder, scratch(store));
            }
            remove(folder);
            store.checkWritable();
            assertNull(FolderLock.tryTakeLeft(folder), "no other process takes it for a leftover");
            remove(folder);
            assertNull(store.file(id, ModelFormat.NPZ).content(), "conversions are kept again too");
            assertEquals(folder, scratch(store));
            assertTrue(Files.exists(folder.resolve(".lock")));
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                assertEquals(3, Files.getPosixFilePermissions(folder).size(), "others may not look into it");
            }
        }
        assertFalse(Files.exists(folder));
    }

    @Test
    void aClosedStoreMakesNoFolder() throws Exception {
        Scratch scratch = Scratch.create(temporary);
        scratch.close();
        assertThrows(IOException.class, () -> scratch.newTemporary("late-"));
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void whereNothingCanBeWrittenModelsCannotBeReadForNow() throws Exception {
        try (BucketStore store = BucketStoreTest.open(settings, ENOUGH)) {
            String id = store.save(file, true).model().id();
            Path folder = scratch(store);
            store.checkWritable();
            remove(folder);
            Files.createFile(folder);
            assertEquals(Reason.UNREACHABLE, reason(() -> store.read(id)));
            assertEquals(Reason.UNREACHABLE, reason(() -> store.file(id, ModelFormat.ONNX)));
            assertEquals(Reason.UNWRITABLE, reason(store::checkWritable));
            assertEquals(Reason.UNWRITABLE, reason(store::newTemporaryFile));
            Files.delete(folder);
            assertArrayEquals(file, store.read(id));
            store.checkWritable();
        }
    }

    @Test
    void aDamagedModelIsFetchedOnceAMinuteAndToldOfAsOften() throws Exception {
        StoredModel model;
        try (BucketStore store = BucketStoreTest.open(settings, ENOUGH)) {
            model = store.save(file, true).model();
        }
        byte[] bad = file.clone();
        bad[bad.length - 1] ^= 1;
        home.write(model.id() + ".safetensors", bad);
        AtomicLong nanos = new AtomicLong();
        try (CapturedLog log = new CapturedLog();
                Scratch scratch = Scratch.create(temporary);
                Bucket bucket =
                        Bucket.open(TestBuckets.through(settings, proxy.endpoint(), BucketStoreTest.IMPATIENT))) {
            FileCache cache = new FileCache(scratch.folder().resolve("cache"), 1 << 20, true, scratch::createFolder);
            BucketFiles files = new BucketFiles(new BucketObjects(bucket), cache, scratch, nanos::get);
            for (int i = 0; i < 5; i++) {
                assertEquals(Reason.DAMAGED, reason(() -> files.check(model)));
            }
            assertEquals(4, proxy.requests(), "twice in each of the first two requests");
            assertEquals(1, log.lines(model.id()).size(), log.text());
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            assertEquals(Reason.DAMAGED, reason(() -> files.read(model)));
            assertEquals(6, proxy.requests());
            assertEquals(2, log.lines(model.id()).size(), log.text());
            home.write(model.id() + ".safetensors", file);
            assertEquals(Reason.DAMAGED, reason(() -> files.check(model)));
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            assertArrayEquals(file, files.read(model));
        }
    }

    @Test
    void aDamagedModelThatIsSavedAgainIsThereAtOnce() throws Exception {
        try (BucketStore store = BucketStoreTest.open(settings, ENOUGH)) {
            String id = store.save(file, true).model().id();
            home.write(id + ".safetensors", new byte[file.length]);
            for (int i = 0; i < 3; i++) {
                assertEquals(Reason.DAMAGED, reason(() -> store.read(id)));
            }
            store.save(file, true);
            assertArrayEquals(file, store.read(id));
        }
    }
}
