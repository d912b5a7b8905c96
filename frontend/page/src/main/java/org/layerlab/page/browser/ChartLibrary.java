package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** uPlot, which draws the charts. It is loaded for the first of them: a page without a curve need not wait for it. */
public final class ChartLibrary {
    private static final String FILE = "uPlot.iife.min.js";

    /** Hears whether the library is there. */
    @JSFunctor
    public interface Loaded extends JSObject {
        void loaded(boolean there);
    }

    private ChartLibrary() {}

    /**
     * Loads it, where it is not there yet, and says so. Where it could not be loaded, charts ask for it with every
     * frame: it is requested again after half a minute.
     */
    public static void load(Loaded loaded) {
        load(FILE, loaded);
    }

    @JSBody(
            params = {"file", "loaded"},
            script = "var here = typeof uPlot === 'function';"
                    + "if (here || Date.now() < LayerLab.noChart) { loaded(here); return; }"
                    + "var script = document.createElement('script');"
                    + "script.src = document.documentElement.dataset.assets + '/' + file;"
                    + "script.onload = function() { loaded(true); };"
                    + "script.onerror = function() { LayerLab.noChart = Date.now() + 30000; loaded(false); };"
                    + "document.head.append(script);")
    private static native void load(String file, Loaded loaded);
}
