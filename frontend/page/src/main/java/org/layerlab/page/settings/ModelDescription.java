package org.layerlab.page.settings;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.layerlab.network.file.CardBuilder;

/**
 * What a person says of a model when it is saved. A text that is empty says nothing.
 *
 * @param name what it is called
 * @param description what there is to know about it
 * @param author who made it
 * @param licence under which terms it may be used
 * @param parent the id of the saved model that it comes from
 */
public record ModelDescription(String name, String description, String author, String licence, String parent) {
    /** As JSON, for the worker. */
    public String toJson() {
        return Json.object()
                .add("name", name)
                .add("description", description)
                .add("author", author)
                .add("licence", licence)
                .add("parent", parent)
                .toString();
    }

    /** What {@link #toJson} wrote. */
    public static ModelDescription fromJson(String text) {
        JsonObject json = Json.parse(text).asObject();
        return new ModelDescription(
                json.getString("name", ""),
                json.getString("description", ""),
                json.getString("author", ""),
                json.getString("licence", ""),
                json.getString("parent", ""));
    }

    /** Says all this in a card, in place of what it said; the card of a file keeps its own parent where none is given. */
    public CardBuilder addTo(CardBuilder card) {
        set(card, "name", name);
        set(card, "description", description);
        set(card, "author", author);
        set(card, "licence", licence);
        if (!parent.isEmpty()) {
            card.parent(parent);
        }
        return card;
    }

    private static void set(CardBuilder card, String key, String text) {
        if (text.isEmpty()) {
            card.remove(key);
        } else {
            card.set(key, Json.value(text));
        }
    }
}
