package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.training.ManualLoop;

/** Where features are gathered, with a clock and a GPU of the test's own. */
class FeatureGatheringTest {
    private static final int CHUNKS = 40;
    private static final int PHOTOS = 32;

    private final ManualLoop clock = new ManualLoop();
    private final Photos source = new Photos();
    private final There line = new There();
    private final Wanted owner = new Wanted();
    private FeatureGathering gathering = gathering(true, false);

    private FeatureGathering gathering(boolean may, boolean forced) {
        return new FeatureGathering(clock, source, line, owner, may, forced);
    }

    @Test
    void shortWorkIsDoneHere() {
        source.milliseconds = 40;
        gathering.start();
        run();
        complete();
        assertFalse(line.opened);
        assertTrue(owner.choices.isEmpty());
    }

    @Test
    void whereTheGpuMayNotBeUsedItIsNotOpened() {
        gathering = gathering(false, false);
        gathering.start();
        run();
        complete();
        assertFalse(line.opened);
    }

    @Test
    void aFasterOneIsUsedOnceItsFirstChunkAgrees() {
        gathering.start();
        // While the threads come, it is slower.
        source.milliseconds = 4000;
        turns(3);
        assertFalse(line.opened);
        source.milliseconds = 400;
        turns(1);
        assertTrue(line.open);
        turns(1);
        assertEquals(5, owner.gathered);
        gathering.opened("a card");
        turns(1);
        assertEquals(5, line.chunk);
        line.answer(700);
        assertTrue(owner.choices.isEmpty());
        while (owner.choices.isEmpty()) {
            clock.turn();
            line.answer(50);
        }
        assertEquals(List.of(new EngineChoice(true, false, "a card", 640, 80, "")), owner.choices);
        int here = source.computed;
        while (owner.gathered < CHUNKS) {
            clock.turn();
            line.answer(50);
        }
        clock.turn();
        assertEquals(here, source.computed);
        complete();
        assertFalse(line.open);
    }

    @Test
    void aSlowerOneIsNotUsed() {
        opened();
        line.answer(700);
        clock.turn();
        line.answer(390);
        assertFalse(owner.choices.get(0).onGpu());
        assertFalse(line.open);
        run();
        complete();
    }

    @Test
    void oneThatAnswersWithTooLittleOrNoNumbersIsNotUsed() {
        opened();
        Consumer<double[]> then = line.waiting;
        assertNotNull(then);
        then.accept(source.computed % 2 == 0 ? new double[2] : new double[] {0, Double.NaN, -3});
        assertEquals(
                "The GPU’s numbers differ from the CPU’s.", owner.choices.get(0).failure());
        run();
        complete();
    }

    @Test
    void oneThatDiffersIsNotUsed() {
        opened();
        line.answer(700, 0.01);
        assertEquals(
                "The GPU’s numbers differ from the CPU’s.", owner.choices.get(0).failure());
        run();
        complete();
        assertFalse(line.open);
    }

    @Test
    void whatItFailsAtIsComputedHere() {
        opened();
        gathering.failed("It was taken away.");
        assertEquals("It was taken away.", owner.choices.get(0).failure());
        run();
        complete();
    }

    @Test
    void oneThatDoesNotAnswerIsNotWaitedFor() {
        opened();
        Consumer<double[]> late = line.waiting;
        clock.pass(31_000);
        run();
        assertEquals("The GPU does not answer.", owner.choices.get(0).failure());
        complete();
        assertNotNull(late);
        late.accept(new double[0]);
        complete();
    }

    @Test
    void aBrowserWithoutOneNeedsNoWord() {
        gathering.start();
        turns(4);
        assertTrue(line.open);
        gathering.failed("There is none.");
        run();
        complete();
        assertTrue(owner.choices.isEmpty());
    }

    @Test
    void aForcedOneComputesAllHoweverSlow() {
        gathering = gathering(true, true);
        gathering.start();
        assertEquals(0, clock.waiting());
        gathering.opened("a card");
        for (int k = 0; k < CHUNKS; k++) {
            turnAll();
            line.answer(60_000);
        }
        turnAll();
        complete();
        assertEquals(1, source.computed);
        assertEquals(List.of(new EngineChoice(true, true, "a card", 0, 0, "")), owner.choices);
    }

    /** Timers of answers that have come are due, too. */
    private void turnAll() {
        while (clock.turn()) {
            // Until nothing is due.
        }
    }

    @Test
    void aForcedOneThatIsNotThereIsSaid() {
        gathering = gathering(true, true);
        gathering.start();
        gathering.failed("There is none.");
        assertEquals("There is none.", owner.choices.get(0).failure());
        run();
        complete();
    }

