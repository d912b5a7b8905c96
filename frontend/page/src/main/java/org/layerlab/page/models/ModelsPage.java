package org.layerlab.page.models;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Numbers;
import org.layerlab.page.browser.Status;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;

/** The list of saved models, newest first. */
public final class ModelsPage {
    private static final int PER_PAGE = 24;

    private final Status status;
    private String cursor = "";

    /** The list on this page. */
    public ModelsPage(Status status) {
        this.status = status;
    }

    /** Loads the newest ones. */
    public void start() {
        Dom.on("models-more", "click", event -> load());
        load();
    }

    private void load() {
        Dom.enable("models-more", false);
        String after = cursor.isEmpty() ? "" : "&cursor=" + Window.encodeURIComponent(cursor);
        Http.getText("/api/models?limit=" + PER_PAGE + after, this::show, why -> {
            Dom.text("models-loading", "The models could not be loaded.");
            status.say(why);
            status.state("failed");
        });
    }

    private void show(String text) {
        JsonObject page = Json.parse(text).asObject();
        HTMLElement list = Dom.byId("models");
        for (JsonValue value : page.get("items").asArray()) {
            list.appendChild(card(value.asObject()));
        }
        Dom.show("models-loading", false);
        Dom.show("models-empty", list.getChildren().getLength() == 0);
        list.setAttribute("data-state", "ready");
        list.setAttribute("aria-busy", "false");
        cursor = CardText.string(page, "cursor");
        Dom.show("models-more", !cursor.isEmpty());
        Dom.enable("models-more", true);
        status.state("ready");
    }

    private static HTMLElement card(JsonObject model) {
        HTMLElement card = Dom.copyOf("model-template");
        String kind = CardText.string(model, "kind");
        card.querySelector(".model-kind").setAttribute("data-kind", kind);
        HTMLElement link = card.querySelector(".model-link");
        String name = CardText.string(model, "name");
        Dom.setText(link, name.isEmpty() ? CardText.string(model, "id") : name);
        link.setAttribute("href", CardText.string(model, "url"));
        Dom.setText(card.querySelector(".model-layers"), CardText.layers(model));
        Dom.setText(
                card.querySelector(".model-data"),
                kind.equals("photos") ? "photos" : kind.equals("points") ? "points" : "own data");
        double accuracy = CardText.number(model, "testAccuracy");
        Dom.setText(
                card.querySelector(".model-accuracy"),
                Double.isNaN(accuracy) ? "–" : Numbers.percent(accuracy) + "\u00a0%");
        HTMLElement date = card.querySelector(".model-date");
        String created = CardText.string(model, "created");
        Dom.setText(date, created.isEmpty() ? "comes with LayerLab" : CardText.date(created));
        if (!created.isEmpty()) {
            date.setAttribute("datetime", created);
        }
        return card;
    }
}
