package org.layerlab.page.live;

import org.layerlab.page.browser.Dom;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLDocument;

/** When a page that was asleep, hidden or without a network is back: its connection may be dead without a word. */
final class PageResume {
    private PageResume() {}

    /** Calls the listener each time, also where nothing was lost. */
    static void listen(Runnable back) {
        Dom.on(Window.current(), "online", event -> back.run());
        Dom.on(Window.current(), "pageshow", event -> back.run());
        Dom.on(HTMLDocument.current(), "visibilitychange", event -> {
            if (isSeen()) {
                back.run();
            }
        });
    }

    /** Whether somebody may be looking at the page. */
    @JSBody(script = "return document.visibilityState === 'visible';")
    static native boolean isSeen();
}
