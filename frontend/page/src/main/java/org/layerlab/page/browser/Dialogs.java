package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** Dialogs of the page. */
public final class Dialogs {
    private Dialogs() {}

    /** Binds the buttons that open ({@code data-opens="id"}) and close ({@code data-closes="id"}) a dialog. */
    public static void bindAll() {
        for (HTMLElement button : Dom.all("[data-opens]")) {
            Dom.on(button, "click", event -> open(Dom.byId(button.getAttribute("data-opens"))));
        }
        for (HTMLElement button : Dom.all("[data-closes]")) {
            Dom.on(button, "click", event -> close(Dom.byId(button.getAttribute("data-closes"))));
        }
    }

    /**
     * Opens a dialog over the page, in the field that is marked {@code data-focused}: browsers complain of {@code autofocus}
     * where the page is a part of another site's.
     */
    @JSBody(
            params = "dialog",
            script = "if (!dialog.open) { dialog.showModal();"
                    + " var first = dialog.querySelector('[data-focused]'); if (first) first.focus(); }")
    public static native void open(HTMLElement dialog);

    /** Closes a dialog. */
    @JSBody(params = "dialog", script = "dialog.close();")
    public static native void close(HTMLElement dialog);
}
