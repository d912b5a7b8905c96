package org.layerlab.page.inside;

import java.util.function.IntConsumer;
import org.layerlab.page.browser.Clock;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;

/** The patch on its way over the input: once, in two seconds, and not at all for people who prefer less motion. */
final class Slide {
    private static final double MILLISECONDS = 2000;

    private final IntConsumer at;
    private final Runnable ended;
    private int count;
    private double began;
    private boolean moves;

    /**
     * A slide.
     *
     * @param at is told of each pixel that the patch arrives at
     * @param ended is told when it is over, or was stopped
     */
    Slide(IntConsumer at, Runnable ended) {
        this.at = at;
        this.ended = ended;
    }

    /** Starts over this many pixels; false where nothing is to move. */
    boolean start(int pixels) {
        stop();
        if (prefersStillness()) {
            return false;
        }
        count = pixels;
        began = Clock.now();
        moves = true;
        frame(began);
        return true;
    }

    /** Shows the end at once. */
    void stop() {
        if (moves) {
            moves = false;
            ended.run();
        }
    }

    private void frame(double start) {
        // Another slide may have begun meanwhile.
        if (!moves || start != began) {
            return;
        }
        double share = (Clock.now() - began) / MILLISECONDS;
        if (share >= 1) {
            stop();
            return;
        }
        at.accept((int) (share * count));
        Window.requestAnimationFrame(time -> frame(start));
    }

    @JSBody(script = "return matchMedia('(prefers-reduced-motion: reduce)').matches;")
    private static native boolean prefersStillness();
}
