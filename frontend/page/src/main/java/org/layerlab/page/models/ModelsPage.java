package org.layerlab.page.models;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Newest;
import org.layerlab.page.parts.AccuracyText;
import org.layerlab.page.parts.SavedHere;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;

/** The list of saved models, newest first: all that are listed, or those of this browser. */
public final class ModelsPage {
    private static final int PER_PAGE = 24;
    private static final int TYPING_MS = 250;

    private final Status status;
    private String cursor = "";
    private String kind = "";
    private boolean mine;
    private List<String> ownIds = List.of();
    /** How many of this browser's models cannot be shown. */
    private int failures;

    /** The questions to the server: answers to an earlier one are dropped. */
    private final Newest questions = new Newest();

    private int typing = -1;

    /** The list on this page. */
    public ModelsPage(Status status) {
        this.status = status;
    }

    /** Loads the newest ones. */
    public void start() {
        Dom.on("models-more", "click", event -> more());
        Dom.on("models-retry", "click", event -> begin());
        Dom.on("models-search", "input", event -> {
            Window.clearTimeout(typing);
            typing = Window.setTimeout(this::begin, TYPING_MS);
        });
        for (HTMLElement button : Dom.all("[data-kind-filter]")) {
            Dom.on(button, "click", event -> {
                kind = button.getAttribute("data-kind-filter");
                press("[data-kind-filter]", button);
                begin();
            });
        }
        for (HTMLElement button : Dom.all("[data-whose]")) {
            Dom.on(button, "click", event -> {
                mine = button.getAttribute("data-whose").equals("mine");
                press("[data-whose]", button);
                begin();
            });
        }
        new ModelImport(status).bind();
        begin();
    }

    private static void press(String group, HTMLElement pressed) {
        for (HTMLElement button : Dom.all(group)) {
            button.setAttribute("aria-pressed", String.valueOf(button == pressed));
        }
    }

    private void begin() {
        cursor = "";
        failures = 0;
        HTMLElement list = Dom.byId("models");
        list.clear();
        list.setAttribute("aria-busy", "true");
        for (String state : new String[] {"models-empty", "models-none", "models-failed", "models-more"}) {
            Dom.show(state, false);
        }
        Dom.show("models-loading", true);
        if (mine) {
            ownIds = SavedHere.ids();
            more();
        } else {
            load();
        }
    }

    private void more() {
        Dom.enable("models-more", false);
        if (mine) {
            loadOwn();
        } else {
            load();
        }
    }

    private String search() {
        return Dom.input("models-search").getValue().trim();
    }

    private void load() {
        int asked = questions.next();
        StringBuilder query = new StringBuilder("/api/models?limit=" + PER_PAGE);
        if (!search().isEmpty()) {
            query.append("&q=").append(Window.encodeURIComponent(search()));
        }
        if (!kind.isEmpty()) {
            query.append("&kind=").append(kind);
        }
        if (!cursor.isEmpty()) {
            query.append("&cursor=").append(Window.encodeURIComponent(cursor));
        }
        Http.getText(
                query.toString(),
                text -> {
                    if (questions.is(asked)) {
                        JsonObject page = Json.parse(text).asObject();
                        List<JsonObject> models = new ArrayList<>();
                        page.get("items").asArray().forEach(value -> models.add(value.asObject()));
                        cursor = CardText.string(page, "cursor");
                        show(models, !cursor.isEmpty());
                    }
                },
                why -> failed(asked, why));
    }

