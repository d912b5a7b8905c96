package org.layerlab.page.models;

import java.util.function.DoubleSupplier;
import org.layerlab.page.browser.EventLoop;

/**
 * Asks again for a picture that the server was too busy to make: after about 3 and about 9 seconds, not in the same moment
 * as others in the room.
 */
final class PictureTries {
    private static final double FIRST_WAIT = 3000;
    private static final double LONGEST_WAIT = 9000;

    private final EventLoop loop;
    private final DoubleSupplier random;
    private final Runnable ask;
    private double wait = FIRST_WAIT;

    /**
     * For one picture.
     *
     * @param random from 0 to 1
     * @param ask asks for it again
     */
    PictureTries(EventLoop loop, DoubleSupplier random, Runnable ask) {
        this.loop = loop;
        this.random = random;
        this.ask = ask;
    }

    /** It did not come. */
    void failed() {
        if (wait <= LONGEST_WAIT) {
            loop.after(wait * (0.75 + 0.5 * random.getAsDouble()), ask);
            wait *= 3;
        }
    }
}
