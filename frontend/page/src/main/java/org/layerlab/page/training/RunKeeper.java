package org.layerlab.page.training;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.EventLoop;

/** Keeps a run's checkpoint in this browser, so that a reload loses seconds of it and not hours. */
public final class RunKeeper {
    /** The one run that is kept. */
    public static final String KEY = "photos";

    private static final double EVERY_MS = 10_000;

    /** A run is kept for the first time after this long: a page is reloaded early or not at all. */
    private static final double FIRST_MS = 2_000;

    /** A run that was kept this recently is not kept again: a closing page reports that several times. */
    private static final double MOMENT_MS = 500;

    /** Where checkpoints are kept. */
    public interface Store {
        /**
         * Keeps one.
         *
         * @param done hears when it is kept, with null, or why it cannot be
         */
        void put(String about, byte[] checkpoint, Consumer<@Nullable String> done);
    }

    private final EventLoop clock;
    private final Store store;
    private final Throttle throttle = new Throttle(0.05);
    private final Consumer<String> failed;
    private double last;
    private boolean writing;
    /** Whether the last write failed. */
    private boolean refused;

    RunKeeper(EventLoop clock, Store store, Consumer<String> failed) {
        this.clock = clock;
        this.store = store;
        this.failed = failed;
        last = clock.now() + FIRST_MS - EVERY_MS;
    }

    /**
     * Keeps a run in this browser; nothing is kept yet.
     *
     * @param place in this browser
     * @param failed hears why the run cannot be kept, once until a write succeeds
     */
    public static RunKeeper in(Store place, Consumer<String> failed) {
        return new RunKeeper(EventLoop.BROWSER, place, failed);
    }

    /** Keeps the run when the last time is long ago, and long compared to what it takes; also after one that failed. */
    public void keepWhenDue(double now, Supplier<byte[]> checkpoint, Supplier<String> about) {
        if (now - last >= EVERY_MS && !writing && throttle.due(now)) {
            keep(checkpoint.get(), about.get());
            throttle.ran(now, clock.now());
            last = clock.now();
        }
    }

    /** Keeps the run before it is due, unless it was kept a moment ago: the page may be about to close. */
    public void keepSoon(double now, Supplier<byte[]> checkpoint, Supplier<String> about) {
        if (!writing && now - last >= MOMENT_MS) {
            keep(checkpoint.get(), about.get());
            last = clock.now();
        }
    }

    /** Keeps the run now. */
    public void keep(byte[] checkpoint, String about) {
        writing = true;
        store.put(about, checkpoint, why -> {
            writing = false;
            boolean wasRefused = refused;
            refused = why != null;
            if (why != null && !wasRefused) {
                failed.accept("This browser cannot keep the run across a reload: " + why);
            }
        });
    }
}
