package org.layerlab.page.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunKeeperTest {
    private final ManualLoop clock = new ManualLoop();
    private final List<String> kept = new ArrayList<>();
    private final List<Consumer<@Nullable String>> writing = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final RunKeeper keeper = new RunKeeper(
            clock,
            (about, checkpoint, done) -> {
                kept.add(about + ", " + checkpoint.length + " bytes");
                writing.add(done);
            },
            failures::add);
    private double takes;
    private int asked;

    private void keepWhenDue(double milliseconds) {
        clock.pass(milliseconds);
        keeper.keepWhenDue(
                clock.now(),
                () -> {
                    clock.pass(takes);
                    return new byte[3];
                },
                () -> "run " + ++asked);
    }

    private void written(@Nullable String why) {
        writing.remove(0).accept(why);
    }

    @Test
    void theFirstTimeIsAfterTwoSeconds() {
        keepWhenDue(1999);
        assertEquals(List.of(), kept);
        keepWhenDue(1);
        assertEquals(List.of("run 1, 3 bytes"), kept);
    }

    @Test
    void thenEveryTenSeconds() {
        keepWhenDue(2000);
        written(null);
        keepWhenDue(9999);
        assertEquals(1, kept.size());
        keepWhenDue(1);
        assertEquals(2, kept.size());
    }

    @Test
    void whatIsBeingWrittenIsNotOvertaken() {
        keepWhenDue(2000);
        keepWhenDue(20_000);
        assertEquals(1, kept.size());
        written(null);
        keepWhenDue(1);
        assertEquals(2, kept.size());
    }

    @Test
    void aCheckpointOfASecondIsKeptSeldomer() {
        takes = 1000;
        keepWhenDue(2000);
        written(null);
        keepWhenDue(18_000);
        assertEquals(1, kept.size());
        keepWhenDue(1000);
        assertEquals(2, kept.size());
    }

    @Test
    void aFailureIsToldOnceAndTheRunIsTriedAgainWhenItIsNextDue() {
        keepWhenDue(2000);
        written("QuotaExceededError");
        assertEquals(List.of("This browser cannot keep the run across a reload: QuotaExceededError"), failures);
        keepWhenDue(9999);
        assertEquals(1, kept.size());
        keepWhenDue(1);
        assertEquals(2, kept.size());
        written("QuotaExceededError");
        keepSoon(600);
        assertEquals(3, kept.size(), "before the page ends");
        written("QuotaExceededError");
        assertEquals(1, failures.size());
    }

    @Test
    void aFailureAfterTheRunWasKeptIsToldAgain() {
        keeper.keep(new byte[1], "first");
        written("no room");
        keeper.keep(new byte[1], "second");
        written(null);
        keeper.keep(new byte[1], "third");
        written("no room");
        assertEquals(2, failures.size());
    }

    @Test
    void atARestItIsKeptHoweverShortTheTime() {
        keepWhenDue(2000);
        keeper.keep(new byte[5], "at rest");
        assertEquals(List.of("run 1, 3 bytes", "at rest, 5 bytes"), kept);
    }

    @Test
    void beforeThePageEndsItIsKeptThoughItIsNotDueAndOnceAMoment() {
        keepSoon(100);
        assertEquals(List.of("run 1, 3 bytes"), kept, "before the first time is due");
        keepSoon(600);
        assertEquals(1, kept.size(), "while it is being written");
        written(null);
        keepSoon(499);
        keepSoon(0);
        assertEquals(2, kept.size());
        written(null);
        keepSoon(499);
        assertEquals(2, kept.size(), "a moment ago");
        keepWhenDue(9000);
        assertEquals(2, kept.size(), "and the next time is due ten seconds later");
        keepWhenDue(501);
        assertEquals(3, kept.size());
    }

    private void keepSoon(double milliseconds) {
        clock.pass(milliseconds);
        keeper.keepSoon(clock.now(), () -> new byte[3], () -> "run " + ++asked);
    }

    @Test
    void theFailureIsToldOnce() {
        keeper.keep(new byte[1], "first");
        keeper.keep(new byte[1], "second");
        written("no room");
        written("no room");
        assertEquals(1, failures.size());
    }
}
