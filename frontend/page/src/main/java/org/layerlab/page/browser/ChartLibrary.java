package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/**
 * uPlot and {@code static/chart.js}, which draws the charts with it. They are loaded for the first chart: a page without a
 * curve need not wait for them.
 */
public final class ChartLibrary {
    private static final String SCRIPT = "uPlot.iife.min.js";
    private static final String STYLE = "uPlot.min.css";
    private static final String CURVES = "chart.js";

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
        load(SCRIPT, STYLE, CURVES, loaded);
    }

    @JSBody(
            params = {"script", "style", "curves", "loaded"},
            script = "var here = typeof uPlot === 'function' && !!LayerLab.chart;"
                    + "if (here || Date.now() < LayerLab.noChart) { loaded(here); return; }"
                    + "var left = 3;"
                    + "var load = function(element, key, file) {"
                    + "  element[key] = document.documentElement.dataset.assets + '/' + file;"
                    + "  element.onload = function() { if (--left === 0) { loaded(true); } };"
                    + "  element.onerror = function() { if (left > 0) {"
                    + "    left = 0; LayerLab.noChart = Date.now() + 30000; loaded(false); } };"
                    + "  document.head.append(element); };"
                    + "var link = document.createElement('link');"
                    + "link.rel = 'stylesheet';"
                    + "load(link, 'href', style);"
                    + "load(document.createElement('script'), 'src', script);"
                    + "load(document.createElement('script'), 'src', curves);")
    private static native void load(String script, String style, String curves, Loaded loaded);
}
