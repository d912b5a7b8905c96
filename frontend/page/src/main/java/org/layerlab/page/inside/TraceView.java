package org.layerlab.page.inside;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLElement;

/** How one number comes about, as a list of steps, and where it goes next. */
final class TraceView {
    private static final int DIGITS = 4;
    /** Of a softmax's Z more would not be read. */
    private static final int MOST = 6;

    private final SumView.Followed followed;
    private final SumView sums;

    TraceView(SumView.Followed followed) {
        this.followed = followed;
        sums = new SumView(followed);
    }

    /**
     * Shows a trace.
     *
     * @param trace the worker's
     * @param channel of the number, in its group
     * @param classes what the classes are called
     */
    void show(JsonObject trace, List<Group> groups, Group group, int channel, List<String> classes) {
        HTMLElement list = Dom.emptied("steps");
        for (JsonValue value : trace.get("steps").asArray()) {
            JsonObject step = value.asObject();
            HTMLElement item = item(step, trace, groups, group, channel);
            item.setAttribute("data-kind", step.getString("kind", ""));
            item.setAttribute("data-out", String.valueOf(step.getDouble("out", 0)));
            list.appendChild(item);
        }
        list.appendChild(next(trace, groups, group, classes));
    }

    private HTMLElement item(JsonObject step, JsonObject trace, List<Group> groups, Group group, int channel) {
        double out = step.getDouble("out", 0);
        return switch (step.getString("kind", "")) {
            case "patches", "terms" ->
                sums.item(step, groups, group, trace.get("seen").asArray());
            case "mean" -> mean(step, groups.get(group.index() - 1), channel);
            case "normalized" ->
                step(
                        Texts.of("Batch normalization"),
                        "γ · (Z − μ) / σ + β = " + figure(step, "gamma") + " · (" + figure(step, "in") + " − "
                                + bracketed(step, "mean") + ") / " + figure(step, "deviation") + " + "
                                + bracketed(step, "beta") + " = " + number(out),
                        Texts.of("μ and σ are this map’s mean and spread in training, γ and β were learned."));
            case "activated" -> activated(step, out);
            case "pooled" -> pooled(step, out);
            case "added" ->
                step(
                        Texts.of("Skip connection"),
                        figure(step, "in") + " + " + bracketed(step, "kept") + " = " + number(out),
                        Texts.of("The block’s input is added to what its layers computed."));
            case "softmax" -> softmax(step, out);
            default ->
                step(
                        Texts.of("Input"),
                        number(out),
                        Texts.of("A number of the photo, 0 for black and 1 for full color."));
        };
    }

    private static HTMLElement step(String title, String formula, String note) {
        HTMLElement item = Dom.copyOf("step-template");
        Dom.setText(item.querySelector("h3"), title);
        Dom.setText(item.querySelector(".formula"), formula);
        Dom.setText(item.querySelector(".note"), note);
        return item;
    }

    private HTMLElement mean(JsonObject step, Group before, int channel) {
        int count = step.getInt("count", 1);
        HTMLElement item = step(
                Texts.of("Global average pool"),
                figure(step, "sum") + " / " + count + " = " + number(step.getDouble("out", 0)),
                Texts.of("The mean of all {0} pixels of the map: their sum, divided by their count.", count));
        HTMLElement row = Dom.copyOf("back-template");
        HTMLElement button = row.querySelector("button");
        Dom.setText(button, before.fullName(channel));
        Dom.on(
                button,
                "click",
                event -> followed.followed(
                        before.index(),
                        channel,
                        before.output().height() / 2,
                        before.output().width() / 2));
        item.appendChild(row);
        return item;
    }

    private static HTMLElement activated(JsonObject step, double out) {
        Activation activation = Activation.of(step.getString("activation", ""));
        return step(
                Texts.of("Activation: {0}", Texts.said(activation.label())),
                activation.text().worked(figure(step, "in")) + " = " + number(out),
                Texts.said(activation.help()));
    }

