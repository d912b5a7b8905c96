package org.layerlab.page.inside;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Options;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Newest;
import org.layerlab.page.parts.BroughtFile;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.typedarrays.Int8Array;

/** Which network is looked into: a saved one, also by {@code #model=ID} in the link, or a file from this device. */
final class NetworkChoice {
    private static final String MODEL = "model=";
    private static final String BROUGHT = "brought";

    /** Hears of the choice. */
    interface Chosen {
        /** The network as safetensors; it counts as chosen once {@link #taken} is told. */
        void came(Int8Array file);

        /** The server wants the network to be waited for. */
        void waiting(String why);

        /** Something worth telling happened. */
        void said(String why);

        /** There is no network to show. */
        void failed(String why);
    }

    /** A file from this device. */
    private record Brought(Int8Array file, String name) {}

    private final Chosen chosen;
    private final Newest newest = new Newest();
    /** Links whose models are asked for. */
    private final Newest links = new Newest();

    private String current = "";
    private String coming = "";
    /** The file that was shown last. */
    private @Nullable Brought brought;
    /** The file that is coming. */
    private @Nullable Brought comingFile;
    /** Whether a network is shown; before that, the current one is only the best. */
    private boolean shows;

    NetworkChoice(Chosen chosen) {
        this.chosen = chosen;
        Dom.on(
                "model-select",
                "change",
                event -> choose(Dom.select("model-select").getValue()));
        new BroughtFile(this::bring, chosen::said, chosen::said).bind("model-file");
        Dom.on(Window.current(), "hashchange", event -> followLink());
    }

    /** Lists the saved networks, then shows the one that the link names, or the best. */
    void start() {
        Http.getText("/api/models?limit=100&kind=photos", this::list, chosen::failed);
    }

    private void list(String json) {
        ConvolutionalModels models = ConvolutionalModels.of(json);
        Dom.emptied("model-select");
        models.names().forEach(NetworkChoice::addOption);
        current = models.best();
        if (followLink()) {
            return;
        }
        if (current.isEmpty()) {
            addOption("", Texts.of("No network yet: open a file"));
            chosen.failed(Texts.of("This server has no convolutional network. Open a parameter file."));
        } else {
            choose(current);
        }
    }

    /** Shows the model that the link names; false where it names none, or the one that is there. */
    private boolean followLink() {
        links.next();
        for (String pair : Text.split(withoutHash(), '&')) {
            String id = pair.startsWith(MODEL) ? pair.substring(MODEL.length()) : "";
            if (Origin.isId(id) && !id.equals(coming)) {
                // Another link, or another choice, takes its place.
                Consumer<String> came =
                        newest.only(card -> add(id, Json.parse(card).asObject()));
                Consumer<String> failed = newest.only(why -> {
                    chosen.said(why);
                    goBack();
                });
                Http.getText("/api/models/" + id, links.only(came)::accept, links.only(failed)::accept);
                return true;
            }
        }
        return false;
    }

    private static String withoutHash() {
        String hash = Dom.hash();
        return hash.isEmpty() ? "" : hash.substring(1);
    }

    private void add(String id, JsonObject card) {
        String name = CardText.name(card, id);
        if (!ConvolutionalModels.isConvolutional(card)) {
            chosen.said(Texts.of("“{0}” has no convolutions, so it has no feature maps to look into.", name));
            goBack();
            return;
        }
        addOption(id, name);
        choose(id);
    }

    /** Shows what was shown before; at first the best. */
    private void goBack() {
        if (coming.isEmpty() && !current.isEmpty()) {
            choose(current);
        } else {
            Dom.select("model-select").setValue(current);
        }
    }

    private static void addOption(String id, String name) {
        Options.put("model-select", id, name);
    }

    private void choose(String id) {
        Dom.select("model-select").setValue(id);
        coming = id;
        newest.next();
        Brought known = brought;
        if (id.equals(BROUGHT) && known != null) {
            comingFile = known;
            chosen.came(known.file());
            return;
        }
        Http.getBytes(
                "/api/models/" + id + "/parameters.safetensors",
                (received, total) -> {},
                newest.only(chosen::waiting)::accept,
                newest.<Int8Array>only(bytes -> {
                    // One that was refused meanwhile has put another in its place.
                    coming = id;
                    chosen.came(bytes);
                })::accept,
                newest.<String>only(why -> notCame(id, why))::accept);
    }

    private void notCame(String id, String why) {
        coming = shows || id.equals(current) ? current : "";
        goBack();
        chosen.failed(why);
    }

    private boolean bring(Int8Array file, String name) {
        coming = BROUGHT;
        newest.next();
        comingFile = new Brought(file, name);
        chosen.came(file);
        return true;
    }

    /** The network that came is shown. */
    void taken() {
        Brought file = comingFile;
        if (coming.equals(BROUGHT) && file != null) {
            brought = file;
            addOption(BROUGHT, Texts.of("{0}, from a file", file.name()));
        }
        boolean isAnother = !coming.equals(current);
        current = coming;
        shows = true;
        Dom.select("model-select").setValue(current);
        if (isAnother) {
            write(current.equals(BROUGHT) ? "" : MODEL + current);
        }
    }

    /**
     * The network that came cannot be shown: the one before stays.
     *
     * @param replaced whether the worker may have another one than is shown
     */
    void refused(boolean replaced) {
        coming = current;
        Dom.select("model-select").setValue(current);
        if (replaced && !current.isEmpty()) {
            choose(current);
        }
    }

    private static void write(String pair) {
        List<String> pairs = new ArrayList<>();
        for (String other : Text.split(withoutHash(), '&')) {
            if (!other.isEmpty() && !other.startsWith(MODEL)) {
                pairs.add(other);
            }
        }
        if (!pair.isEmpty()) {
            pairs.add(pair);
        }
        replace(String.join("&", pairs));
    }

    @JSBody(
            params = "fragment",
            script = "history.replaceState(null, '', location.pathname + location.search"
                    + " + (fragment ? '#' + fragment : ''));")
    private static native void replace(String fragment);
}
