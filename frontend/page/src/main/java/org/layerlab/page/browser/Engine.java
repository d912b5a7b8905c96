package org.layerlab.page.browser;

import org.teavm.classlib.PlatformDetector;
import org.teavm.jso.JSBody;

/** Which of the two builds runs. */
public final class Engine {
    private Engine() {}

    /** {@code "wasm"} or {@code "js"}. */
    public static String name() {
        return PlatformDetector.isWebAssemblyGC() ? "wasm" : "js";
    }

    /** How many threads this page's worker may compute on. */
    @JSBody(script = "return window.LayerLab.threads;")
    public static native int threads();
}
