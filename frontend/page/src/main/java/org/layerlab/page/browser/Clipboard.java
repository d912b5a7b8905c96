package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** Copying to the clipboard. */
public final class Clipboard {
    private Clipboard() {}

    /** Makes every button with {@code data-copies="id"} copy that element's value or text, and say so. */
    public static void bindAll() {
        for (HTMLElement button : Dom.all("[data-copies]")) {
            Dom.on(button, "click", event -> copy(textOf(Dom.byId(button.getAttribute("data-copies"))), button));
        }
    }

    /** Copies a text; the button says for a moment whether it could. */
    public static void copy(String text, HTMLElement button) {
        copy(text, button, Texts.of("Copied"), Texts.of("Not copied"));
    }

    @JSBody(
            params = {"text", "button", "copied", "not"},
            script = "var done = function(word) { var before = button.dataset.label || button.textContent;"
                    + "  button.dataset.label = before; button.textContent = word;"
                    + "  setTimeout(function() { button.textContent = before; }, 1500); };"
                    + "var byHand = function() {"
                    + "  var area = document.createElement('textarea'); area.value = text;"
                    + "  (button.closest('dialog') || document.body).appendChild(area); area.select();"
                    + "  done(document.execCommand('copy') ? copied : not); button.focus(); area.remove(); };"
                    // Browsers have none where the address is plain http, and not of this machine.
                    + "if (!navigator.clipboard) { byHand(); return; }"
                    + "navigator.clipboard.writeText(text).then(function() { done(copied); }, byHand);")
    private static native void copy(String text, HTMLElement button, String copied, String not);

    @JSBody(params = "element", script = "return element.value === undefined ? element.textContent : element.value;")
    private static native String textOf(HTMLElement element);
}
