package org.layerlab.page.browser;

import org.teavm.classlib.PlatformDetector;
import org.teavm.jso.JSBody;

/** Which of the two builds runs, and whether the GPU may compute. */
public final class Engine {
    /** What the GPU is called among the engines. */
    public static final String GPU = "webgpu";

    private Engine() {}

    /** {@code "wasm"} or {@code "js"}. */
    public static String name() {
        return PlatformDetector.isWebAssemblyGC() ? "wasm" : "js";
    }

    /** Whether the address forces the GPU: {@code engine=webgpu}. */
    @JSBody(script = "return self.LayerLab.gpu === 'forced';")
    public static native boolean forcesGpu();

    /** Tells the document of a page whose work may be done there what the address forces; what fails is told later. */
    public static void tellForced() {
        if (forcesGpu()) {
            Dom.documentData("engine", GPU);
        }
    }

    /** Whether the browser may have a GPU, and the address asks for no other engine. */
    @JSBody(script = "return self.LayerLab.gpu !== 'none';")
    public static native boolean mayUseGpu();

    /** How many threads this page's worker may compute on. */
    @JSBody(script = "return window.LayerLab.threads;")
    public static native int threads();
}
