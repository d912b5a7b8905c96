package org.layerlab.page.play;

import org.layerlab.network.matrix.Activation;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;

/** The buttons, fields and lists around the drawing that change the network's layers, and what is said of a change. */
final class LayerControls {
    private final NetworkHost host;

    LayerControls(NetworkHost host) {
        this.host = host;
    }

    /**
     * A button was pressed; one that changes no layer does nothing here.
     *
     * @param act the button's {@code data-act}
     * @param layer whose button it is, from 1
     * @param settings those of now
     */
    void pressed(String act, int layer, PlaySettings settings) {
        NetworkShape shape = NetworkShape.of(settings);
        switch (act) {
            case "layer-add" -> reshape(shape.withLayer(), settings);
            case "layer-remove" -> reshape(shape.withoutLayer(), settings);
            case "units-add" -> reshape(shape.withUnits(layer, shape.units(layer) + 1), settings);
            case "units-remove" -> reshape(shape.withUnits(layer, shape.units(layer) - 1), settings);
            default -> {
                // Fields and lists tell when they have changed.
            }
        }
    }

    /**
     * A person has written a number of units, or chosen an activation.
     *
     * @param control has {@code data-act}
     * @param layer whose control it is, from 1
     * @param settings those of now
     */
    void changed(HTMLElement control, int layer, PlaySettings settings) {
        NetworkShape shape = NetworkShape.of(settings);
        if (control.getAttribute("data-act").equals("units")) {
            HTMLInputElement input = (HTMLInputElement) control;
            int count = NetworkShape.units(input.getValue().trim());
            if (count == 0) {
                note(Texts.of("A hidden layer has 1 to {0} units. Nothing was changed.", PlaySettings.MAX_UNITS));
                input.setValue(String.valueOf(shape.units(layer)));
                return;
            }
            if (count != shape.units(layer)) {
                reshape(shape.withUnits(layer, count), settings);
            }
            // "08" and "+8" are read as 8.
            input.setValue(String.valueOf(count));
        } else if (control.getAttribute("data-act").equals("activation")) {
            HTMLSelectElement select = (HTMLSelectElement) control;
            reshape(shape.withActivation(layer, Activation.of(select.getValue())), settings);
        }
    }

    private void reshape(NetworkShape shape, PlaySettings settings) {
        boolean activationsOnly = shape.hidden().equals(settings.hidden());
        host.reshape(shape.hidden(), shape.activations());
        note(
                activationsOnly
                        ? Texts.of("Activation changed: training restarted from initial weights.")
                        : Texts.of(
                                "Layers {0}: training restarted from initial weights.",
                                shape.between(settings.architecture().layerDims())));
    }

    private static void note(String text) {
        Dom.say("network-note", text);
    }
}
