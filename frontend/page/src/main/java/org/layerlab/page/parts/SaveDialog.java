package org.layerlab.page.parts;

import com.eclipsesource.json.Json;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.page.browser.Clipboard;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.ModelDescription;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Int8Array;

/** Saves the network as it is and gives its link. The key that manages it is kept in this browser. */
public final class SaveDialog {
    /** Makes the file that is saved. */
    public interface Request {
        /**
         * Asks for a parameter file.
         *
         * @param about what its card is to say, as {@link ModelDescription} in JSON
         * @param made takes the file
         * @param failed hears why there is none
         */
        void ask(String about, Consumer<Int8Array> made, Consumer<String> failed);
    }

    private final Request request;
    private String parent = "";
    /** That manages the model saved last; empty where another has it. */
    private String key = "";
    /** How often the dialog was opened: what came of a save of before is not shown. */
    private int opened;

    /**
     * The dialog behind Save &amp; share.
     *
     * @param suggestedName what the model may be called
     * @param request makes the file of the network as it is
     */
    public SaveDialog(Supplier<String> suggestedName, Request request) {
        this.request = request;
        Dom.on("share-open", "click", event -> {
            opened++;
            Dom.input("save-name").setValue(suggestedName.get());
            Dom.show("share-points", hasOwnPoints());
            Dom.show("share-result", false);
            Dom.show("share-error", false);
            Dom.enable("save", true);
        });
        Dom.on("copy-key", "click", event -> Clipboard.copy(key, Dom.byId("copy-key")));
        Dom.on("share-form", "submit", event -> {
            event.preventDefault();
            save();
        });
    }

    /** Whether there is something to save. */
    public void enable(boolean enabled) {
        Dom.enable("share-open", enabled);
    }

    /** The id of the saved model that the next one comes from; empty for none. */
    public void parent(String id) {
        parent = id;
    }

    private void save() {
        String name = Dom.input("save-name").getValue().trim();
        Dom.show("share-error", false);
        if (name.isEmpty()) {
            failed(Texts.of("The model needs a name."));
            return;
        }
        Dom.enable("save", false);
        String address = "/api/models?listed=" + Dom.input("save-listed").isChecked();
        int mine = opened;
        Consumer<String> failed = why -> {
            if (mine == opened) {
                failed(why);
            }
        };
        request.ask(
                new ModelDescription(
                                name,
                                Dom.input("save-description").getValue().trim(),
                                Dom.input("save-author").getValue().trim(),
                                Dom.select("save-licence").getValue(),
                                parent)
                        .toJson(),
                file -> Http.post(address, SavedHere.newKey(), file, text -> saved(text, mine), failed::accept),
                failed);
    }

    private void saved(String text, int mine) {
        String id = SavedHere.keep(Json.parse(text).asObject());
        if (mine != opened) {
            return;
        }
        key = SavedHere.token(id);
        Dom.text(
                "share-key",
                SavedHere.isKept(id)
                        ? Texts.of("This browser keeps the key that can rename, list and delete the model.")
                        : key.isEmpty()
                                ? Texts.of(
                                        "This exact model was saved before, so this is its link; whoever saved it first can manage it.")
                                : Texts.of(
                                        "This browser stores nothing. Copy the key now: without it nobody can rename, list or delete the model."));
        Dom.show("copy-key", !key.isEmpty());
        String path = "/m/" + id;
        Dom.input("share-link").setValue(origin() + path);
        Dom.byId("share-visit").setAttribute("href", path);
        Dom.show("share-result", true);
        Dom.enable("save", true);
        Dom.input("share-link").select();
    }

    private static void failed(String why) {
        HTMLElement error = Dom.byId("share-error");
        Dom.setText(error, Texts.said(why));
        error.setHidden(false);
        Dom.enable("save", true);
    }

    /** Whether the dialog is open, and so the place for an error. */
    public boolean open() {
        return Dom.byId("share-dialog").hasAttribute("open");
    }

    /** Whether the run has points that a person placed, drew or imported; only the playground has any. */
    @JSBody(script = "return !!document.querySelector('#dataset [value=custom]:checked');")
    private static native boolean hasOwnPoints();

    private static String origin() {
        return Window.current().getLocation().getProtocol() + "//"
                + Window.current().getLocation().getHost();
    }
}
