package org.layerlab.page.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.layerlab.page.message.Replies;

class BackgroundTasksTest {
    private final ManualLoop clock = new ManualLoop();
    private final BackgroundTasks tasks = new BackgroundTasks(clock);
    private final List<String> done = new ArrayList<>();
    private final List<String> posted = new ArrayList<>();

    /** Work of this many steps. */
    private BooleanSupplier steps(String name, int count) {
        int[] made = {0};
        return () -> {
            made[0]++;
            done.add(name + made[0]);
            return made[0] < count;
        };
    }

    private void add(String kind, int token, BooleanSupplier work) {
        tasks.add(kind, Replies.to(token, posted), work);
    }

    private void turns(int count) {
        for (int i = 0; i < count; i++) {
            clock.turn();
        }
    }

    @Test
    void nothingIsDoneAtOnce() {
        add("nearest", 1, steps("n", 2));
        assertEquals(List.of(), done);
        turns(1);
        assertEquals(List.of("n1"), done);
    }

    @Test
    void aStepATurnUntilThereIsNoMore() {
        add("nearest", 1, steps("n", 3));
        turns(10);
        assertEquals(List.of("n1", "n2", "n3"), done);
        assertEquals(0, clock.waiting());
    }

    @Test
    void oneAfterTheOther() {
        add("nearest", 1, steps("n", 2));
        add("survey", 2, steps("s", 2));
        turns(10);
        assertEquals(List.of("n1", "n2", "s1", "s2"), done);
    }

    @Test
    void aNewQuestionOfAKindTakesTheOldOnesPlace() {
        add("nearest", 1, steps("a", 5));
        turns(2);
        add("nearest", 2, steps("b", 2));
        turns(10);
        assertEquals(List.of("a1", "a2", "b1", "b2"), done);
        assertEquals(List.of("dropped 1"), posted);
    }

    @Test
    void aFailureIsItsQuestionsAndTheOthersGoOn() {
        add("matter", 1, () -> {
            throw new IllegalStateException("no memory");
        });
        add("maps", 2, steps("m", 1));
        turns(10);
        assertEquals(List.of("failed 1: no memory"), posted);
        assertEquals(List.of("m1"), done);
    }

    @Test
    void workThatAddsWorkOfItsKindIsDropped() {
        boolean[] first = {true};
        add("survey", 1, () -> {
            if (first[0]) {
                first[0] = false;
                add("survey", 2, steps("s", 1));
            }
            return false;
        });
        turns(10);
        assertEquals(List.of("s1"), done);
        assertEquals(List.of("dropped 1"), posted);
        assertEquals(0, clock.waiting());
    }

    @Test
    void afterARestItBeginsAgain() {
        add("maps", 1, steps("a", 1));
        turns(5);
        add("maps", 2, steps("b", 1));
        turns(5);
        assertEquals(List.of("a1", "b1"), done);
    }
}
