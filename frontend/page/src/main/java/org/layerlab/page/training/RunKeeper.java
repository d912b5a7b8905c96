package org.layerlab.page.training;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.KeptBytes;
import org.teavm.jso.typedarrays.Int8Array;

/** Keeps a run's checkpoint in this browser, so that a reload loses seconds of it and not hours. */
public final class RunKeeper {
    /** The one run that is kept. */
    public static final String KEY = "photos";

    private static final double EVERY_MS = 10_000;

    /** A run is kept for the first time after so long: who reloads a page does so early. */
    private static final double FIRST_MS = 2_000;

    private final Throttle throttle = new Throttle(0.05);
    private final Consumer<String> failed;
    private double last = Clock.now() + FIRST_MS - EVERY_MS;
    private boolean writing;
    private boolean refused;

    /**
     * Nothing is kept yet.
     *
     * @param failed hears why nothing can be kept, once
     */
    public RunKeeper(Consumer<String> failed) {
        this.failed = failed;
    }

    /** Keeps the run when the last time is long ago, and long against what it takes. */
    public void keepWhenDue(double now, Supplier<byte[]> checkpoint, Supplier<String> about) {
        if (now - last >= EVERY_MS && !writing && !refused && throttle.due(now)) {
            keep(checkpoint.get(), about.get());
            throttle.ran(now, Clock.now());
            last = Clock.now();
        }
    }

    /** Keeps the run now. */
    public void keep(byte[] checkpoint, String about) {
        writing = true;
        KeptBytes.put(KEY, about, Int8Array.copyFromJavaArray(checkpoint), why -> {
            writing = false;
            if (why != null && !refused) {
                refused = true;
                failed.accept("This browser cannot keep the run for after a reload: " + why);
            }
        });
    }
}
