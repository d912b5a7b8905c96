package org.layerlab.page.play;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Frames;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.UnitMessages;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.TextRectangle;

/**
 * The network, drawn: what each unit says over the plane, each weight as a line; shape, activations and single weights
 * are changed on the drawing, with the mouse, a finger or the keyboard.
 */
final class NetworkPanel {
    /** After it has painted, the drawing leaves the page this many times as long for other work. */
    private static final double REST_PER_PAINTING = 9;

    private static final double MOST_REST_MS = 250;

    /** By how much the drawing's controls are higher than the plot's: this in rem, as their lines grow with the text, … */
    private static final double BESIDE_PLOT = 5.125;
    /** … less this in pixels, as buttons do not. */
    private static final double BUTTONS = 16;

    /** What is below a folded layer, in rem. */
    private static final double FOLDS = 2.875;

    private final NetworkHost host;
    private final NetworkCanvas canvas = new NetworkCanvas("network-drawing");
    private final Frames frames = new Frames(this::paint);
    private final UnitPanel unitPanel;
    private final LayerControls layers;
    private final NetworkTip tip = new NetworkTip();

    private PlaySettings settings = PlaySettings.DEFAULT;
    private NetworkGeometry geometry = new NetworkGeometry(List.of(2, 10, 1), new int[3], 400, 300, false);
    private byte[] maps = {};
    private double[] weights = {};
    private boolean seen;
    private double restUntil;
    private int spokenOf = -1;
    private NetworkGeometry.@Nullable Weight pointed;
    private int[] peeked = {};
    /** The one unit that the Tab key reaches: its layer and its place among those shown. */
    private int[] reached = {1, 0};

    NetworkPanel(NetworkHost host) {
        this.host = host;
        unitPanel = new UnitPanel(host);
        layers = new LayerControls(host);
        Dom.on("panel-network", "click", this::clicked);
        Dom.on("panel-network", "change", this::changed);
        Dom.on("net-units", "keydown", event -> key((KeyboardEvent) event));
        Dom.on("net-units", "pointermove", event -> moved((MouseEvent) event));
        Dom.on("net-units", "pointerleave", event -> left());
        Dom.on("net-units", "focusin", this::focused);
        Dom.on("net-units", "focusout", event -> left());
        Dom.onThemeChange(event -> {
            canvas.shade();
            // Printing captures what is painted now and does not wait for a frame.
            restUntil = 0;
            frames.now();
        });
        Runnable resized = () -> {
            if (maps.length > 0) {
                lay();
            }
        };
        Watched.onResize(Dom.byId("net-scroll"), resized);
        Watched.onResize(Dom.byId("boundary-frame"), resized);
        Watched.onSeen(Dom.byId("net-scroll"), now -> {
            seen = now;
            watch();
        });
    }

    /** Draws the network of a run that is ready; empty, where there is none. */
    void show(PlaySettings other, boolean empty) {
        maps = empty ? new byte[0] : maps;
        boolean sameShape = other.hidden().equals(settings.hidden())
                && other.features().equals(settings.features())
                && maps.length > 0;
        settings = other;
        if (!sameShape) {
            geometry = new NetworkGeometry(dims(), new int[dims().size()], 400, 300, false).of(settings.features());
            unitPanel.close();
        }
        lay();
    }

    /** Shows what the worker saw, unless it is of an earlier drawing. */
    void drawing(UnitMessages.Drawing drawing) {
        byte[] newMaps = drawing.getMaps().copyToJavaArray();
        double[] newWeights = drawing.getWeights().copyToJavaArray();
        if (!Arrays.equals(drawing.getFirst().copyToJavaArray(), geometry.first())
                || newMaps.length != geometry.units() * NetworkCanvas.AREA
                || newWeights.length != geometry.weights()) {
            return;
        }
        maps = newMaps;
        weights = newWeights;
        frames.ask();
    }

    /** Sets off the layer that is spoken of; −1 for none. */
    void speakOf(int layer) {
        spokenOf = layer;
        frames.ask();
    }

    /** The height at which the drawing with its controls is as high as the plot that stands beside it. */
    private double tall() {
        double rems = BESIDE_PLOT + (geometry.foldsAnywhere() ? FOLDS : 0);
        return Dom.byId("boundary-frame").getClientHeight() + BUTTONS - rems * Dom.rem();
    }

