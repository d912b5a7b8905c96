package org.layerlab.page.browser;

import org.teavm.classlib.PlatformDetector;

/** Which of the two builds runs. */
public final class Engine {
    private Engine() {}

    /** {@code "wasm"} or {@code "js"}. */
    public static String name() {
        return PlatformDetector.isWebAssemblyGC() ? "wasm" : "js";
    }
}
