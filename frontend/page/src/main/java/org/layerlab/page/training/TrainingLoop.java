package org.layerlab.page.training;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.EventLoop;

/**
 * Trains in slices of a few milliseconds, so that a worker hears messages in between, and has the page told of it once a
 * frame, or after each update where a slow pace leaves more time. An update that takes longer than a slice is made in parts.
 */
public final class TrainingLoop {
    private static final double SLICE_MS = 8;
    private static final double FRAME_MS = 16;

    /** From this many operations on, an update is made in parts, and on several threads. */
    private static final double LARGE_FLOPS = 1e8;

    /** Whose training it is. */
    public interface Owner {
        /**
         * Updates were made, and none is under way: whether the run ends here.
         *
         * @throws IllegalStateException saying why training stops with an error
         */
        boolean over(double now);

        /** How many updates may be made before the owner has to look at the run, at least 1. */
        default int most() {
            return Integer.MAX_VALUE;
        }

        /** Whether something waits to be measured, for which an update is not to wait longer. */
        boolean measures(double now);

        /** The run has ended. */
        void ended();

        /**
         * Tells the page how the run stands.
         *
         * @param whole whether everything has to be fresh, however long that takes
         */
        void tell(boolean whole);

        /** Training stopped with an error. */
        void failed(String why);
    }

    private final EventLoop clock;
    private final Owner owner;
    private final BooleanSupplier lostThread;
    private final Runnable nextSlice;
    private final Pace pace = new Pace();
    private final Speed speed = new Speed();
    private final StepSize size;
    private @Nullable Trainer trainer;
    private boolean large;
    private boolean running;
    private boolean scheduled;
    private boolean measure;
    /** Whether an update was completed that the owner has not looked at. */
    private boolean unseen;

    private double lastTold;

    /**
     * A loop that trains nothing yet.
     *
     * @param mostSteps how many updates one call may make; 1 where the owner looks at each
     * @param lostThread whether a thread that helps was lost since the call before
     */
    public TrainingLoop(EventLoop clock, int mostSteps, BooleanSupplier lostThread, Owner owner) {
        this.clock = clock;
        this.owner = owner;
        this.lostThread = lostThread;
        size = new StepSize(mostSteps);
        nextSlice = clock.soon(this::slice);
    }

    /** Whether an update of this trainer is made in parts, and worth several threads. */
    public static boolean isLarge(@Nullable Trainer trainer) {
        return trainer != null && isLarge(trainer.flopsOfStep());
    }

    /** The same of an update of this many operations. */
    public static boolean isLarge(double flops) {
        return flops > LARGE_FLOPS;
    }

    /** Has this trainer from now on, and stands still; null for a network that is not trained. */
    public void begin(@Nullable Trainer next) {
        trainer = next;
        large = isLarge(next);
        running = false;
        unseen = false;
        size.begin();
        speed.stop();
    }

    /** Goes on by itself. */
    public void play() {
        running = true;
        speed.start(clock.now(), trainer().iteration());
        pace.start(clock.now());
        schedule();
    }

    /** Stands still; an update may be left under way. */
    public void pause() {
        running = false;
        speed.stop();
    }

    public boolean running() {
        return running;
    }

    /** Updates a second, lately; 0 while it stands still. */
    public double perSecond() {
        return speed.perSecond();
    }

    /** Makes up to this many updates a second; 0 for no limit. */
    public void pace(double iterationsPerSecond) {
        pace.set(iterationsPerSecond, clock.now());
    }

    /**
     * Completes the update under way, so that the parameters are those of one moment. The owner looks at it before the next
     * one.
     */
    public void settle() {
        if (trainer != null && trainer.underWay()) {
            trainer.step();
            unseen = true;
        }
    }

    /** Has the page told now. */
    public void tell(boolean whole) {
        owner.tell(whole);
        lastTold = clock.now();
    }

    private Trainer trainer() {
        if (trainer == null) {
            throw new IllegalStateException("this model was opened to be looked at, not to be trained");
        }
        return trainer;
    }

    private void schedule() {
        if (running && !scheduled) {
            scheduled = true;
            double delay = pace.delay(clock.now());
            if (delay > 0) {
                clock.after(delay, this::slice);
            } else {
                nextSlice.run();
            }
        }
    }

    private void slice() {
        scheduled = false;
        if (!running) {
            return;
        }
        try {
            Trainer trained = trainer();
            boolean over = train(trained);
            speed.at(clock.now(), trained.iteration());
            if (over) {
                pause();
                owner.ended();
            } else if (measure || isTimeToTell(clock.now())) {
                tell(false);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            pause();
            owner.failed("Training stopped: " + e.getMessage());
        }
        schedule();
    }

    /** Once a frame; a slow pace leaves so much time that each update is told. */
    private boolean isTimeToTell(double now) {
        return now - lastTold >= FRAME_MS || pace.delay(now) >= FRAME_MS;
    }

    /** Trains for a slice; whether the run is over. */
    private boolean train(Trainer trained) {
        double start = clock.now();
        double now = start;
        int left = pace.due(start);
        boolean over = trained.done();
        measure = false;
        if (unseen) {
            unseen = false;
            over = owner.over(start);
            measure = large && owner.measures(start);
        }
        while (running && left > 0 && !over && !measure && now - start < SLICE_MS) {
            // Not the end of the part before: what looks after the threads takes time, too.
            double before = clock.now();
            int made = large ? part(trained) : trained.steps(Math.min(Math.min(left, owner.most()), size.steps()));
            now = clock.now();
            left -= made;
            if (large) {
                size.partTook(now - before);
            } else {
                size.stepsTook(made, now - before);
            }
            if (lostThread.getAsBoolean()) {
                trained.abandon();
                throw new IllegalStateException("a thread that computes was ended by the browser."
                        + " Start again to continue with one thread; your progress is kept.");
            }
            if (!trained.underWay()) {
                over = owner.over(now);
                measure = large && owner.measures(now);
            }
        }
        pace.leave(left);
        return over;
    }

    private int part(Trainer trained) {
        return trained.advance(size.flops()) ? 1 : 0;
    }
}
