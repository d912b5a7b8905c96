package org.layerlab.page.inside;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.function.Consumer;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.ServedPhoto;
import org.layerlab.page.parts.Thumbs;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;

/** Drawings of cats and dogs from the server's built-in data set; the first is chosen at once. */
final class Samples {
    private static final String DRAWINGS = "/api/datasets/drawings/test?limit=4&label=";

    private final Consumer<File> chosen;
    private final Runnable pressed;
    private final Http.TextAnswer failed;

    /**
     * Drawings to choose from.
     *
     * @param pressed hears that a person chooses one, before it comes
     */
    Samples(Consumer<File> chosen, Runnable pressed, Http.TextAnswer failed) {
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
        ServedPhoto.fetch(url, name, chosen::accept, () -> failed.got(Texts.of("{0} did not load.", name)));
    }
}
