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

    /** Copies a text; the button says so for a moment. */
    @JSBody(
            params = {"text", "button"},
            script = "var done = function(word) { var before = button.dataset.label || button.textContent;"
                    + "  button.dataset.label = before; button.textContent = word;"
                    + "  setTimeout(function() { button.textContent = before; }, 1500); };"
                    + "if (!navigator.clipboard) {"
                    // Browsers have none where the address is plain http, and not of this machine.
                    + "  var area = document.createElement('textarea'); area.value = text;"
                    + "  (button.closest('dialog') || document.body).appendChild(area); area.select();"
                    + "  var copied = document.execCommand('copy'); area.remove();"
                    + "  done(copied ? 'Copied' : 'Press Ctrl+C'); return; }"
                    + "navigator.clipboard.writeText(text).then("
                    + "  function() { done('Copied'); }, function() { done('Press Ctrl+C'); });")
    public static native void copy(String text, HTMLElement button);

    @JSBody(params = "element", script = "return element.value === undefined ? element.textContent : element.value;")
    private static native String textOf(HTMLElement element);
}
