package org.layerlab.backend.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TriesTest {
    private static final String CLIENT = "192.0.2.1";

    private final AtomicLong now = new AtomicLong();
    private final Tries tries = new Tries(1, now::get);

    private static Hello code(int i) {
        return new Hello(false, "BBBB" + letter(i / 20) + letter(i % 20), "secret", "Eve");
    }

    private static char letter(int i) {
        return RoomCode.LETTERS.charAt(i);
    }

    /** Whether a code is right is known only later, and from another server much later. */
    @Test
    void noMoreCodesAreTriedAtOnceThanMayBeWrong() throws Exception {
        List<Callable<Tries.Try>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Hello hello = code(i);
            all.add(() -> tries.begin(CLIENT, hello));
        }
        int tried = 0;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Tries.Try> one : threads.invokeAll(all)) {
                tried += one.get().seconds() == 0 ? 1 : 0;
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(Tries.A_MINUTE, tried);
    }

    @Test
    void aCodeThatIsRightDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            Tries.Try one = tries.begin(CLIENT, code(i));
            assertEquals(0, one.seconds());
            tries.takeBack(one);
        }
        // Two pupils of one class at once are one try, whoever of them is seated first.
        for (int i = 0; i < 2 * Tries.A_MINUTE; i++) {
            Tries.Try mia = tries.begin(CLIENT, code(i));
            Tries.Try ben = tries.begin(CLIENT, code(i));
            assertEquals(0, ben.seconds());
            tries.takeBack(ben);
            tries.takeBack(mia);
        }
    }

    @Test
    void aMinuteLaterThereAreNewTries() {
        for (int i = 0; i < Tries.A_MINUTE; i++) {
            assertEquals(0, tries.begin(CLIENT, code(i)).seconds());
        }
        now.addAndGet(20_000_000_000L);
        Tries.Try refused = tries.begin(CLIENT, code(50));
        assertEquals(40, refused.seconds());
        tries.takeBack(refused);
        assertEquals(40, tries.begin(CLIENT, code(0)).seconds());
        now.addAndGet(40_000_000_000L);
        assertEquals(0, tries.begin(CLIENT, code(50)).seconds());
    }
}