    private List<Integer> dims() {
        return settings.architecture().layerDims();
    }

    // ---- layout ----

    private void lay() {
        int[] first = geometry.first();
        geometry = new NetworkGeometry(
                        dims(),
                        first.length == dims().size() ? first : new int[dims().size()],
                        Dom.byId("net-scroll").getClientWidth(),
                        tall(),
                        phone(),
                        Dom.rem())
                .of(settings.features());
        if (maps.length != geometry.units() * NetworkCanvas.AREA || weights.length != geometry.weights()) {
            maps = new byte[geometry.units() * NetworkCanvas.AREA];
            weights = new double[geometry.weights()];
        }
        endPeek();
        reached = new int[] {Math.min(reached[0], geometry.layers() - 1), 0};
        pointed = null;
        String focus = Dom.focused();
        int hidden = geometry.layers() - 2;
        Dom.text("layer-count", hidden == 1 ? Texts.of("1 hidden layer") : Texts.of("{0} hidden layers", hidden));
        Dom.enable("layer-remove", hidden > 0);
        Dom.enable("layer-add", hidden < PlaySettings.MAX_HIDDEN_LAYERS);
        Dom.setStyle(Dom.byId("net"), "--width", geometry.width() + "px");
        Dom.setStyle(Dom.byId("net-units"), "--height", geometry.height() + "px");
        Dom.byId("net-heads").setAttribute("data-wide", String.valueOf(geometry.wideColumns()));
        new NetworkRows(geometry, settings.architecture()).fill(reached);
        Dom.byId("net-units")
                .setAttribute(
                        "aria-label",
                        Texts.of(
                                "The network, drawn: {0}. Arrow keys go from unit to unit, Enter opens one.",
                                Dom.byId("network-summary").getTextContent()));
        unitPanel.lay(geometry, settings.architecture());
        if (!focus.isEmpty()) {
            Dom.focus("#panel-network [data-testid=\"" + focus + "\"]");
        }
        watch();
        frames.ask();
    }

    private void watch() {
        if (maps.length > 0) {
            host.send(UnitMessages.watch(geometry.first(), seen ? geometry.most() : 0));
        }
    }

    private void paint() {
        if (maps.length == 0) {
            return;
        }
        double begun = Clock.now();
        if (begun < restUntil) {
            frames.ask();
            return;
        }
        canvas.paint(geometry, maps, weights, pointed, spokenOf);
        unitPanel.update(weights);
        if (peeked.length > 0) {
            peek();
        }
        tell();
        double ended = Clock.now();
        restUntil = ended + Math.min(MOST_REST_MS, REST_PER_PAINTING * (ended - begun));
    }

    // ---- what a person does ----

    private void clicked(Event event) {
        HTMLElement element = Dom.closest(event, "[data-act]");
        if (element == null) {
            if (Dom.closest(event, "#net-units") != null && pointedAt((MouseEvent) event)) {
                NetworkGeometry.Weight weight = pointed;
                if (weight != null) {
                    unitPanel.open(weight.layer(), weight.row(), weight.column());
                }
            }
            return;
        }
        int layer = number(element, "data-layer");
        String act = element.getAttribute("data-act");
        switch (act) {
            case "page-back" -> page(layer, -1);
            case "page-on" -> page(layer, 1);
            case "unit" -> {
                if (layer > 0) {
                    unitPanel.open(layer, number(element, "data-row"), -1);
                }
            }
            default -> layers.pressed(act, layer, settings);
        }
    }

    private void changed(Event event) {
        HTMLElement element = Dom.closest(event, "[data-act]");
        if (element != null) {
            layers.changed(element, number(element, "data-layer"), settings);
        }
    }

    private void page(int layer, int by) {
        int[] first = geometry.first();
        first[layer] = Math.max(0, first[layer] + by * geometry.most());
        geometry = new NetworkGeometry(dims(), first, geometry.width(), tall(), phone(), Dom.rem())
                .of(settings.features());
        unitPanel.close();
        lay();
    }

