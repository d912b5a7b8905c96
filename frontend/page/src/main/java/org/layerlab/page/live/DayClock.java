package org.layerlab.page.live;

import org.teavm.jso.JSBody;

/** What time it is, also for the next visit. */
final class DayClock {
    private DayClock() {}

    /** Milliseconds since 1970. */
    @JSBody(script = "return Date.now();")
    static native double now();
}
