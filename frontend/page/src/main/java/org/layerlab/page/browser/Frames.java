package org.layerlab.page.browser;

import org.teavm.jso.browser.Window;

/** Draws what is new once a frame, however often it changes. */
public final class Frames {
    private final Runnable draw;
    private boolean asked;

    /** Frames in which this draws. */
    public Frames(Runnable draw) {
        this.draw = draw;
    }

    /** Something has changed: it is drawn in the next frame. */
    public void ask() {
        if (!asked) {
            asked = true;
            Window.requestAnimationFrame(time -> {
                asked = false;
                draw.run();
            });
        }
    }

    /** Draws at once. A page in the background gets no frames, and the end of a run must not wait for one. */
    public void now() {
        draw.run();
    }
}