    @Test
    void afterAnEndNothingIsGathered() {
        opened();
        Consumer<double[]> late = line.waiting;
        gathering.close();
        assertFalse(line.open);
        assertNotNull(late);
        late.accept(new double[0]);
        gathering.failed("too late");
        run();
        assertEquals(5, owner.gathered);
        assertFalse(owner.finished);
        assertTrue(owner.choices.isEmpty());
    }

    @Test
    void whatFailsHereIsSaid() {
        source.failure = new IllegalStateException("no memory");
        gathering.start();
        run();
        assertEquals("no memory", owner.why);
        assertFalse(owner.finished);
    }

    static LongStream seeds() {
        return new Random().longs(20);
    }

    /** Whenever it opens, answers, differs or fails, each chunk is taken once, in order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void eachChunkIsTakenOnce(long seed) {
        Random random = new Random(seed);
        boolean forced = random.nextInt(4) == 0;
        gathering = gathering(true, forced);
        gathering.start();
        for (int k = 0; k < 1000 && !owner.finished; k++) {
            switch (random.nextInt(12)) {
                case 0 -> gathering.opened("a card");
                case 1 -> gathering.failed(random.nextInt(8) == 0 && line.opened ? "lost" : "");
                case 2, 3, 4 -> {
                    if (line.waiting != null) {
                        // Only the first answer is compared.
                        line.answer(random.nextInt(900), line.answers == 0 && random.nextBoolean() ? 0.5 : 0);
                    }
                }
                case 5 -> clock.pass(random.nextInt(3000));
                default -> clock.turn();
            }
        }
        gathering.failed("at last");
        run();
        complete();
    }

    /** Up to where the GPU has been asked for its first chunk. */
    private void opened() {
        gathering.start();
        turns(5);
        gathering.opened("a card");
        turns(1);
        assertNotNull(line.waiting);
    }

    private void turns(int count) {
        for (int i = 0; i < count; i++) {
            assertTrue(clock.turn());
        }
    }

    private void run() {
        while (clock.turn()) {
            // Goes on.
        }
    }

    private void complete() {
        assertTrue(owner.finished);
        assertEquals(CHUNKS, owner.gathered);
        assertEquals(CHUNKS, source.taken.size());
        for (int k = 0; k < CHUNKS; k++) {
            assertEquals(k, source.taken.get(k));
        }
    }

    private final class Photos implements FeatureGathering.Source {
        final List<Integer> taken = new ArrayList<>();
        double milliseconds = 400;
        int computed;

        @Nullable
        RuntimeException failure;

        @Override
        public int chunks() {
            return CHUNKS;
        }

        @Override
        public int photos(int chunk) {
            return PHOTOS;
        }

        @Override
        public double[] here(int chunk) {
            if (failure != null) {
                throw failure;
            }
            computed++;
            clock.pass(milliseconds);
            return values(chunk);
        }

        @Override
        public void put(int chunk, double[] values) {
            assertEquals(values(chunk)[1], values[1], 1e-2);
            taken.add(chunk);
        }

        double[] values(int chunk) {
            return new double[] {0, chunk + 0.5, -3};
        }
    }

    private final class There implements FeatureLine {
        boolean open;
        boolean opened;
        int answers;
        int chunk = -1;

        @Nullable
        Consumer<double[]> waiting;

        @Override
        public void open() {
            open = true;
            opened = true;
        }

        @Override
        public void ask(int asked, Consumer<double[]> then) {
            assertTrue(open);
            chunk = asked;
            waiting = then;
        }

        @Override
        public void close() {
            open = false;
            waiting = null;
        }

        void answer(double milliseconds) {
            answer(milliseconds, 0);
        }

        void answer(double milliseconds, double off) {
            Consumer<double[]> then = waiting;
            assertNotNull(then);
            waiting = null;
            answers++;
            clock.pass(milliseconds);
            double[] values = source.values(chunk);
            values[1] *= 1 + 1e-5 + off;
            then.accept(values);
        }
    }

    private static final class Wanted implements FeatureGathering.Owner {
        int gathered;
        boolean finished;

        @Nullable
        String why;

        final List<EngineChoice> choices = new ArrayList<>();

        @Override
        public void gathered(int chunks) {
            assertEquals(gathered + 1, chunks);
            gathered = chunks;
        }

        @Override
        public void finished() {
            assertFalse(finished);
            finished = true;
        }

        @Override
        public void gaveUp(String reason) {
            why = reason;
        }

        @Override
        public void chose(EngineChoice choice) {
            choices.add(choice);
        }
    }
}
