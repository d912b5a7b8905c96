package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Architecture;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;

/** One unit, opened: its bias and its weights as numbers, which can be changed while the network learns. */
final class UnitPanel {
    private static final double ARROW = 0.1;

    /** A number that can be written. */
    private record Field(String name, String label) {}

    private final NetworkHost host;
    private NetworkGeometry geometry = new NetworkGeometry(List.of(2, 1), new int[2], 400, 300, false);
    private @Nullable Architecture architecture;
    private double[] weights = {};
    private List<Field> fields = List.of();
    private int layer;
    private int row;

    UnitPanel(NetworkHost host) {
        this.host = host;
        Dom.on("unit-fields", "change", this::changed);
        Dom.on("unit-panel", "keydown", event -> key((KeyboardEvent) event));
        Dom.on("unit-close", "click", event -> leave());
    }

    /** Takes up another layout; the unit stays open where it is still shown. */
    void lay(NetworkGeometry other, Architecture otherArchitecture) {
        geometry = other;
        architecture = otherArchitecture;
        if (weights.length != geometry.weights()) {
            weights = new double[0];
        }
        if (layer > 0 && (layer >= geometry.layers() || row >= geometry.shown(layer))) {
            close();
        } else if (layer > 0) {
            fill();
        }
    }

    /** Opens a unit and goes to one of its numbers; the column is −1 for the bias. */
    void open(int ofLayer, int ofRow, int column) {
        layer = ofLayer;
        row = ofRow;
        fill();
        Dom.show("unit-panel", true);
        write(false);
        Dom.focus("#unit-fields [data-column=\"" + column + "\"]");
    }

    void close() {
        layer = 0;
        Dom.show("unit-panel", false);
    }

    /** Shows the weights as they are now, but for a number that is being written. */
    void update(double[] now) {
        weights = now;
        if (layer > 0) {
            write(true);
        }
    }

    private void fill() {
        if (architecture == null) {
            return;
        }
        boolean output = layer == geometry.layers() - 1;
        int of = architecture.outputs() > 1 ? geometry.first(layer) + row : 1;
        Dom.text("unit-title", UnitNames.unit(geometry, layer, row));
        Dom.text(
                "unit-formula",
                Texts.of(
                        "{0}(bias + Σ weight · {1}){2}",
                        output
                                ? UnitNames.output(architecture)
                                : Texts.said(architecture
                                        .activations()
                                        .get(layer - 1)
                                        .label()),
                        layer == 1 ? Texts.of("input") : Texts.of("unit of layer {0}", layer - 1),
                        output && !architecture.isRegression() ? Texts.of(": the probability of class {0}", of) : ""));
        fillFields();
        Dom.text(
                "unit-rest",
                geometry.folds(layer - 1)
                        ? Texts.of("Use ↑ and ↓ of layer {0} to see the other weights.", layer - 1)
                        : "");
    }

    /** Replaces the fields if others are needed; else it leaves them: someone may be typing a number in one. */
    private void fillFields() {
        String unit = layer + "-" + (geometry.first(layer) + row + 1);
        List<Field> wanted = new ArrayList<>(List.of(new Field("bias-" + unit, Texts.of("bias"))));
        for (int column = 0; column < geometry.shown(layer - 1); column++) {
            wanted.add(new Field(
                    "weight-" + unit + "-" + (geometry.first(layer - 1) + column + 1),
                    UnitNames.source(geometry, layer, column)));
        }
        if (wanted.equals(fields)) {
            return;
        }
        fields = wanted;
        double[] known = weights;
        // A field that goes while a number is written in it tells that it has changed. It is not of this unit any more.
        weights = new double[0];
        HTMLElement all = Dom.emptied("unit-fields");
        weights = known;
        for (int i = 0; i < wanted.size(); i++) {
            // The bias comes first, in column −1.
            all.appendChild(element(wanted.get(i), i - 1));
        }
    }

    private static HTMLElement element(Field field, int column) {
        HTMLElement element = Dom.copyOf("unit-field-template");
        Dom.setText(element.querySelector("span"), field.label());
        HTMLElement input = element.querySelector("input");
        input.setAttribute("data-column", String.valueOf(column));
        input.setAttribute("data-testid", field.name());
        return element;
    }

    private void write(boolean butTheFocused) {
        if (weights.length == 0) {
            return;
        }
        String focused = Dom.focused();
        for (HTMLElement element : Dom.all("#unit-fields input")) {
            HTMLInputElement input = (HTMLInputElement) element;
            if (butTheFocused && focused.equals(input.getAttribute("data-testid"))) {
                continue;
            }
            double w = weights[geometry.weightIndex(layer, row, column(input))];
            String text = NumberFormat.significant(w, 6).replace('−', '-');
            if (!input.getValue().equals(text)) {
                input.setValue(text);
            }
        }
    }

    private void changed(Event event) {
        send((HTMLInputElement) event.getTarget());
    }

    private void send(HTMLInputElement input) {
        if (weights.length == 0) {
            return;
        }
        double value;
        try {
            value = Double.parseDouble(input.getValue().trim());
        } catch (NumberFormatException e) {
            write(false);
            return;
        }
        int column = column(input);
        int place = geometry.weightIndex(layer, row, column);
        double before = weights[place];
        weights[place] = value;
        host.edit(
                layer,
                geometry.first(layer) + row,
                column < 0 ? -1 : geometry.first(layer - 1) + column,
                before,
                value);
    }

    /** An arrow key changes a number by a tenth, with Shift by one. */
    private void key(KeyboardEvent event) {
        if (event.getKey().equals("Escape")) {
            event.preventDefault();
            leave();
            return;
        }
        HTMLElement element = Dom.closest(event, "#unit-fields input");
        boolean up = event.getKey().equals("ArrowUp");
        if (element == null || !(up || event.getKey().equals("ArrowDown"))) {
            return;
        }
        event.preventDefault();
        HTMLInputElement input = (HTMLInputElement) element;
        try {
            double by = (event.isShiftKey() ? 1 : ARROW) * (up ? 1 : -1);
            double value = Double.parseDouble(input.getValue().trim()) + by;
            input.setValue(NumberFormat.significant(value, 6).replace('−', '-'));
            send(input);
        } catch (NumberFormatException e) {
            write(false);
        }
    }

    private void leave() {
        Dom.focus("#net-buttons [data-layer=\"" + layer + "\"][data-row=\"" + row + "\"]");
        close();
    }

    private static int column(HTMLElement input) {
        return Integer.parseInt(input.getAttribute("data-column"));
    }
}