    /** The models of this browser, a page of them, each by its card: most are not in the server's list. */
    private void loadOwn() {
        List<String> ids = ownIds.subList(0, Math.min(PER_PAGE, ownIds.size()));
        ownIds = ownIds.subList(ids.size(), ownIds.size());
        OwnCards cards = new OwnCards(ids.size());
        int asked = questions.next();
        Runnable arrived = () -> {
            if (cards.isWhole() && questions.is(asked)) {
                showOwn(cards, asked);
            }
        };
        arrived.run();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            int place = i;
            Http.getTextIfThere(
                    "/api/models/" + id,
                    text -> {
                        cards.came(place, Json.parse(text).asObject());
                        arrived.run();
                    },
                    deleted -> {
                        // A server that does not know it may have another store today: its key stays.
                        if (deleted) {
                            SavedHere.forget(id);
                        }
                        cards.missed();
                        arrived.run();
                    },
                    why -> {
                        cards.failed(why);
                        arrived.run();
                    });
        }
    }

    private void showOwn(OwnCards cards, int asked) {
        if (cards.isNone() && Dom.byId("models").getChildren().getLength() == 0) {
            failed(asked, cards.why());
            return;
        }
        List<JsonObject> models = new ArrayList<>();
        for (JsonObject card : cards.list()) {
            if (matches(card)) {
                models.add(card);
            }
        }
        show(models, !ownIds.isEmpty());
        failures += cards.failures();
        if (cards.failures() > 0) {
            Dom.text("models-failed-title", Texts.of("Models that could not be loaded: {0}", failures));
            Dom.text("models-why", Texts.said(cards.why()));
            Dom.show("models-failed", true);
            Dom.show("models-none", false);
        }
    }

    private boolean matches(JsonObject card) {
        boolean photos = CardText.string(card, "kind").equals("photos");
        boolean rightKind = kind.isEmpty() || kind.equals("photos") == photos;
        return rightKind && lower(CardText.name(card, "")).contains(lower(search()));
    }

    /** In small letters, by the browser: Unicode's tables would weigh more than the page. */
    @JSBody(params = "text", script = "return text.toLowerCase();")
    private static native String lower(String text);

    private void failed(int asked, String why) {
        if (!questions.is(asked)) {
            return;
        }
        Dom.show("models-loading", false);
        Dom.text("models-failed-title", Texts.of("The models could not be loaded"));
        Dom.text("models-why", Texts.said(why));
        Dom.show("models-failed", true);
        Dom.byId("models").setAttribute("aria-busy", "false");
        status.state("failed");
    }

    private void show(List<JsonObject> models, boolean more) {
        HTMLElement list = Dom.byId("models");
        for (JsonObject model : models) {
            list.appendChild(card(model));
        }
        boolean none = list.getChildren().getLength() == 0 && !more;
        boolean filtered = mine || !kind.isEmpty() || !search().isEmpty();
        Dom.show("models-loading", false);
        Dom.show("models-empty", none && !filtered);
        Dom.show("models-none", none && filtered);
        Dom.say(
                "models-none-text",
                mine && SavedHere.ids().isEmpty()
                        ? Texts.of("This browser has saved no model yet.")
                        : Texts.of("No models match."));
        list.setAttribute("data-state", "ready");
        list.setAttribute("aria-busy", "false");
        Dom.show("models-more", more);
        Dom.enable("models-more", true);
        status.state("ready");
    }

    private static HTMLElement card(JsonObject model) {
        HTMLElement card = Dom.copyOf("model-template");
        String kind = CardText.string(model, "kind");
        card.querySelector(".model-kind").setAttribute("data-kind", kind);
        HTMLElement link = card.querySelector(".model-link");
        Dom.setText(link, CardText.name(model, CardText.string(model, "id")));
        link.setAttribute("href", CardText.string(model, "url"));
        Dom.setText(card.querySelector(".model-layers"), CardText.brief(model));
        Dom.setText(
                card.querySelector(".model-data"),
                kind.equals("photos")
                        ? Texts.of("photos")
                        : kind.equals("points") ? Texts.of("points") : Texts.of("own data"));
        JsonValue listed = model.get("listed");
        card.querySelector(".model-unlisted").setHidden(listed == null || !listed.isBoolean() || listed.asBoolean());
        if (kind.equals("photos") || kind.equals("points")) {
            HTMLElement preview = card.querySelector(".model-preview");
            Runnable ask = () -> {
                preview.setHidden(false);
                preview.setAttribute("src", "/api/models/" + CardText.string(model, "id") + "/preview.png");
            };
            PictureTries tries = new PictureTries(EventLoop.BROWSER, Math::random, ask);
            Dom.on(preview, "error", event -> {
                // The drawing of its kind takes its place.
                preview.setHidden(true);
                tries.failed();
            });
            ask.run();
        }
        double accuracy = CardText.number(model, "testAccuracy");
        AccuracyText.write(card.querySelector(".model-accuracy"), accuracy, CardText.examples(model, "test"));
        HTMLElement date = card.querySelector(".model-date");
        String created = CardText.string(model, "created");
        Dom.setText(date, created.isEmpty() ? Texts.of("Built in") : CardText.date(created));
        if (!created.isEmpty()) {
            date.setAttribute("datetime", created);
        }
        return card;
    }
}
