package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.File;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.backend.JavaCommand;
import org.layerlab.backend.Main;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** Prepared photos may take most of the memory; decoding the others, and writing them, gets along with the rest. */
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

    @ParameterizedTest
    @CsvSource({"32, 1024, 5", "32, 341, 1", "32, 64, 1", "2, 1024, 2", "8, 4096, 8", "1, 100000, 1"})
    void asManyAreDecodedAtOnceAsThereIsMemoryFor(int cores, long megabytes, int workers) {
        assertEquals(workers, Preparing.workers(cores, megabytes << 20));
    }

    /** With this option of Java, nobody can try another time. */
    @Test
    void manyCoresDoNotEndAServerOfLittleMemory() throws Exception {
        Path photos = Files.createDirectory(temp.resolve("large"));
        BufferedImage picture = new BufferedImage(4000, 3000, BufferedImage.TYPE_3BYTE_BGR);
        File first = photos.resolve("cat.0.jpg").toFile();
        ImageIO.write(picture, "jpg", first);
        for (int i = 1; i < 12; i++) {
            Files.copy(first.toPath(), photos.resolve((i % 2 == 0 ? "cat." : "dog.") + i + ".jpg"));
        }
        List<String> command = JavaCommand.of(
                Main.class,
                "prepare",
                "--dataset",
                photos.toString(),
                "--cache",
                temp.resolve("cache").toString());
        command.addAll(
                1,
                List.of("-Xmx256m", "-XX:ActiveProcessorCount=12", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
