package org.layerlab.page.photos;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.CostChart;
import org.layerlab.page.browser.Dom;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** The charts of a training. Their library is loaded for the first one: who only judges a photo need not wait for it. */
final class TrainingCharts {
    private static final String LIBRARY = "uPlot.iife.min.js";

    private final CostChart costs = new CostChart("cost-chart");
    private final AccuracyChart accuracies = new AccuracyChart();

    @JSFunctor
    private interface Loaded extends JSObject {
        void loaded(boolean there);
    }

    private TrainingCharts() {}

    /**
     * Brings the charts up.
     *
     * @param ready takes them; null where the library did not come, and there is nothing to draw on
     */
    static void load(Consumer<@Nullable TrainingCharts> ready) {
        load(LIBRARY, there -> {
            Dom.show("accuracy-chart", there);
            Dom.show("cost-chart", there);
            ready.accept(there ? new TrainingCharts() : null);
        });
    }

    @JSBody(
            params = {"file", "loaded"},
            script = "var script = document.createElement('script');"
                    + "script.src = document.documentElement.dataset.assets + '/' + file;"
                    + "script.onload = function() { loaded(true); };"
                    + "script.onerror = function() { loaded(false); };"
                    + "document.head.append(script);")
    private static native void load(String file, Loaded loaded);

    void clear() {
        costs.clear();
        accuracies.clear();
    }

    /** Adds a cost at an iteration. */
    void cost(double iteration, double cost) {
        costs.add(iteration, cost);
    }

    /** Adds accuracies, 0 to 1, at an iteration; NaN where one is not known. */
    void accuracy(int iteration, double train, double validation, double test) {
        accuracies.add(iteration, train, validation, test);
    }

    void draw() {
        costs.draw();
        accuracies.draw();
    }
}
