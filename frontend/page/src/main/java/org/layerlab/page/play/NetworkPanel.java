package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Frames;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.UnitMessages;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import org.teavm.jso.dom.html.TextRectangle;

/**
 * The network, drawn: what each unit says over the plane, each weight as a line; shape, activations and single weights
 * are changed on the drawing, with the mouse, a finger or the keyboard.
 */
final class NetworkPanel {
    /** What the drawing asks of the page. */
    interface Host {
        /** Another shape: the run starts again. */
        void reshape(List<Integer> hidden, List<Activation> activations);

        void send(Message message);

        /** Shows a unit over the plot, 0 to 1 on a square grid; none to show the boundary again. */
        void peek(float[] values);
    }

    private static final String[] SUBSCRIPTS = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};

    /** After it has painted, the drawing leaves the page so many times as long for other work. */
    private static final double REST_PER_PAINTING = 9;

    private static final double MOST_REST_MS = 250;

    /** By how much the drawing's controls are higher than the plot's. */
    private static final double BESIDE_PLOT = 66;

    /** What is below a folded layer. */
    private static final double FOLDS = 46;

    private final Host host;
    private final NetworkCanvas canvas = new NetworkCanvas("network-drawing");
    private final Frames frames = new Frames(this::paint);
    private final UnitPanel unitPanel;

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

    NetworkPanel(Host host) {
        this.host = host;
        unitPanel = new UnitPanel(host);
        Dom.on("panel-network", "click", this::clicked);
        Dom.on("panel-network", "change", this::changed);
        Dom.on("net-units", "keydown", event -> key((KeyboardEvent) event));
        Dom.on("net-units", "pointermove", event -> moved((MouseEvent) event));
        Dom.on("net-units", "pointerleave", event -> left());
        Dom.on("net-units", "focusin", this::focused);
        Dom.on("net-units", "focusout", event -> left());
        Dom.onThemeChange(event -> {
            canvas.shade();
            frames.ask();
        });
        Resized resized = () -> {
            if (maps.length > 0) {
                lay();
            }
        };
        onResize(Dom.byId("net-scroll"), resized);
        onResize(Dom.byId("boundary-frame"), resized);
        onSeen(Dom.byId("net-scroll"), now -> {
            seen = now;
            watch();
        });
    }

    /** Draws the network of a run that stands ready. */
    void show(PlaySettings other) {
        boolean sameShape = other.hidden().equals(settings.hidden()) && maps.length > 0;
        settings = other;
        if (!sameShape) {
            geometry = new NetworkGeometry(dims(), new int[dims().size()], 400, 300, false);
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
        return Dom.byId("boundary-frame").getClientHeight() - BESIDE_PLOT - (geometry.foldsAnywhere() ? FOLDS : 0);
    }

    private List<Integer> dims() {
        return settings.architecture().layerDims();
    }

    // ---- layout ----

    private void lay() {
        int[] first = geometry.first();
        boolean thumbs = phone();
        geometry = new NetworkGeometry(
                dims(),
                first.length == dims().size() ? first : new int[dims().size()],
                Dom.byId("net-scroll").getClientWidth(),
                tall(),
                thumbs);
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
        place("net-heads", heads());
        place("net-buttons", buttons());
        place("net-feet", feet());
        Dom.byId("net-feet").setAttribute("data-folds", String.valueOf(geometry.foldsAnywhere()));
        for (int l = 1; l <= hidden; l++) {
            HTMLSelectElement select = Dom.select("activation-" + l);
            select.setValue(settings.architecture().activations().get(l - 1).id());
        }
        Dom.byId("net-units")
                .setAttribute(
                        "aria-label",
                        Texts.of(
                                "The network, drawn: {0}. Arrow keys go from unit to unit, Enter opens one.",
                                Dom.byId("network-summary").getTextContent()));
        if (!focus.isEmpty()) {
            Dom.focus("#panel-network [data-testid=\"" + focus + "\"]");
        }
        unitPanel.lay(geometry, settings.architecture().activations());
        watch();
        frames.ask();
    }

    /** Fills a row of the drawing; each element says where it is to stand. */
    private void place(String id, String html) {
        HTMLElement row = Dom.byId(id);
        row.setInnerHTML(html);
        for (HTMLElement element : Dom.all("#" + id + " > *")) {
            int layer = number(element, "data-layer");
            Dom.setStyle(element, "--x", geometry.x(layer) + "px");
            if (element.hasAttribute("data-row")) {
                Dom.setStyle(element, "--y", geometry.y(layer, number(element, "data-row")) + "px");
                Dom.setStyle(element, "--side", geometry.unit() + "px");
            }
        }
    }

    private String heads() {
        StringBuilder html =
                new StringBuilder("<span class=\"net-name\" data-layer=\"0\">" + Texts.of("inputs") + "</span>");
        for (int l = 1; l < geometry.layers() - 1; l++) {
            int units = dims().get(l);
            html.append("<div class=\"net-head\" role=\"group\" aria-label=\"Hidden layer ")
                    .append(l)
                    .append("\" data-layer=\"")
                    .append(l)
                    .append("\"><div class=\"net-steps\">");
            mini(html, "units-remove", l, "−", Texts.of("One unit fewer in hidden layer {0}", l), units > 1);
            mini(
                    html,
                    "units-add",
                    l,
                    "+",
                    Texts.of("One unit more in hidden layer {0}", l),
                    units < PlaySettings.MAX_UNITS);
            html.append("</div><input class=\"net-count figure\" type=\"text\" inputmode=\"numeric\" maxlength=\"3\"")
                    .append(" data-act=\"units\" data-layer=\"")
                    .append(l)
                    .append("\" data-testid=\"units-")
                    .append(l)
                    .append("\" aria-label=\"")
                    .append(Texts.of("Units of hidden layer {0}", l))
                    .append("\" title=\"")
                    .append(Texts.of("Units of this layer, 1 to 512; another number starts again"))
                    .append("\" value=\"")
                    .append(units)
                    .append("\"></div>");
        }
        return html.append("<span class=\"net-name\" data-layer=\"")
                .append(geometry.layers() - 1)
                .append("\">" + Texts.of("output") + "</span>")
                .toString();
    }

    private static void mini(StringBuilder html, String act, int layer, String sign, String label, boolean enabled) {
        html.append("<button type=\"button\" class=\"mini\" data-act=\"")
                .append(act)
                .append("\" data-layer=\"")
                .append(layer)
                .append("\" data-testid=\"")
                .append(act)
                .append('-')
                .append(layer)
                .append("\" aria-label=\"")
                .append(label)
                .append("\" title=\"")
                .append(label)
                .append(act.startsWith("units") ? Texts.of(": the network starts again") : "")
                .append(enabled ? "\">" : "\" disabled>")
                .append(sign)
                .append("</button>");
    }

    private String buttons() {
        StringBuilder html = new StringBuilder();
        for (int l = 0; l < geometry.layers(); l++) {
            for (int row = 0; row < geometry.shown(l); row++) {
                html.append("<button type=\"button\" class=\"net-unit\" data-act=\"unit\" data-layer=\"")
                        .append(l)
                        .append("\" data-row=\"")
                        .append(row)
                        .append("\" data-testid=\"unit-")
                        .append(l)
                        .append('-')
                        .append(geometry.first(l) + row + 1)
                        .append("\" aria-label=\"")
                        .append(name(geometry, l, row))
                        .append("\" tabindex=\"")
                        .append(l == reached[0] && row == reached[1] ? "0" : "-1")
                        .append("\"></button>");
            }
        }
        return html.toString();
    }

    private String feet() {
        StringBuilder html = new StringBuilder("<span class=\"net-name\" data-layer=\"0\">x₁, x₂</span>");
        for (int l = 1; l < geometry.layers() - 1; l++) {
            html.append("<div class=\"net-foot\" data-layer=\"").append(l).append("\">");
            html.append("<select class=\"net-activation\" id=\"activation-")
                    .append(l)
                    .append("\" data-act=\"activation\" data-layer=\"")
                    .append(l)
                    .append("\" data-testid=\"activation-")
                    .append(l)
                    .append("\" aria-label=\"")
                    .append(Texts.of("Activation of hidden layer {0}", l))
                    .append("\" title=\"")
                    .append(Texts.of("What each unit of this layer does with its sum; another one starts again"))
                    .append("\">")
                    .append("<option value=\"relu\">ReLU</option><option value=\"leakyRelu\">leaky</option>")
                    .append("<option value=\"tanh\">tanh</option><option value=\"sigmoid\">sigm.</option>")
                    .append("<option value=\"linear\">" + Texts.of("linear") + "</option></select>");
            if (geometry.folds(l)) {
                int first = geometry.first(l);
                html.append("<p class=\"net-page\">")
                        // Where it is narrow, the head of the layer alone says how many there are.
                        .append(
                                geometry.wideColumns()
                                        ? Texts.of(
                                                "{0}–{1} of {2}", first + 1, first + geometry.shown(l), dims().get(l))
                                        : first + 1 + "–" + (first + geometry.shown(l)))
                        .append("</p><div class=\"net-steps\">");
                mini(html, "page-back", l, "↑", Texts.of("Earlier units of hidden layer {0}", l), first > 0);
                mini(
                        html,
                        "page-on",
                        l,
                        "↓",
                        Texts.of("More units of hidden layer {0}", l),
                        first + geometry.shown(l) < dims().get(l));
                html.append("</div>");
            }
            html.append("</div>");
        }
        return html.append("<span class=\"net-name\" data-layer=\"")
                .append(geometry.layers() - 1)
                .append("\">" + Texts.of("sigmoid") + "</span>")
                .toString();
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
        switch (element.getAttribute("data-act")) {
            case "layer-add" -> layers(1);
            case "layer-remove" -> layers(-1);
            case "units-add" -> units(layer, dims().get(layer) + 1);
            case "units-remove" -> units(layer, dims().get(layer) - 1);
            case "page-back" -> page(layer, -1);
            case "page-on" -> page(layer, 1);
            case "unit" -> {
                if (layer > 0) {
                    unitPanel.open(layer, number(element, "data-row"), -1);
                }
            }
            default -> {
                // Fields tell when they have changed.
            }
        }
    }

    private void changed(Event event) {
        HTMLElement element = Dom.closest(event, "[data-act]");
        if (element == null) {
            return;
        }
        int layer = number(element, "data-layer");
        if (element.getAttribute("data-act").equals("units")) {
            HTMLInputElement input = (HTMLInputElement) element;
            int count;
            try {
                count = Integer.parseInt(input.getValue().trim());
            } catch (NumberFormatException e) {
                count = 0;
            }
            if (count < 1 || count > PlaySettings.MAX_UNITS) {
                note(Texts.of("A hidden layer has 1 to {0} units, so nothing was changed.", PlaySettings.MAX_UNITS));
                input.setValue(String.valueOf(dims().get(layer)));
                return;
            }
            units(layer, count);
        } else if (element.getAttribute("data-act").equals("activation")) {
            List<Activation> each = each();
            HTMLSelectElement select = (HTMLSelectElement) element;
            each.set(layer - 1, Activation.of(select.getValue()));
            reshape(settings.hidden(), each, Texts.of("Another activation"));
        }
    }

    private void layers(int more) {
        List<Integer> hidden = new ArrayList<>(settings.hidden());
        if (more < 0) {
            hidden.remove(hidden.size() - 1);
        } else {
            hidden.add(hidden.isEmpty() ? 4 : Math.min(8, hidden.get(hidden.size() - 1)));
        }
        reshape(hidden, each(), Texts.of("Another shape"));
    }

    private void units(int layer, int count) {
        List<Integer> hidden = new ArrayList<>(settings.hidden());
        hidden.set(layer - 1, count);
        reshape(hidden, each(), Texts.of("Another shape"));
    }

    private List<Activation> each() {
        List<Activation> all = settings.architecture().activations();
        return all.size() == 1
                ? new ArrayList<>(settings.activations())
                : new ArrayList<>(all.subList(0, all.size() - 1));
    }

    private void reshape(List<Integer> hidden, List<Activation> activations, String what) {
        host.reshape(hidden, activations);
        note(Texts.of("{0}: the network started again from fresh weights.", what));
    }

    private void page(int layer, int by) {
        int[] first = geometry.first();
        first[layer] = Math.max(0, first[layer] + by * geometry.most());
        geometry = new NetworkGeometry(dims(), first, geometry.width(), tall(), phone());
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
            host.peek(new float[0]);
        }
    }

    private void peek() {
        float[] values = new float[NetworkCanvas.AREA];
        int from = geometry.unitIndex(peeked[0], peeked[1]) * NetworkCanvas.AREA;
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + maps[from + i] / 254f;
        }
        host.peek(values);
    }

    // ---- words ----

    /** Says what is pointed at, beside it. */
    private void tell() {
        HTMLElement tip = Dom.byId("weight-tip");
        NetworkGeometry.Weight weight = pointed;
        if (weight == null && peeked.length == 0) {
            tip.setHidden(true);
            return;
        }
        double x;
        double y;
        if (weight != null) {
            Dom.setText(
                    tip,
                    weightName(geometry, weight.layer(), weight.row(), weight.column()) + " = "
                            + NumberFormat.significant(
                                    weights[geometry.weightIndex(weight.layer(), weight.row(), weight.column())], 5));
            x = (geometry.x(weight.layer() - 1) + geometry.x(weight.layer())) / 2;
            y = (geometry.y(weight.layer() - 1, weight.column()) + geometry.y(weight.layer(), weight.row())) / 2;
        } else {
            Dom.setText(tip, sentence(peeked[0], peeked[1]));
            x = geometry.x(peeked[0]);
            y = geometry.y(peeked[0], peeked[1]) + geometry.unit() / 2;
        }
        tip.setHidden(false);
        TextRectangle units = Dom.byId("net-units").getBoundingClientRect();
        TextRectangle card = Dom.byId("panel-network").getBoundingClientRect();
        double half = tip.getOffsetWidth() / 2.0 + 8;
        double across = Math.max(half, Math.min(card.getWidth() - half, x + units.getLeft() - card.getLeft()));
        Dom.setStyle(tip, "--x", across + "px");
        Dom.setStyle(tip, "--y", y + units.getTop() - card.getTop() + 8 + "px");
    }

    private String sentence(int layer, int row) {
        String name = name(geometry, layer, row);
        return layer == 0
                ? name
                : Texts.of(
                        "{0}: bias {1}",
                        name, NumberFormat.significant(weights[geometry.weightIndex(layer, row, -1)], 4));
    }

    /** {@code "Hidden layer 1, unit 3"}. */
    static String name(NetworkGeometry g, int layer, int row) {
        if (layer == 0) {
            return Texts.of("Input x{0}", SUBSCRIPTS[row + 1]);
        }
        return layer == g.layers() - 1
                ? Texts.of("Output")
                : Texts.of("Hidden layer {0}, unit {1}", layer, g.first(layer) + row + 1);
    }

    /** {@code "W₁[3, 2]"}, counted from 1 as on paper. */
    static String weightName(NetworkGeometry g, int layer, int row, int column) {
        return "W" + SUBSCRIPTS[layer] + "[" + (g.first(layer) + row + 1) + ", " + (g.first(layer - 1) + column + 1)
                + "]";
    }

    private void note(String text) {
        Dom.text("network-note", text);
    }

    private static int number(HTMLElement element, String attribute) {
        String text = element.getAttribute(attribute);
        return text == null || text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    @JSBody(script = "return matchMedia('(max-width: 639px)').matches;")
    private static native boolean phone();

    @JSFunctor
    private interface Resized extends JSObject {
        void resized();
    }

    @JSFunctor
    private interface Seen extends JSObject {
        void seen(boolean now);
    }

    /** Calls when the element's width is another. */
    @JSBody(
            params = {"element", "resized"},
            script = "var width = -1; new ResizeObserver(function() {"
                    + "  if (width !== element.clientWidth) { width = element.clientWidth; resized(); } })"
                    + ".observe(element);")
    private static native void onResize(HTMLElement element, Resized resized);

    /** Calls when a person begins or ceases to be able to see the element. */
    @JSBody(
            params = {"element", "seen"},
            script = "var there = false; var tell = function() { seen(there && !document.hidden); };"
                    + "new IntersectionObserver(function(entries) {"
                    + "  there = entries[entries.length - 1].isIntersecting; tell(); }).observe(element);"
                    + "document.addEventListener('visibilitychange', tell);")
    private static native void onSeen(HTMLElement element, Seen seen);
}
