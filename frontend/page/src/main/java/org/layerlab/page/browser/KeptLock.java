package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/**
 * The right to write what all tabs of this browser keep in one place. Without locks, as on a server without TLS, all
 * have it.
 */
public final class KeptLock {
    private static final String ANSWER = "if (!navigator.locks) { held(true); return; }"
            + "var answer = function(free) { setTimeout(function() { held(free); }); };";

    private KeptLock() {}

    /** Hears whether the right is this page's or worker's. */
    @JSFunctor
    public interface Held extends JSObject {
        void held(boolean free);
    }

    /** Takes the lock of that name unless another tab has it, until this page or worker ends. */
    @JSBody(
            params = {"name", "held"},
            script = ANSWER + "navigator.locks.request(name, {ifAvailable: true}, function(lock) {"
                    + "  answer(lock !== null);"
                    + "  return lock && new Promise(function() { });"
                    + "}).catch(function() { answer(true); });")
    public static native void take(String name, Held held);

    /**
     * Takes the lock of that name until the page is left. A page that was left a moment ago may still have it, so this
     * waits a second for it.
     */
    // A page that comes back from the browser's memory may show what another tab has changed since.
    @JSBody(
            params = {"name", "held"},
            script = ANSWER + "var wait = new AbortController(); setTimeout(function() { wait.abort(); }, 1000);"
                    + "navigator.locks.request(name, {signal: wait.signal}, function() {"
                    + "  answer(true);"
                    + "  addEventListener('pageshow', function(event) { if (event.persisted) { location.reload(); } });"
                    + "  return new Promise(function(left) { addEventListener('pagehide', left); });"
                    + "}).catch(function(error) { answer(error.name !== 'AbortError'); });")
    public static native void takeUntilLeft(String name, Held held);
}