    private void key(KeyboardEvent event) {
        HTMLElement element = Dom.closest(event, ".net-unit");
        if (element == null) {
            return;
        }
        int layer = number(element, "data-layer");
        int row = number(element, "data-row");
        switch (event.getKey()) {
            case "ArrowLeft" -> reach(layer - 1, row);
            case "ArrowRight" -> reach(layer + 1, row);
            case "ArrowUp" -> reach(layer, row - 1);
            case "ArrowDown" -> reach(layer, row + 1);
            case "Home" -> reach(layer, 0);
            case "End" -> reach(layer, geometry.shown(layer) - 1);
            case "PageDown" -> page(layer, geometry.first(layer) + geometry.shown(layer) < dims().get(layer) ? 1 : 0);
            case "PageUp" -> page(layer, -1);
            default -> {
                return;
            }
        }
        // An arrow would make a step, too.
        event.preventDefault();
        event.stopPropagation();
    }

    private void reach(int toLayer, int toRow) {
        int layer = Math.max(0, Math.min(toLayer, geometry.layers() - 1));
        int row = Math.max(0, Math.min(toRow, geometry.shown(layer) - 1));
        Dom.focus("#net-buttons [data-layer=\"" + layer + "\"][data-row=\"" + row + "\"]");
    }

    private void focused(Event event) {
        HTMLElement element = Dom.closest(event, ".net-unit");
        if (element == null) {
            return;
        }
        int layer = number(element, "data-layer");
        int row = number(element, "data-row");
        for (HTMLElement before : Dom.all("#net-buttons [tabindex=\"0\"]")) {
            before.setAttribute("tabindex", "-1");
        }
        element.setAttribute("tabindex", "0");
        reached = new int[] {layer, row};
        element.setAttribute("aria-label", sentence(layer, row));
        pointed = null;
        peeked = reached;
        frames.ask();
    }

    private void moved(MouseEvent event) {
        HTMLElement element = Dom.closest(event, ".net-unit");
        if (element != null) {
            pointed = null;
            peeked = new int[] {number(element, "data-layer"), number(element, "data-row")};
            frames.ask();
        } else if (pointedAt(event) || peeked.length > 0) {
            endPeek();
            frames.ask();
        }
    }

    /** Notes the weight under the pointer; whether it is another than before. */
    private boolean pointedAt(MouseEvent event) {
        TextRectangle box = Dom.byId("net-units").getBoundingClientRect();
        NetworkGeometry.Weight before = pointed;
        pointed = geometry.weightAt(event.getClientX() - box.getLeft(), event.getClientY() - box.getTop());
        boolean click = event.getType().equals("click");
        return click ? pointed != null : !Objects.equals(before, pointed);
    }

    private void left() {
        pointed = null;
        endPeek();
        frames.ask();
    }

    private void endPeek() {
        if (peeked.length > 0) {
            peeked = new int[0];
            host.peek(new float[0], -1);
        }
    }

    private void peek() {
        float[] values = new float[NetworkCanvas.AREA];
        int from = geometry.unitIndex(peeked[0], peeked[1]) * NetworkCanvas.AREA;
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + maps[from + i] / 254f;
        }
        host.peek(values, geometry.label(peeked[0], peeked[1]));
    }

    // ---- words ----

    /** Says what is pointed at, beside it. */
    private void tell() {
        NetworkGeometry.Weight weight = pointed;
        if (weight != null) {
            double w = weights[geometry.weightIndex(weight.layer(), weight.row(), weight.column())];
            tip.show(
                    UnitNames.weight(geometry, weight) + " = " + NumberFormat.significant(w, 5),
                    (geometry.x(weight.layer() - 1) + geometry.x(weight.layer())) / 2,
                    (geometry.y(weight.layer() - 1, weight.column()) + geometry.y(weight.layer(), weight.row())) / 2);
        } else if (peeked.length > 0) {
            tip.show(
                    sentence(peeked[0], peeked[1]),
                    geometry.x(peeked[0]),
                    geometry.y(peeked[0], peeked[1]) + geometry.unit() / 2);
        } else {
            tip.hide();
        }
    }

    private String sentence(int layer, int row) {
        String name = UnitNames.unit(geometry, layer, row);
        return layer == 0
                ? name
                : Texts.of(
                        "{0}: bias {1}",
                        name, NumberFormat.significant(weights[geometry.weightIndex(layer, row, -1)], 4));
    }

    private static int number(HTMLElement element, String attribute) {
        String text = element.getAttribute(attribute);
        return text == null || text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    @JSBody(script = "return matchMedia('(max-width: 39.9375em)').matches;")
    private static native boolean phone();
}
