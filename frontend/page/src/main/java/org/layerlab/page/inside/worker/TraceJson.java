package org.layerlab.page.inside.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.trace.Area;
import org.layerlab.network.trace.NextUse;
import org.layerlab.network.trace.PixelTrace;
import org.layerlab.network.trace.Step;

/** A trace as the page shows it: of many channels or inputs only those that count most, and the rest in one number. */
final class TraceJson {
    /** Channels whose patches are shown. */
    private static final int CHANNELS = 3;

    /** Products of single inputs that are shown. */
    private static final int TERMS = 8;

    private TraceJson() {}

    /**
     * A trace as JSON.
     *
     * @param input the shape of what goes into its group
     */
    static String of(PixelTrace trace, @Nullable NextUse onward, MapShape input) {
        JsonArray steps = new JsonArray();
        for (Step step : trace.steps()) {
            steps.add(json(step, input).add("out", step.out()));
        }
        JsonObject told = Json.object()
                .add("value", trace.value())
                .add("seen", area(trace.seen()))
                .add("field", area(trace.field()))
                .add("steps", steps);
        if (onward != null) {
            told.add(
                    "onward",
                    Json.object()
                            .add("group", onward.group())
                            .add("channel", onward.channel())
                            .add("y", onward.y())
                            .add("x", onward.x())
                            .add("weight", onward.weight())
                            .add("product", onward.product()));
        }
        return told.toString();
    }

    private static JsonArray area(Area area) {
        return Json.array(area.y(), area.x(), area.height(), area.width());
    }

    private static JsonObject json(Step step, MapShape input) {
        if (step instanceof Step.WeightedSum sum) {
            boolean isPatch = sum.patch().length > sum.channels() && !sum.seen().equals(all(input));
            return (isPatch ? patches(sum) : terms(sum))
                    .add("channels", sum.channels())
                    .add("sum", sum.sum())
                    .add("bias", sum.bias());
        }
        if (step instanceof Step.Mean mean) {
            return Json.object().add("kind", "mean").add("count", mean.count()).add("sum", mean.sum());
        }
        if (step instanceof Step.Normalized normalized) {
            return Json.object()
                    .add("kind", "normalized")
                    .add("in", normalized.in())
                    .add("mean", normalized.mean())
                    .add("deviation", normalized.deviation())
                    .add("gamma", normalized.gamma())
                    .add("beta", normalized.beta());
        }
        if (step instanceof Step.Activated activated) {
            return Json.object()
                    .add("kind", "activated")
                    .add("activation", activated.activation().id())
                    .add("in", activated.in());
        }
        if (step instanceof Step.Pooled pooled) {
            return Json.object()
                    .add("kind", "pooled")
                    .add("values", Json.array(pooled.values()))
                    .add("winner", pooled.winner());
        }
        if (step instanceof Step.Added added) {
            return Json.object().add("kind", "added").add("in", added.in()).add("kept", added.kept());
        }
        if (step instanceof Step.Softmaxed softmax) {
            return Json.object()
                    .add("kind", "softmax")
                    .add("values", Json.array(softmax.Z()))
                    .add("unit", softmax.unit());
        }
        return Json.object().add("kind", "given");
    }

    private static Area all(MapShape shape) {
        return new Area(0, 0, shape.height(), shape.width());
    }

    /** Patch, filter and products of the channels that count most. */
    private static JsonObject patches(Step.WeightedSum sum) {
        double[] partial = new double[sum.channels()];
        for (int c = 0; c < partial.length; c++) {
            partial[c] = sum.of(c);
        }
        List<Integer> order = byAmount(partial);
        JsonArray shown = new JsonArray();
        double rest = sum.sum();
        // The channels of a photo are shown in their order.
        List<Integer> first = new ArrayList<>(order.subList(0, Math.min(CHANNELS, order.size())));
        if (order.size() <= CHANNELS) {
            first.sort(Integer::compare);
        }
        for (int c : first) {
            rest -= partial[c];
            shown.add(Json.object()
                    .add("channel", sum.channel() + c)
                    .add("patch", every(sum.patch(), c, sum.channels()))
                    .add("weights", every(sum.weights(), c, sum.channels()))
                    .add("products", every(sum.products(), c, sum.channels()))
                    .add("sum", partial[c]));
        }
        return Json.object()
                .add("kind", "patches")
                .add("shown", shown)
                .add("others", order.size() - first.size())
                .add("rest", order.size() > first.size() ? rest : 0);
    }

    private static JsonArray every(double[] values, int from, int step) {
        JsonArray some = new JsonArray();
        for (int i = from; i < values.length; i += step) {
            some.add(values[i]);
        }
        return some;
    }

    /** The inputs whose products count most. */
    private static JsonObject terms(Step.WeightedSum sum) {
        List<Integer> order = byAmount(sum.products());
        JsonArray shown = new JsonArray();
        double rest = sum.sum();
        List<Integer> first = order.subList(0, Math.min(TERMS, order.size()));
        for (int i : first) {
            int pixel = i / sum.channels();
            rest -= sum.products()[i];
            shown.add(Json.object()
                    .add("channel", sum.channel() + i % sum.channels())
                    .add("y", sum.seen().y() + pixel / sum.seen().width())
                    .add("x", sum.seen().x() + pixel % sum.seen().width())
                    .add("patch", sum.patch()[i])
                    .add("weight", sum.weights()[i])
                    .add("product", sum.products()[i]));
        }
        return Json.object()
                .add("kind", "terms")
                .add("shown", shown)
                .add("others", order.size() - first.size())
                .add("rest", order.size() > first.size() ? rest : 0);
    }

    private static List<Integer> byAmount(double[] values) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            order.add(i);
        }
        order.sort((a, b) -> Double.compare(Math.abs(values[b]), Math.abs(values[a])));
        return order;
    }
}
