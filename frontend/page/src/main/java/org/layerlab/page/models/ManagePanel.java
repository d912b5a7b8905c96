package org.layerlab.page.models;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.layerlab.page.browser.Clipboard;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.SavedHere;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLOptionElement;
import org.teavm.jso.dom.html.HTMLSelectElement;

/** Renames, describes, lists and deletes a model, in the browser that has its key; other browsers do not see it. */
final class ManagePanel {
    private final String id;
    private final Status status;
    private final Runnable changed;

    /**
     * The buttons of this model.
     *
     * @param changed runs when the server has accepted a change
     */
    ManagePanel(String id, Status status, Runnable changed) {
        this.id = id;
        this.status = status;
        this.changed = changed;
        Dom.on("edit", "click", event -> {
            Dom.show("edit-error", false);
            Dialogs.open(Dom.byId("edit-dialog"));
        });
        Dom.on("edit-form", "submit", event -> {
            event.preventDefault();
            save();
        });
        Dom.on("own-key", "click", event -> Clipboard.copy(SavedHere.token(id), Dom.byId("own-key")));
        Dom.on("key-form", "submit", event -> {
            event.preventDefault();
            take(Dom.input("key-given").getValue().trim());
        });
        Dom.on("delete", "click", event -> Dialogs.open(Dom.byId("delete-dialog")));
        Dom.on("delete-dialog", "close", event -> {
            if (returnValue(Dom.byId("delete-dialog")).equals("delete")) {
                delete();
            }
        });
    }

    /** Shows what the card says in the form, and the buttons where this browser may press them. */
    void show(JsonObject card) {
        boolean own = !SavedHere.token(id).isEmpty();
        Dom.show("manage", own);
        Dom.show("delete", own);
        Dom.show("edit", own);
        Dom.show("own-key", own);
        Dom.show("key-form", !own && !card.getBoolean("bundled", false));
        boolean listed = card.getBoolean("listed", false);
        Dom.text(
                "manage-note",
                listed
                        ? Texts.of("Shown on the public Models page.")
                        : Texts.of("Only people with the link can find it."));
        Dom.input("edit-name").setValue(CardText.string(card, "name"));
        Dom.input("edit-description").setValue(CardText.string(card, "description"));
        choose(Dom.select("edit-licence"), CardText.string(card, "licence"));
        Dom.input("edit-listed").setChecked(listed);
    }

    /** Keeps a key from another browser, once the server has accepted an empty change with it. */
    private void take(String key) {
        Dom.show("key-error", false);
        if (!isPlain(key)) {
            refused(Texts.of("This key does not belong to this model."));
            return;
        }
        Http.patch(
                "/api/models/" + id,
                key,
                "{}",
                done -> {
                    SavedHere.keep(id, key);
                    Dom.input("key-given").setValue("");
                    changed.run();
                },
                ManagePanel::refused);
    }

    private static void refused(String why) {
        Dom.text("key-error", Texts.said(why));
        Dom.show("key-error", true);
    }

    /** Whether a text can be a key: a browser does not send a header with other characters. */
    static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) <= ' ' || key.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Chooses a license; one that the form does not offer is added to it. */
    private static void choose(HTMLSelectElement select, String value) {
        select.setValue(value);
        if (!select.getValue().equals(value)) {
            HTMLOptionElement own = (HTMLOptionElement) Dom.create("option");
            own.setValue(value);
            Dom.setText(own, Texts.said(value));
            select.appendChild(own);
            select.setValue(value);
        }
    }

    private void save() {
        String name = Dom.input("edit-name").getValue().trim();
        if (name.isEmpty()) {
            failed(Texts.of("The model needs a name."));
            return;
        }
        String json = Json.object()
                .add("name", name)
                .add("description", Dom.input("edit-description").getValue().trim())
                .add("licence", Dom.select("edit-licence").getValue())
                .add("listed", Dom.input("edit-listed").isChecked())
                .toString();
        Http.patch(
                "/api/models/" + id,
                SavedHere.token(id),
                json,
                done -> {
                    Dialogs.close(Dom.byId("edit-dialog"));
                    changed.run();
                },
                this::failed);
    }

    private void failed(String why) {
        Dom.text("edit-error", Texts.said(why));
        Dom.show("edit-error", true);
    }

    private void delete() {
        Http.delete(
                "/api/models/" + id,
                SavedHere.token(id),
                done -> {
                    SavedHere.forget(id);
                    // Back does not lead to a page without its model.
                    Window.current().getLocation().replace("/models");
                },
                status::say);
    }

    @JSBody(params = "dialog", script = "var value = dialog.returnValue; dialog.returnValue = ''; return value;")
    private static native String returnValue(HTMLElement dialog);
}
