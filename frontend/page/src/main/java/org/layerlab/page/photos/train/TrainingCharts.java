package org.layerlab.page.photos.train;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.ChartLibrary;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.parts.CostChart;

/** The charts of a training. Their library is loaded for the first one: who only judges a photo need not wait for it. */
final class TrainingCharts {
    private final CostChart costs = new CostChart("cost-chart");
    private final AccuracyChart accuracies = new AccuracyChart();

    private TrainingCharts() {}

    /**
     * Brings the charts up.
     *
     * @param ready takes them; null where the library did not come, and there is nothing to draw on
     */
    static void load(Consumer<@Nullable TrainingCharts> ready) {
        ChartLibrary.load(there -> {
            Dom.show("accuracy-chart", there);
            Dom.show("cost-chart", there);
            ready.accept(there ? new TrainingCharts() : null);
        });
    }

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
