package org.layerlab.page.models;

import com.eclipsesource.json.JsonObject;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.EmbedSnippet;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** The card of a model page that offers its files. */
final class DownloadsCard {
    private DownloadsCard() {}

    /** Links the files of the model of that id; {@code run.py} where the server can write one. */
    static void show(String id, JsonObject card) {
        String file = CardText.string(card, "file");
        if (!file.isEmpty()) {
            Dom.text("python", text(Dom.byId("python")).replace("parameters.npz", file + ".npz"));
        }
        for (String format : new String[] {"npz", "safetensors", "onnx"}) {
            Dom.byId("download-" + format).setAttribute("href", "/api/models/" + id + "/parameters." + format);
        }
        String gap = CardText.string(card, "noScript");
        Dom.byId("download-run").setAttribute("href", "/api/models/" + id + "/run.py");
        Dom.show("download-run", gap.isEmpty());
        Dom.show("run-note", gap.isEmpty());
        Dom.show("no-run-note", !gap.isEmpty());
        Dom.text("no-run-note", gap.isEmpty() ? "" : Texts.of("No script can repeat this run: {0}.", Texts.said(gap)));
    }

    /** Offers the lines that let visitors of another page try the model of that id on photos. */
    static void embed(String id) {
        Dom.show("embed-row", true);
        Dom.input("snippet").setValue(EmbedSnippet.classifier("/m/" + id));
    }

    /** What stands in an element, whether it is shown or not. */
    @JSBody(params = "element", script = "return element.textContent;")
    private static native String text(HTMLElement element);
}
