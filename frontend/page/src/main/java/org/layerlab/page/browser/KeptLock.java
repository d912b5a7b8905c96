package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/**
 * The right to write what all tabs of this browser keep in one place. A page or worker has it until it ends; without
 * locks, as on a server without TLS, all have it.
 */
public final class KeptLock {
    private KeptLock() {}

    /** Hears whether the right is this page's or worker's. */
    @JSFunctor
    public interface Held extends JSObject {
        void held(boolean free);
    }

    /** Takes the lock of that name unless another tab has it. */
    @JSBody(
            params = {"name", "held"},
            script = "if (!navigator.locks) { held(true); return; }"
                    + "var answer = function(free) { setTimeout(function() { held(free); }); };"
                    + "navigator.locks.request(name, {ifAvailable: true}, function(lock) {"
                    + "  answer(lock !== null);"
                    + "  return lock && new Promise(function() { });"
                    + "}).catch(function() { answer(true); });")
    public static native void take(String name, Held held);
}
