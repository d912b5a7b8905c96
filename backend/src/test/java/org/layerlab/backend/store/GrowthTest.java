package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.bucket.TestBuckets;
import org.layerlab.network.file.Limits;

/** What more and more models cost a server: disk, memory, the start, a save, the list and a search. */
@EnabledIfSystemProperty(named = "layerlab.growth", matches = "[0-9,]+", disabledReason = "measures, and tests nothing")
class GrowthTest {
    private static final int TIMES = 51;
    private static final long BLOCK = 4096;

    @TempDir
    Path temporary;

    private interface Action {
        void run() throws Exception;
    }

    @Test
    void printsATable() throws Exception {
        System.out.println("| store | models | MB of files | MB on disk | start, s | heap, KB a model | save, ms |"
                + " first page, ms | search, ms |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int count : Pattern.compile(",")
                .splitAsStream(System.getProperty("layerlab.growth", ""))
                .mapToInt(Integer::parseInt)
                .toArray()) {
            Path folder = temporary.resolve("store" + count);
            measure("folder", new FolderPlace(folder), count, Optional.of(folder));
            measure("bucket", new BucketPlace(TestBuckets.at(TestBuckets.endpoint())), count, Optional.empty());
        }
    }

    private static ModelStore open(StorePlace place) throws StoreException {
        return place.open(Clock.systemUTC(), new SecureRandom(), Limits.DEFAULT, 1L << 40, Map.of());
    }

    private static void measure(String name, StorePlace place, int count, Optional<Path> folder) throws Exception {
        double save = fill(place, count);
        long before = heap();
        long begun = System.nanoTime();
        try (ModelStore store = open(place)) {
            double start = (System.nanoTime() - begun) / 1e9;
            double kilobytes = (heap() - before) / 1024.0 / count;
            double list = median(() -> store.list(ModelQuery.ALL, Optional.empty(), 50));
            ModelQuery rare = ModelQuery.of("nothing is called so", Optional.empty());
            double search = median(() -> store.list(rare, Optional.empty(), 50));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %s | %s | %.2f | %.2f | %.2f | %.3f | %.2f |%n",
                    name,
                    count,
                    folder.isEmpty() ? "" : megabytes(folder.get(), 1),
                    folder.isEmpty() ? "" : megabytes(folder.get(), BLOCK),
                    start,
                    kilobytes,
                    save,
                    list,
                    search);
        }
    }

    /** Milliseconds that one of the last saves takes. */
    private static double fill(StorePlace place, int count) throws Exception {
        try (ModelStore store = open(place)) {
            for (int i = 0; i < count - TIMES; i++) {
                store.save(SampleModels.safetensors("Model " + i, i), true);
            }
            int[] next = {count - TIMES};
            return median(() -> store.save(SampleModels.safetensors("Model " + next[0], next[0]++), true));
        }
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Median of milliseconds. */
    private static double median(Action action) throws Exception {
        double[] millis = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            action.run();
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        return millis[TIMES / 2];
    }

    /** All files, each in whole blocks. */
    private static String megabytes(Path folder, long block) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += (Files.size(file) + block - 1) / block * block;
            }
        }
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }
}
