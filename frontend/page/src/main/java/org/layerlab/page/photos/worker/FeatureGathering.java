package org.layerlab.page.photos.worker;

import java.util.function.Consumer;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.message.Reply;

/**
 * Gathers what a network sees in photos, a chunk a turn: here, or on the GPU where that is faster. The GPU is opened
 * only for work of some seconds. Its first chunk is computed here too, and has to agree; then a few are timed.
 */
final class FeatureGathering {
    /** Less work than this is done here before the GPU's program has come. */
    private static final double SHORT_MS = 2000;

    /** The first chunks also wait for memory and threads: they are not timed. */
    private static final int UNTIMED = 3;

    /** What an earlier chunk counts in the rate of this processor, compared with the next one. */
    private static final double FADING = 0.5;

    /** How long the GPU is timed. */
    private static final double TIMED_MS = 200;

    /** What is gathered. */
    interface Source {
        /** How many chunks there are. */
        int chunks();

        /** How many photos a chunk has. */
        int photos(int chunk);

        /** Computes a chunk here. */
        double[] here(int chunk);

        /** Takes a chunk's features. */
        void put(int chunk, double[] values);
    }

    /** Hears how it goes. */
    interface Owner {
        /** Another chunk is there. */
        void gathered(int chunks);

        /** All chunks are there, and it has ended. */
        void finished();

        /** It failed. */
        void gaveUp(String why);

        /** This computes from now on. */
        void chose(EngineChoice choice);
    }

    private enum Stage {
        UNOPENED,
        OPENING,
        /** Open, and not compared. */
        OPEN,
        /** Compared, and not timed. */
        COMPARED,
        /** Open, and to be used. */
        CHOSEN,
        /** Not to be used. */
        NEVER
    }

    private final EventLoop clock;
    private final Runnable next;
    private final Source source;
    private final FeatureLine line;
    private final Owner owner;
    private final boolean forced;
    private final GpuTimeout patience;
    private Stage stage;
    private String device = "";
    private boolean closed;
    /** The chunk that is due. */
    private int chunk;
    /** Whether the GPU is waited for, be it to open or for a chunk. */
    private boolean waiting;
    /** Of the last chunk that the GPU was asked for; what an earlier one comes to is of no interest. */
    private int asked;

    private double hereMs;
    private double photosHere;
    private double thereMs;
    private int photosThere;

    /**
     * Nothing gathered yet.
     *
     * @param may whether the GPU may be used
     * @param forced whether it has to be used, however slow it is
     */
    FeatureGathering(EventLoop clock, Source source, FeatureLine line, Owner owner, boolean may, boolean forced) {
        this.clock = clock;
        this.source = source;
        this.line = line;
        this.owner = owner;
        this.forced = forced;
        patience = new GpuTimeout(clock, forced);
        stage = may || forced ? Stage.UNOPENED : Stage.NEVER;
        next = clock.soon(() -> attempt(this::turn));
    }

    /** Begins. */
    void start() {
        if (forced) {
            stage = Stage.OPENING;
            waiting = true;
            line.open();
        } else {
            next.run();
        }
    }

    /** Ends it. */
    void close() {
        closed = true;
        waiting = false;
        asked++;
        if (stage != Stage.UNOPENED && stage != Stage.NEVER) {
            line.close();
        }
        stage = Stage.NEVER;
    }

    /** The GPU is open. */
    void opened(String name) {
        if (stage == Stage.OPENING) {
            stage = Stage.OPEN;
            device = name;
            goOn();
        }
    }

    /** It cannot be used, or no longer: the chunk that it was asked for is computed here. */
    void failed(String why) {
        if (stage == Stage.NEVER) {
            return;
        }
        boolean opened = stage != Stage.OPENING;
        stage = Stage.NEVER;
        asked++;
        line.close();
        // A browser without one needs no word.
        if (opened || forced) {
            owner.chose(new EngineChoice(false, forced, device, 0, 0, why));
        }
        goOn();
    }

    private void goOn() {
        if (waiting) {
            waiting = false;
            next.run();
        }
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            close();
            owner.gaveUp(Reply.message(e));
        }
    }

    private void turn() {
        if (closed) {
            return;
        }
        if (chunk == source.chunks()) {
            close();
            owner.finished();
            return;
        }
        switch (stage) {
            case UNOPENED, OPENING, NEVER -> take(here());
            case OPEN ->
                there(values -> {
                    if (agree(values, here())) {
                        stage = forced ? Stage.CHOSEN : Stage.COMPARED;
                        if (forced) {
                            owner.chose(new EngineChoice(true, true, device, 0, 0, ""));
                        }
                        take(values);
                    } else {
                        waiting = true;
                        failed("The GPU’s numbers differ from the CPU’s.");
                    }
                });
            case COMPARED -> {
                double start = clock.now();
                there(values -> {
                    // A smaller chunk is another shape, which has to be compiled.
                    if (source.photos(chunk) == source.photos(0)) {
                        thereMs += clock.now() - start;
                        photosThere += source.photos(chunk);
                    }
                    if (thereMs >= TIMED_MS) {
                        choose();
                    }
                    take(values);
                });
            }
            case CHOSEN -> there(this::take);
        }
    }

    private double[] here() {
        double start = clock.now();
        double[] values = source.here(chunk);
        if (chunk >= UNTIMED) {
            hereMs = FADING * hereMs + clock.now() - start;
            photosHere = FADING * photosHere + source.photos(chunk);
        }
        return values;
    }

    private void there(Consumer<double[]> then) {
        waiting = true;
        int mine = ++asked;
        patience.waitFor(0, () -> mine == asked && waiting, () -> failed("The GPU does not answer."));
        line.ask(chunk, values -> {
            if (mine == asked && waiting) {
                waiting = false;
                attempt(() -> then.accept(values));
            }
        });
    }

    private static boolean agree(double[] there, double[] here) {
        if (there.length != here.length) {
            return false;
        }
        double largest = 0;
        double off = 0;
        for (int i = 0; i < here.length; i++) {
            largest = Math.max(largest, Math.abs(here[i]));
            off = Math.max(off, Math.abs(here[i] - there[i]));
        }
        return off <= GpuTraining.SAME * largest;
    }

    private void choose() {
        double there = photosThere * 1000 / Math.max(1, thereMs);
        double here = photosHere * 1000 / Math.max(1, hereMs);
        boolean faster = there > GpuTraining.WORTH * here;
        owner.chose(new EngineChoice(faster, false, device, there, here, ""));
        if (faster) {
            stage = Stage.CHOSEN;
        } else {
            stage = Stage.NEVER;
            line.close();
        }
    }

    private void take(double[] values) {
        source.put(chunk, values);
        chunk++;
        owner.gathered(chunk);
        if (stage == Stage.UNOPENED && msLeft() > SHORT_MS) {
            stage = Stage.OPENING;
            line.open();
        }
        next.run();
    }

    /** How long the rest takes here; 0 where that isn't known. */
    private double msLeft() {
        return photosHere == 0 ? 0 : (source.chunks() - chunk) * hereMs / photosHere * source.photos(0);
    }
}
