package org.layerlab.page.inside;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The groups of layers as rows of feature maps, or of numbers. One map of each row can be reached by Tab; arrow keys move
 * from there.
 */
final class LayerRows {
    private static final int DIGITS = 3;

    /** Hears which map is chosen. */
    interface Chosen {
        void chosen(int group, int channel);
    }

    private final Chosen chosen;
    private final List<List<HTMLElement>> rows = new ArrayList<>();
    private final List<List<Integer>> channels = new ArrayList<>();

    LayerRows(Chosen chosen) {
        this.chosen = chosen;
        Dom.on("rows", "keydown", this::move);
    }

    /**
     * Shows the maps that are strongest for a photo.
     *
     * @param told the worker's: for each group its channels, and their values where they are numbers
     */
    void show(List<Group> groups, String told, byte[] pictures) {
        HTMLElement all = Dom.emptied("rows");
        rows.clear();
        channels.clear();
        JsonArray list = Json.parse(told).asArray();
        int from = 0;
        for (Group group : groups) {
            JsonObject shown = list.get(group.index()).asObject();
            HTMLElement row = Dom.copyOf("row-template");
            Dom.setText(row.querySelector("h3"), group.title());
            HTMLElement note = row.querySelector(".note");
            Dom.setText(note, group.size());
            HTMLElement layers = Dom.create("span");
            layers.setAttribute("class", "figure row-layers");
            layers.setAttribute("translate", "no");
            Dom.setText(layers, group.layers());
            note.appendChild(layers);
            HTMLElement strip = row.querySelector(".strip");
            strip.setAttribute("class", group.output().isNumbers() ? "strip numbers" : "strip");
            strip.setAttribute("aria-label", group.title());
            List<HTMLElement> buttons = new ArrayList<>();
            List<Integer> numbers = new ArrayList<>();
            for (int k = 0; k < shown.get("channels").asArray().size(); k++) {
                int channel = shown.get("channels").asArray().get(k).asInt();
                HTMLElement button = button(group, channel, k);
                if (group.output().isNumbers()) {
                    number(
                            button,
                            group,
                            channel,
                            shown.get("values").asArray().get(k).asDouble());
                } else {
                    GrayPicture picture = new GrayPicture(
                            pictures,
                            from,
                            group.output().width(),
                            group.output().height());
                    HTMLCanvasElement canvas = Dom.createCanvas(1, 1);
                    picture.draw(canvas);
                    button.appendChild(canvas);
                    from += picture.pixels();
                }
                strip.appendChild(button);
                buttons.add(button);
                numbers.add(channel);
            }
            all.appendChild(row);
            rows.add(buttons);
            channels.add(numbers);
            stopAt(group.index(), 0);
        }
    }

    private HTMLElement button(Group group, int channel, int place) {
        HTMLElement button = Dom.create("button");
        button.setAttribute("type", "button");
        button.setAttribute("class", "map-button");
        button.setAttribute("data-testid", "map-" + group.index() + "-" + channel);
        button.setAttribute("data-row", String.valueOf(group.index()));
        button.setAttribute("data-place", String.valueOf(place));
        button.setAttribute("aria-pressed", "false");
        String name = group.fullName(channel);
        button.setAttribute("title", name);
        button.setAttribute("aria-label", name);
        Dom.on(button, "click", event -> chosen.chosen(group.index(), channel));
        return button;
    }

    private static void number(HTMLElement button, Group group, int channel, double value) {
        String text = NumberFormat.significant(value, DIGITS);
        HTMLElement figure = Dom.create("span");
        figure.setAttribute("class", "figure");
        Dom.setText(figure, text);
        button.appendChild(figure);
        button.setAttribute("aria-label", group.fullName(channel) + ": " + text);
    }

    /** The channel that is strongest in a group. */
    int strongest(int group) {
        return channels.get(group).get(0);
    }

    /** Marks the map that is chosen. */
    void mark(int group, int channel) {
        for (int r = 0; r < rows.size(); r++) {
            for (int k = 0; k < rows.get(r).size(); k++) {
                HTMLElement button = rows.get(r).get(k);
                boolean isChosen = r == group && channels.get(r).get(k) == channel;
                button.setAttribute("aria-pressed", String.valueOf(isChosen));
                if (isChosen) {
                    stopAt(r, k);
                }
            }
        }
    }

    /** Makes one map of a row the one that Tab leads to. */
    private void stopAt(int r, int place) {
        for (int k = 0; k < rows.get(r).size(); k++) {
            rows.get(r).get(k).setAttribute("tabindex", k == place ? "0" : "-1");
        }
    }

    private void move(Event event) {
        HTMLElement from = Dom.closest(event, ".map-button");
        if (from == null) {
            return;
        }
        int r = Integer.parseInt(from.getAttribute("data-row"));
        int k = Integer.parseInt(from.getAttribute("data-place"));
        switch (((KeyboardEvent) event).getKey()) {
            case "ArrowRight" -> goTo(event, r, k + 1);
            case "ArrowLeft" -> goTo(event, r, k - 1);
            case "Home" -> goTo(event, r, 0);
            case "End" -> goTo(event, r, Integer.MAX_VALUE);
            case "ArrowDown" -> goTo(event, r + 1, k);
            case "ArrowUp" -> goTo(event, r - 1, k);
            default -> {
                // Other keys do what they do elsewhere.
            }
        }
    }

    /** Gives the focus to a map, or to the nearest that is there. */
    private void goTo(Event event, int wantedRow, int wantedPlace) {
        event.preventDefault();
        int r = Math.max(0, Math.min(rows.size() - 1, wantedRow));
        int k = Math.max(0, Math.min(rows.get(r).size() - 1, wantedPlace));
        stopAt(r, k);
        rows.get(r).get(k).focus();
    }
}
