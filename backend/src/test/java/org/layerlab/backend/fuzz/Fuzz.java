package org.layerlab.backend.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.file.ParameterFileException;

/** Gives a reader damaged files, which it takes or refuses with the exception that it documents. */
final class Fuzz {
    private static final int IN_THE_BUILD = 10_000;

    /** Fewer may all be taken or all be refused. */
    private static final int ENOUGH = 1000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Fuzz() {}

    /** Reads a file and uses what was read. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] file, SplittableRandom random) throws ParameterFileException, PhotoException;
    }

    /** How many files each reader gets. */
    static long executions() {
        return Long.getLong("layerlab.fuzz", IN_THE_BUILD);
    }

    /**
     * Runs a reader on damaged copies of sound files.
     *
     * @param mostAllocated bytes that it may allocate for one of them
     */
    static void run(long mostAllocated, Reader reader, byte[]... sound) {
        long first = Long.getLong("layerlab.fuzz.seed", 1);
        long executions = executions();
        long refused = 0;
        for (long seed = first; seed < first + executions; seed++) {
            String again = "repeat with -Dlayerlab.fuzz=1 -Dlayerlab.fuzz.seed=" + seed;
            // Neighboring seeds begin alike in no way that matters: the generator mixes them.
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = Mutation.of(sound[random.nextInt(sound.length)], random);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                reader.read(damaged, random);
            } catch (ParameterFileException | PhotoException e) {
                refused++;
                String message = String.valueOf(e.getMessage());
                assertFalse(message.isBlank() || message.indexOf('\n') >= 0, () -> message + "; " + again);
            } catch (RuntimeException | Error e) {
                fail(again, e);
            }
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated <= mostAllocated, () -> allocated + " bytes were allocated; " + again);
        }
        if (executions >= ENOUGH) {
            assertTrue(refused > executions / 100, "only " + refused + " were refused: nothing is damaged");
            assertTrue(refused < executions, "none was taken: what follows is not tried");
        }
    }
}
