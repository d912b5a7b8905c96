package org.layerlab.page.inside;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.Thumbs;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;

/** Drawings of cats and dogs from the server's built-in data set; the first is chosen at once. */
final class Samples {
    private static final String DRAWINGS = "/api/datasets/drawings/test?limit=4&label=";

    /** Takes a drawing. */
    @JSFunctor
    interface Chosen extends JSObject {
        void chosen(File file);
    }

    @JSFunctor
    private interface Failed extends JSObject {
        void failed();
    }

    private final Chosen chosen;
    private final Runnable pressed;
    private final Http.TextAnswer failed;

    /**
     * Drawings to choose from.
     *
     * @param pressed hears that a person chooses one, before it comes
     */
    Samples(Chosen chosen, Runnable pressed, Http.TextAnswer failed) {
        this.chosen = chosen;
        this.pressed = pressed;
        this.failed = failed;
    }

    /** Lists some cats, then some dogs. */
    void start() {
        Http.getText(
                DRAWINGS + 0,
                cats -> {
                    list(cats, true);
                    Http.getText(DRAWINGS + 1, dogs -> list(dogs, false), failed);
                },
                failed);
    }

    private void list(String json, boolean chooseFirst) {
        boolean choose = chooseFirst;
        for (JsonValue value : Json.parse(json).asObject().get("items").asArray()) {
            JsonObject item = value.asObject();
            int label = item.getInt("label", 0);
            String url = item.getString("url", "");
            String name = item.getString("name", "");
            HTMLElement thumb = Dom.copyOf("sample-template");
            thumb.setAttribute("data-class", String.valueOf(label));
            thumb.setAttribute("title", name);
            HTMLElement image = thumb.querySelector("img");
            image.setAttribute("src", url);
            image.setAttribute("alt", Thumbs.word(label) + ", " + name);
            Dom.on(thumb, "click", event -> {
                pressed.run();
                take(url, name);
            });
            Dom.byId("samples").appendChild(thumb);
            if (choose) {
                take(url, name);
                choose = false;
            }
        }
    }

    private void take(String url, String name) {
        fetchFile(url, name, chosen, () -> failed.got(Texts.of("{0} did not load.", name)));
    }

    @JSBody(
            params = {"url", "name", "fetched", "failed"},
            script = "fetch(url).then(function(r) { if (!r.ok) { throw new Error(r.status); } return r.blob(); })"
                    + ".then(function(blob) { fetched(new File([blob], name, {type: blob.type})); })"
                    + ".catch(function() { failed(); });")
    private static native void fetchFile(String url, String name, Chosen fetched, Failed failed);
}
