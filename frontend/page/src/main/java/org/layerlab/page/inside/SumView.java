package org.layerlab.page.inside;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLElement;

/** A weighted sum as tables: patch, filter and products of each channel, or a row for each input. */
final class SumView {
    private static final int SUM_DIGITS = 5;

    /** Hears which number a person wants to see come about. */
    interface Followed {
        void followed(int group, int channel, int y, int x);
    }

    private final Followed followed;

    SumView(Followed followed) {
        this.followed = followed;
    }

    /**
     * The step as an item of the list.
     *
     * @param groups of the network
     * @param seen {@code [y, x, height, width]} of what the filter looks at, in pixels of its input
     */
    HTMLElement item(JsonObject step, List<Group> groups, Group group, JsonArray seen) {
        HTMLElement item = Dom.copyOf("patches-template");
        boolean isPatches = step.getString("kind", "").equals("patches");
        JsonArray shown = step.get("shown").asArray();
        HTMLElement tables = item.querySelector(".channels");
        if (isPatches) {
            for (JsonValue channel : shown) {
                tables.appendChild(channel(channel.asObject(), groups, group, seen));
            }
        } else {
            Dom.setText(item.querySelector("h3"), Texts.of("Inputs × weights"));
            tables.setAttribute("aria-label", Texts.of("Inputs and weights"));
            tables.appendChild(terms(shown, groups, group));
        }
        int others = step.getInt("others", 0);
        Dom.setText(item.querySelector(".note"), note(isPatches, shown.size(), others, step.getInt("channels", 0)));
        HTMLElement rest = item.querySelector(".rest");
        rest.setHidden(others == 0);
        Dom.setText(
                item.querySelector(".rest-name"),
                isPatches ? Texts.of("The other {0} channels", others) : Texts.of("The other {0} inputs", others));
        number(rest.querySelector("dd"), step.getDouble("rest", 0), SUM_DIGITS);
        number(item.querySelector("[data-testid=trace-sum]"), step.getDouble("sum", 0), SUM_DIGITS);
        number(item.querySelector("[data-testid=trace-bias]"), step.getDouble("bias", 0), SUM_DIGITS);
        number(item.querySelector("[data-testid=trace-z]"), step.getDouble("out", 0), SUM_DIGITS);
        return item;
    }

    private static String note(boolean isPatches, int shown, int others, int channels) {
        if (!isPatches) {
            return others == 0
                    ? Texts.of("Each input is multiplied by its weight.")
                    : Texts.of("The {0} products that count most, of {1}.", shown, shown + others);
        }
        if (channels == 1) {
            return Texts.of("The filter sees one channel. Padding beyond the edge counts as 0.");
        }
        return others == 0
                ? Texts.of("All {0} channels. Padding beyond the edge counts as 0.", channels)
                : Texts.of(
                        "The {0} channels that count most, of {1}. Padding beyond the edge counts as 0.",
                        shown, channels);
    }

    private HTMLElement channel(JsonObject told, List<Group> groups, Group group, JsonArray seen) {
        HTMLElement part = Dom.copyOf("channel-template");
        int channel = told.getInt("channel", 0);
        HTMLElement name = part.querySelector(".channel-name");
        if (group.index() == 0) {
            Dom.setText(name, color(channel));
        } else {
            HTMLElement button = part.querySelector("button");
            name.setHidden(true);
            Group before = groups.get(group.index() - 1);
            Dom.setText(button, before.name(channel));
            int middleY = inside(middle(seen, 0), before.output().height());
            int middleX = inside(middle(seen, 1), before.output().width());
            follow(button, before, channel, middleY, middleX);
        }
        Edges edges = new Edges(seen, group.input());
        String[] keys = {"patch", "weights", "products"};
        int table = 0;
        for (HTMLElement body : Dom.all(part, "tbody")) {
            fill(body, told.get(keys[table]).asArray(), edges);
            table++;
        }
        HTMLElement sum = part.querySelector(".channel-sum");
        number(sum, told.getDouble("sum", 0), SUM_DIGITS - 1);
        Dom.setText(sum, Texts.of("sum {0}", sum.getInnerText()));
        return part;
    }

