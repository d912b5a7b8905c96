package org.layerlab.page.inside;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.function.Consumer;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.ServedPhoto;
import org.layerlab.page.message.Newest;
import org.layerlab.page.parts.Thumbs;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;

/** Drawings of cats and dogs from the server's built-in data set; the first is chosen at once, unless a person was faster. */
final class Samples {
    private static final String DRAWINGS = "/api/datasets/drawings/test?limit=4&label=";

    private record Drawing(String url, String name) {}

    private final Newest photos;
    private final Consumer<File> chosen;
    private final Runnable pressed;
    private final Consumer<String> failed;

    /**
     * Drawings to choose from.
     *
     * @param photos of all photos that were asked for, the last one counts
     * @param pressed hears that a person chooses one, before it comes
     */
    Samples(Newest photos, Consumer<File> chosen, Runnable pressed, Consumer<String> failed) {
        this.photos = photos;
        this.chosen = chosen;
        this.pressed = pressed;
        this.failed = failed;
    }

    /** Lists some cats, then some dogs. */
    void start() {
        // What is taken is asked for, so the drawings after the first are not.
        Consumer<Drawing> first = photos.only(this::take);
        Http.getText(
                DRAWINGS + 0,
                cats -> {
                    list(cats, first);
                    Http.getText(DRAWINGS + 1, dogs -> list(dogs, drawing -> {}), failed::accept);
                },
                failed::accept);
    }

    /** Shows the drawings and offers each to the taker. */
    private void list(String json, Consumer<Drawing> taker) {
        for (JsonValue value : Json.parse(json).asObject().get("items").asArray()) {
            JsonObject item = value.asObject();
            int label = item.getInt("label", 0);
            Drawing drawing = new Drawing(item.getString("url", ""), item.getString("name", ""));
            HTMLElement thumb = Dom.copyOf("sample-template");
            thumb.setAttribute("data-class", String.valueOf(label));
            thumb.setAttribute("title", drawing.name());
            HTMLElement image = thumb.querySelector("img");
            image.setAttribute("src", drawing.url());
            image.setAttribute("alt", Thumbs.word(label) + ", " + drawing.name());
            Dom.on(thumb, "click", event -> {
                pressed.run();
                take(drawing);
            });
            Dom.byId("samples").appendChild(thumb);
            taker.accept(drawing);
        }
    }

    private void take(Drawing drawing) {
        photos.next();
        Consumer<String> refused = photos.only(failed);
        ServedPhoto.fetch(
                drawing.url(),
                drawing.name(),
                photos.only(chosen)::accept,
                () -> refused.accept(Texts.of("{0} did not load.", drawing.name())));
    }
}
