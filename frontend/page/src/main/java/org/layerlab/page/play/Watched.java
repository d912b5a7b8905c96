package org.layerlab.page.play;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;

/** Tells when an element's width changes, and when it comes into view or leaves it. */
final class Watched {
    private Watched() {}

    /** Whether an element can be seen now. */
    interface Seen {
        void seen(boolean now);
    }

    @JSFunctor
    private interface ResizedFunction extends JSObject {
        void resized();
    }

    @JSFunctor
    private interface SeenFunction extends JSObject {
        void seen(boolean now);
    }

    /** Calls when the element's width is another, and once at the start. */
    static void onResize(HTMLElement element, Runnable resized) {
        observeSize(element, resized::run);
    }

    /** Calls when a person begins or ceases to be able to see the element. */
    static void onSeen(HTMLElement element, Seen seen) {
        observeView(element, seen::seen);
    }

    @JSBody(
            params = {"element", "resized"},
            script = "var width = -1; new ResizeObserver(function() {"
                    + "  if (width !== element.clientWidth) { width = element.clientWidth; resized(); } })"
                    + ".observe(element);")
    private static native void observeSize(HTMLElement element, ResizedFunction resized);

    @JSBody(
            params = {"element", "seen"},
            script = "var there = false; var tell = function() { seen(there && !document.hidden); };"
                    + "new IntersectionObserver(function(entries) {"
                    + "  there = entries[entries.length - 1].isIntersecting; tell(); }).observe(element);"
                    + "document.addEventListener('visibilitychange', tell);")
    private static native void observeView(HTMLElement element, SeenFunction seen);
}
