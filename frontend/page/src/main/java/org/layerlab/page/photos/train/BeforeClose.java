package org.layerlab.page.photos.train;

import org.layerlab.page.browser.Clock;
import org.teavm.jso.JSBody;

/** The moments when a page may be about to close, so that unsaved work can be kept. */
final class BeforeClose {
    private BeforeClose() {}

    /**
     * Runs the keeper when the page goes out of sight, when it is asked whether it may be left, and when it is left. Of a
     * page on a phone that is closed, the first is often all that is told.
     */
    @JSBody(
            params = "keeper",
            script = "document.addEventListener('visibilitychange', function() {"
                    + "  if (document.visibilityState === 'hidden') { keeper(); } });"
                    + "['beforeunload', 'pagehide'].forEach(function(event) {"
                    + "  addEventListener(event, function() { keeper(); }); });")
    static native void keepBefore(Clock.Task keeper);
}
