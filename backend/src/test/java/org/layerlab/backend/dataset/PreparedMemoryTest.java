package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** Prepared photos may take most of the memory; writing them gets along with the rest. */
final class PreparedMemoryTest {
    private static final PhotoPreparation LARGE = PhotoPreparation.tutorial(224);
    private static final int PHOTOS = 40;

    /** The one whose content says so is broken. */
    private final PhotoReader reader = (name, file, how) -> {
        if (name.equals("cat.7.jpg")) {
            throw new PhotoException(name + " is broken");
        }
        return new byte[how.features()];
    };

    @TempDir
    Path temp;

    private PreparedSplit opened() throws Exception {
        Path photos = TestFiles.folder(
                temp.resolve("photos"),
                IntStream.range(0, PHOTOS)
                        .mapToObj(i -> (i % 2 == 0 ? "dog." : "cat.") + i + ".jpg")
                        .toArray(String[]::new));
        try (DataSet dataSet = DataSets.open("photos", photos, 0, 1)) {
            return new ExampleStore(temp.resolve("cache"), reader)
                    .open(dataSet, Split.TRAIN, LARGE, PreparationProgress.NONE);
        }
    }

    @Test
    void photosAreNotCopiedBecauseOneIsLeftOut() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        PreparedSplit split = opened();
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertEquals(PHOTOS - 1, split.size());
        assertTrue(split.file().isPresent());
        assertTrue(allocated < 1.5 * PHOTOS * LARGE.features(), allocated + " bytes");
    }

    @Test
    void photosAreWrittenInPieces() throws Exception {
        long before = direct();
        assertTrue(opened().file().isPresent());
        long copied = direct() - before;
        assertTrue(copied < LARGE.features(), copied + " bytes outside the heap");
    }

    /** Bytes outside the heap. */
    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
