package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the JVM's hook does in each state of a command. */
class InterruptionTest {
    private final Interruption interruption = Interruption.none();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService hook = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        hook.shutdownNow();
    }

    @Test
    void whatIsLeftForAnInterruptionIsDoneWhileTheCommandDoesNotAsk() {
        interruption.unheeded(() -> said.add("first"));
        interruption.unheeded(() -> said.add("second"));
        assertFalse(interruption.shutDown(), "the signal's own exit code is told");
        assertEquals(List.of("second"), said);
    }

    @Test
    void aCommandThatAsksEndsByItself() throws Exception {
        interruption.unheeded(() -> said.add("too early"));
        assertFalse(interruption.requested());
        Future<Boolean> ended = hook.submit(interruption::shutDown);
        while (!interruption.requested()) {
            Thread.onSpinWait();
        }
        said.add("saved");
        interruption.end(Interruption.EXIT_CODE);
        assertTrue(ended.get(30, TimeUnit.SECONDS));
        assertEquals(List.of("saved"), said);
    }

    @Test
    void aCommandThatNoLongerAsksIsNotWaitedForAnyMore() throws Exception {
        assertFalse(interruption.requested());
        Future<Boolean> ended = hook.submit(interruption::shutDown);
        while (!interruption.requested()) {
            Thread.onSpinWait();
        }
        interruption.ignore(() -> said.add("kept"));
        // Whether it had begun to wait is the threads' matter.
        ended.get(30, TimeUnit.SECONDS);
        assertEquals(List.of("kept"), said);
    }

    @Test
    void aCommandThatHasEndedHasNothingMoreToTell() {
        interruption.unheeded(() -> said.add("interrupted"));
        interruption.end(0);
        assertFalse(interruption.shutDown());
        assertEquals(List.of(), said);
    }
}
