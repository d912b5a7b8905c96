package org.layerlab.page.browser;

import org.teavm.jso.dom.html.HTMLElement;

/** The options of a {@code <select>}. */
public final class Options {
    private Options() {}

    /** An option. */
    public static HTMLElement option(String value, String text) {
        HTMLElement option = Dom.create("option");
        option.setAttribute("value", value);
        Dom.setText(option, text);
        return option;
    }

    /** Adds an option at the end; it replaces the one with that value, if there is one. */
    public static void put(String selectId, String value, String text) {
        HTMLElement select = Dom.byId(selectId);
        HTMLElement before = select.querySelector("option[value='" + value + "']");
        if (before != null) {
            before.delete();
        }
        select.appendChild(option(value, text));
    }
}
