package org.layerlab.page.photos.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.EventLoop;

/**
 * Times a few updates of a network before its training, for a few hundred milliseconds in small steps. Batches
 * that are too large for that are timed by two smaller ones.
 */
final class UpdateTrial {
    /** A network that can be updated. */
    interface Updates {
        /** Makes one update. */
        void step();

        /** Frees its memory. */
        void release();
    }

    static final int FEW = 16;
    static final int MANY = 64;

    private static final double BUDGET_MS = 300;
    private static final int LEAST = 3;
    private static final int MOST = 60;

    /** An update that takes longer than this is reported after one try. */
    private static final double VERY_LONG_MS = 1500;

    private final EventLoop clock;
    private final int batch;
    private final IntFunction<Updates> maker;
    private final List<Integer> sizes;
    private final List<UpdateTimes.Sample> samples = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();
    private @Nullable Updates updates;
    private boolean warm;
    private double sum;

    /**
     * Nothing is timed yet.
     *
     * @param batch of the updates whose time is asked for
     * @param maker makes a network that is updated by this many photos at once
     */
    UpdateTrial(EventLoop clock, int batch, IntFunction<Updates> maker) {
        this.clock = clock;
        this.batch = batch;
        this.maker = maker;
        sizes = batch <= MANY ? List.of(batch) : List.of(FEW, MANY);
    }

    /** Does a part of the work; null as long as there is more of it. */
    @Nullable
    UpdateTimes turn() {
        int photos = sizes.get(samples.size());
        Updates network = updates;
        if (network == null) {
            updates = maker.apply(photos);
            warm = false;
            times.clear();
            sum = 0;
            return null;
        }
        double start = clock.now();
        network.step();
        double took = clock.now() - start;
        boolean first = !warm;
        warm = true;
        // The first update compiles and fetches what later ones find ready.
        if (first && took < VERY_LONG_MS) {
            return null;
        }
        times.add(took);
        sum += took;
        boolean enough = times.size() >= LEAST && sum >= BUDGET_MS / sizes.size();
        if (!enough && times.size() < MOST && sum < VERY_LONG_MS) {
            return null;
        }
        times.sort(null);
        samples.add(new UpdateTimes.Sample(photos, times.get(0), times.get(times.size() / 2)));
        release();
        if (samples.size() < sizes.size()) {
            return null;
        }
        return sizes.size() == 1
                ? UpdateTimes.of(samples.get(0))
                : UpdateTimes.of(batch, samples.get(0), samples.get(1));
    }

    /** Ends it at any point. */
    void release() {
        Updates network = updates;
        updates = null;
        if (network != null) {
            network.release();
        }
    }
}
