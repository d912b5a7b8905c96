package org.layerlab.page.play;

import java.util.List;
import org.layerlab.network.layer.Architecture;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.ChoiceSelect;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;

/**
 * The controls around a drawing: above each layer its number of units, on each unit a button, below each layer its
 * activation and the pages of a folded one. They are copies of the templates in {@code playground.html}.
 */
final class NetworkRows {
    private final NetworkGeometry geometry;
    private final Architecture architecture;

    /** The controls for a layout of this network. */
    NetworkRows(NetworkGeometry geometry, Architecture architecture) {
        this.geometry = geometry;
        this.architecture = architecture;
    }

    /**
     * Puts them in place of the earlier ones, except for numbers of units: someone may be typing one.
     *
     * @param reached layer and row of the one unit that the Tab key reaches
     */
    void fill(int[] reached) {
        fillHeads();
        HTMLElement buttons = Dom.emptied("net-buttons");
        HTMLElement feet = Dom.emptied("net-feet");
        int last = geometry.layers() - 1;
        place(feet, name(geometry.dims().get(0) == 2 ? geometry.input(0) + ", " + geometry.input(1) : ""), 0);
        for (int l = 1; l < last; l++) {
            place(feet, foot(l), l);
        }
        place(feet, name(UnitNames.output(architecture)), last);
        for (int l = 0; l <= last; l++) {
            for (int row = 0; row < geometry.shown(l); row++) {
                place(buttons, button(l, row, l == reached[0] && row == reached[1]), l);
            }
        }
        feet.setAttribute("data-folds", String.valueOf(geometry.foldsAnywhere()));
    }

    private void fillHeads() {
        int last = geometry.layers() - 1;
        List<HTMLElement> there = Dom.all("#net-heads > *");
        if (there.size() == geometry.layers()) {
            for (int l = 0; l <= last; l++) {
                place(there.get(l), l);
                if (l > 0 && l < last) {
                    fillHead(there.get(l), l);
                }
            }
            return;
        }
        HTMLElement heads = Dom.emptied("net-heads");
        place(heads, name(Texts.of("inputs")), 0);
        for (int l = 1; l < last; l++) {
            HTMLElement head = Dom.copyOf("net-head-template", String.valueOf(l));
            fillHead(head, l);
            place(heads, head, l);
        }
        place(heads, name(Texts.of("output")), last);
    }

    private void place(HTMLElement row, HTMLElement element, int layer) {
        element.setAttribute("data-layer", String.valueOf(layer));
        place(element, layer);
        row.appendChild(element);
    }

    private void place(HTMLElement element, int layer) {
        // A share, so that paper can shrink the drawing with its rows.
        Dom.setStyle(element, "--x", 100 * geometry.x(layer) / geometry.width() + "%");
    }

    private static HTMLElement name(String text) {
        HTMLElement name = Dom.create("span");
        name.setClassName("net-name");
        Dom.setText(name, text);
        return name;
    }

    private void fillHead(HTMLElement head, int layer) {
        int units = architecture.layerDims().get(layer);
        Dom.disable(part(head, "units-remove"), units <= 1);
        Dom.disable(part(head, "units-add"), units >= PlaySettings.MAX_UNITS);
        HTMLInputElement count = (HTMLInputElement) part(head, "units");
        String text = String.valueOf(units);
        if (!text.equals(count.getAttribute("value"))) {
            count.setAttribute("value", text);
            count.setValue(text);
        }
    }

    private HTMLElement foot(int layer) {
        HTMLElement foot = Dom.copyOf("net-foot-template", String.valueOf(layer));
        HTMLSelectElement select = (HTMLSelectElement) part(foot, "activation");
        ChoiceSelect.fill(select);
        select.setValue(architecture.activations().get(layer - 1).id());
        HTMLElement page = foot.querySelector(".net-page");
        if (geometry.folds(layer)) {
            int first = geometry.first(layer) + 1;
            int to = geometry.first(layer) + geometry.shown(layer);
            int units = architecture.layerDims().get(layer);
            // Where it is narrow, the head of the layer alone says how many there are.
            Dom.setText(page, geometry.wideColumns() ? Texts.of("{0}–{1} of {2}", first, to, units) : first + "–" + to);
            Dom.disable(part(foot, "page-back"), first == 1);
            Dom.disable(part(foot, "page-on"), to == units);
        } else {
            foot.removeChild(page);
            foot.removeChild(foot.querySelector(".net-steps"));
        }
        return foot;
    }

    private HTMLElement button(int layer, int row, boolean reached) {
        HTMLElement button =
                Dom.copyOf("net-unit-template", String.valueOf(layer), String.valueOf(geometry.first(layer) + row + 1));
        button.setAttribute("data-row", String.valueOf(row));
        button.setAttribute("aria-label", UnitNames.unit(geometry, layer, row));
        button.setAttribute("tabindex", reached ? "0" : "-1");
        Dom.setStyle(button, "--y", geometry.y(layer, row) + "px");
        Dom.setStyle(button, "--side", geometry.unit() + "px");
        return button;
    }

    private static HTMLElement part(HTMLElement of, String act) {
        return of.querySelector("[data-act=\"" + act + "\"]");
    }
}