    private static int middle(JsonArray seen, int axis) {
        return seen.get(axis).asInt() + seen.get(axis + 2).asInt() / 2;
    }

    private static int inside(int place, int size) {
        return Math.max(0, Math.min(size - 1, place));
    }

    /** The channels of a photo lie in the order blue, green, red. */
    private static String color(int channel) {
        return switch (channel) {
            case 0 -> Texts.of("Blue");
            case 1 -> Texts.of("Green");
            default -> Texts.of("Red");
        };
    }

    /** Where a patch lies on its input: beyond its edges is padding. */
    private record Edges(JsonArray seen, Group.Size input) {
        int width() {
            return seen.get(3).asInt();
        }

        boolean isPadding(int tap) {
            int y = seen.get(0).asInt() + tap / width();
            int x = seen.get(1).asInt() + tap % width();
            return y < 0 || y >= input.height() || x < 0 || x >= input.width();
        }
    }

    private static void fill(HTMLElement body, JsonArray values, Edges edges) {
        double most = 1e-30;
        for (JsonValue value : values) {
            most = Math.max(most, Math.abs(value.asDouble()));
        }
        HTMLElement row = Dom.create("tr");
        for (int tap = 0; tap < values.size(); tap++) {
            if (tap % edges.width() == 0) {
                row = Dom.create("tr");
                body.appendChild(row);
            }
            HTMLElement cell = Dom.create("td");
            cell.setAttribute("class", "figure");
            double value = values.get(tap).asDouble();
            cell.setAttribute("data-value", String.valueOf(value));
            Dom.setText(cell, brief(value));
            cell.setAttribute("data-sign", value < 0 ? "minus" : "plus");
            cell.setAttribute("data-padding", String.valueOf(edges.isPadding(tap)));
            Dom.setStyle(cell, "--amount", String.valueOf(Math.abs(value) / most));
            row.appendChild(cell);
        }
    }

    private HTMLElement terms(JsonArray shown, List<Group> groups, Group group) {
        HTMLElement table = Dom.copyOf("terms-template");
        HTMLElement body = table.querySelector("tbody");
        for (JsonValue value : shown) {
            JsonObject term = value.asObject();
            HTMLElement row = Dom.copyOf("term-template");
            HTMLElement button = row.querySelector("button");
            int channel = term.getInt("channel", 0);
            int y = term.getInt("y", 0);
            int x = term.getInt("x", 0);
            if (group.index() == 0) {
                Dom.setText(row.querySelector("th"), color(channel));
            } else {
                Group before = groups.get(group.index() - 1);
                Dom.setText(
                        button,
                        before.output().isNumbers()
                                ? before.name(channel)
                                : Texts.of("Map {0}, row {1}, column {2}", channel + 1, y + 1, x + 1));
                follow(button, before, channel, y, x);
            }
            String[] keys = {"patch", "weight", "product"};
            int cell = 0;
            for (HTMLElement figure : Dom.all(row, "td")) {
                number(figure, term.getDouble(keys[cell], 0), SUM_DIGITS);
                cell++;
            }
            body.appendChild(row);
        }
        return table;
    }

    private void follow(HTMLElement button, Group before, int channel, int y, int x) {
        button.setHidden(false);
        Dom.on(button, "click", event -> followed.followed(before.index(), channel, y, x));
    }

    /** A number in a cell: six characters, so that tables stay narrow and decimals below one another. */
    private static String brief(double value) {
        double size = Math.abs(value);
        int decimals = size < 10 ? 3 : size < 100 ? 2 : size < 1000 ? 1 : 0;
        return value == 0 ? "0" : NumberFormat.decimals(value, decimals).replace('-', '−');
    }

    /** Writes a number for people, and its exact value for programs. */
    static void number(HTMLElement element, double value, int digits) {
        element.setAttribute("data-value", String.valueOf(value));
        Dom.setText(element, NumberFormat.significant(value, digits));
    }
}
