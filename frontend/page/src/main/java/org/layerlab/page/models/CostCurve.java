package org.layerlab.page.models;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.CostChart;
import org.layerlab.page.settings.CardText;

/** The card of a model page that shows how the cost fell. */
final class CostCurve {
    private CostCurve() {}

    /** The cost history of a card, {@code [[iteration, cost], …]}; empty where there is none. */
    static List<CostPoint> costs(JsonObject card) {
        List<CostPoint> costs = new ArrayList<>();
        JsonValue history = card.get("costs");
        if (history != null && history.isArray()) {
            for (JsonValue point : history.asArray()) {
                costs.add(new CostPoint(
                        point.asArray().get(0).asInt(), point.asArray().get(1).asDouble()));
            }
        }
        return costs;
    }

    /** Draws the curve of a card, or says that there is none; a person's own classes never come with one. */
    static void show(JsonObject card) {
        List<CostPoint> costs = costs(card);
        CostChart chart = new CostChart("cost-chart");
        for (CostPoint point : costs) {
            chart.add(point.iteration(), point.cost());
        }
        chart.draw();
        Dom.show("cost-card", !costs.isEmpty() || !CardText.hasOwnClasses(card));
        Dom.show("curve-empty", costs.isEmpty());
        Dom.show("cost-chart", !costs.isEmpty());
        if (costs.isEmpty()) {
            Dom.text("cost", "–");
            return;
        }
        CostPoint own = ofNetwork(costs, CardText.number(card, "iteration"));
        Dom.text("cost", NumberFormat.decimals(own.cost(), 6));
        // Costs are kept every few iterations, so it need not be the network's as it was saved.
        Dom.text("cost-at", Texts.of("after iteration {0}", NumberFormat.grouped(own.iteration())));
    }

    /**
     * The cost of the saved network, or the one nearest before it. The history may go on after it: a training keeps the
     * parameters that were best on the validation set.
     *
     * @param costs at least one
     * @param iteration that the parameters are of; NaN where the card does not say
     */
    static CostPoint ofNetwork(List<CostPoint> costs, double iteration) {
        int last = costs.size() - 1;
        while (last > 0 && costs.get(last).iteration() > iteration) {
            last--;
        }
        return costs.get(last);
    }
}