    private static HTMLElement pooled(JsonObject step, double out) {
        JsonArray values = step.get("values").asArray();
        StringBuilder formula = new StringBuilder("max(");
        int winner = step.getInt("winner", 0);
        int side = (int) Math.round(Math.sqrt(values.size()));
        HTMLElement table = Dom.copyOf("pool-template");
        HTMLElement row = Dom.create("tr");
        for (int i = 0; i < values.size(); i++) {
            if (i % side == 0) {
                row = Dom.create("tr");
                table.querySelector("tbody").appendChild(row);
            }
            HTMLElement cell = Dom.create("td");
            cell.setAttribute("class", "figure");
            cell.setAttribute("data-won", String.valueOf(i == winner));
            SumView.number(cell, values.get(i).asDouble(), DIGITS);
            row.appendChild(cell);
            formula.append(i == 0 ? "" : ", ").append(number(values.get(i).asDouble()));
        }
        HTMLElement item = step(
                Texts.of("Max pool"),
                formula.append(") = ").append(number(out)).toString(),
                Texts.of(
                        "The largest of {0} pixels goes on: row {1}, column {2} of the square. The earlier steps are for that pixel.",
                        values.size(), winner / side + 1, winner % side + 1));
        item.insertBefore(table, item.querySelector(".note"));
        return item;
    }

    private static HTMLElement softmax(JsonObject step, double out) {
        JsonArray values = step.get("values").asArray();
        StringBuilder sum = new StringBuilder();
        for (int i = 0; i < Math.min(MOST, values.size()); i++) {
            sum.append(i == 0 ? "" : " + ")
                    .append("e^")
                    .append(number(values.get(i).asDouble()));
        }
        sum.append(values.size() > MOST ? " + …" : "");
        return step(
                Texts.of("Softmax"),
                "e^" + number(values.get(step.getInt("unit", 0)).asDouble()) + " / (" + sum + ") = " + number(out),
                Texts.of("Each class gets its share of the sum, so the shares add up to 1."));
    }

    private HTMLElement next(JsonObject trace, List<Group> groups, Group group, List<String> classes) {
        double value = trace.getDouble("value", 0);
        if (group.last()) {
            boolean isOne = group.output().channels() == 1 && classes.size() == 2;
            return step(
                    Texts.of("The answer"),
                    answer(value, classes, group),
                    isOne
                            ? Texts.of(
                                    "Above 50 % the answer is {0}, below it is {1}.",
                                    Texts.said(classes.get(1)), Texts.said(classes.get(0)))
                            : "");
        }
        String title = Texts.of("Where it goes next");
        Group after = groups.get(group.index() + 1);
        if (!(trace.get("onward") instanceof JsonObject onward)) {
            return step(
                    title,
                    "",
                    Texts.of(
                            "No filter of “{0}” looks at this pixel, or a pixel beside it wins the pool.",
                            after.title()));
        }
        String weight = figure(onward, "weight");
        int channel = onward.getInt("channel", 0);
        String product = number(value) + " · " + bracketed(onward, "weight") + " = " + figure(onward, "product");
        HTMLElement item;
        if (after.kind().equals(Group.MEAN)) {
            item = step(
                    title,
                    product,
                    Texts.of(
                            "It is one of the {0} numbers whose mean goes on.",
                            Math.round(1 / onward.getDouble("weight", 1))));
        } else if (value == 0) {
            item = step(title, product, Texts.of("The number is 0, so it adds nothing to “{0}”.", after.title()));
        } else {
            item = step(title, product, Texts.of("Its largest weight in “{0}” is {1}.", after.title(), weight));
        }
        HTMLElement row = Dom.copyOf("onward-template");
        HTMLElement button = row.querySelector("button");
        Dom.setText(button, Texts.of("Follow it to {0}", after.fullName(channel)));
        int y = onward.getInt("y", 0);
        int x = onward.getInt("x", 0);
        Dom.on(button, "click", event -> followed.followed(after.index(), channel, y, x));
        item.appendChild(row);
        return item;
    }

    /** The probability of a class, in words. */
    private static String answer(double value, List<String> classes, Group group) {
        boolean isOne = group.output().channels() == 1;
        String name = classes.size() > 1 ? Texts.said(classes.get(1)) : Texts.of("class {0}", 1);
        return isOne
                ? Texts.of("Probability of {0}: {1} %", name, NumberFormat.percent(value))
                : Texts.of("Probability of this class: {0} %", NumberFormat.percent(value));
    }

    private static String number(double value) {
        return NumberFormat.significant(value, DIGITS);
    }

    private static String figure(JsonObject json, String key) {
        return number(json.getDouble(key, 0));
    }

    /** A number after a sign, in brackets where it has one itself. */
    private static String bracketed(JsonObject json, String key) {
        String text = figure(json, key);
        return text.startsWith("−") ? "(" + text + ")" : text;
    }
}
