package org.layerlab.page.photos;

import com.eclipsesource.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Options;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Newest;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Int8Array;

/** Which network judges: one of the saved models, a file that the user brought, or the one trained in this tab. */
public final class ModelChoice {
    /** The choice that stands for the network trained in this tab. */
    private static final String TRAINED_HERE = "here";

    /** The choice that stands for a file that the user brought. */
    private static final String BROUGHT = "brought";

    /** Hears what is chosen. */
    public interface Chosen {
        /** A saved model is chosen, of which the server tells this; its parameters are on their way. */
        void coming(JsonObject model);

        /** The parameters of the chosen model. */
        void came(Int8Array parameters);

        /** The network trained in this tab is chosen. */
        default void trainedHere() {}

        /** More of the parameters has come: a text for people, empty where there is nothing to tell. */
        default void arriving(Supplier<String> text) {}

        /** Something worth telling happened while parameters were fetched. */
        void waiting(String why);

        /** The parameters did not come. */
        void failed(String why);
    }

    private final Chosen chosen;
    private final Map<String, JsonObject> models = new HashMap<>();
    private final Newest newest = new Newest();
    private @Nullable Int8Array brought;
    /** The last that came. */
    private String sent = "";
    /** The last that judged. */
    private String settled = "";
    /** How many networks came whose opening has neither succeeded nor failed. */
    private int unanswered;

    /** The choice on this page. */
    public ModelChoice(Chosen chosen) {
        this.chosen = chosen;
        Dom.on("model-select", "change", event -> choose(value()));
    }

    private static String value() {
        return Dom.select("model-select").getValue();
    }

    /** Lists the saved models and chooses the best of them; false where there are none. */
    public boolean list(ModelList list) {
        HTMLElement select = Dom.byId("model-select");
        select.clear();
        list.models().forEach((id, model) -> {
            models.put(id, model);
            select.appendChild(Options.option(id, CardText.name(model, id)));
        });
        if (list.models().isEmpty()) {
            select.appendChild(Options.option("", Texts.of("No models yet: train one")));
            return false;
        }
        choose(list.best());
        return true;
    }

    /** Whether no saved model is known. */
    public boolean isEmpty() {
        return models.isEmpty();
    }

    /** Whether a saved model or a brought file is chosen, and so one that can be measured here. */
    public boolean isSaved() {
        return models.containsKey(value());
    }

    /** Adds a saved model, listed or not, and chooses it. */
    public void add(String id, JsonObject model) {
        add(id, model, CardText.name(model, id));
        choose(id);
    }

    /** Takes a file that the user brought, and chooses it. */
    public void bring(Int8Array parameters, JsonObject model, String name) {
        brought = parameters;
        add(BROUGHT, model, Texts.of("{0}, from a file", name));
        choose(BROUGHT);
    }

    /** Chooses the network trained in this tab. */
    public void chooseTrained() {
        if (Dom.byId("model-select").querySelector("option[value='" + TRAINED_HERE + "']") == null) {
            Dom.byId("model-select").appendChild(Options.option(TRAINED_HERE, Texts.of("Your network")));
        }
        choose(TRAINED_HERE);
    }

    /** The network that came last judges now. */
    public void opened() {
        unanswered = Math.max(0, unanswered - 1);
        if (unanswered == 0) {
            settled = sent;
        }
    }

    /** Whether the chosen network has come and does not judge yet. */
    public boolean isOpening() {
        return unanswered > 0 && sent.equals(value());
    }

    /** Chooses the network again that came before one that did not come or was refused; false where none judged yet. */
    public boolean goBack() {
        if (isOpening()) {
            unanswered--;
            sent = settled;
        }
        if (settled.isEmpty()) {
            return false;
        }
        JsonObject model = models.get(sent);
        if (model == null) {
            choose(sent);
        } else {
            Dom.select("model-select").setValue(sent);
            chosen.coming(model);
        }
        return true;
    }

    private void came(String id, Int8Array parameters) {
        sent = id;
        unanswered++;
        chosen.came(parameters);
    }

    private void add(String id, JsonObject model, String name) {
        models.put(id, model);
        Options.put("model-select", id, name);
    }

    private void choose(String id) {
        Dom.select("model-select").setValue(id);
        int mine = newest.next();
        if (id.equals(TRAINED_HERE)) {
            sent = id;
            settled = id;
            chosen.trainedHere();
            return;
        }
        JsonObject model = models.get(id);
        if (model == null) {
            return;
        }
        chosen.coming(model);
        Int8Array file = brought;
        if (id.equals(BROUGHT) && file != null) {
            came(id, file);
            return;
        }
        NetworkDownload download = new NetworkDownload();
        Http.getBytes(
                "/api/models/" + id + "/parameters.safetensors",
                (received, total) -> {
                    if (newest.is(mine)) {
                        chosen.arriving(() -> download.told(received, total));
                    }
                },
                why -> {
                    if (newest.is(mine)) {
                        chosen.waiting(why);
                    }
                },
                bytes -> {
                    if (newest.is(mine)) {
                        came(id, bytes);
                    }
                },
                why -> {
                    if (newest.is(mine)) {
                        chosen.failed(why);
                    }
                });
    }
}
