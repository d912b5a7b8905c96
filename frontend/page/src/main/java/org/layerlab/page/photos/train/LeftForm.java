package org.layerlab.page.photos.train;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.ParseException;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.photo.PhotoRecipe;

/**
 * What stood in the form when the page was left by a reload, by Back or for another language.
 *
 * @param photos how many there were to learn from; 0 where that was not known
 * @param limit how many of them at most; 0 for all
 * @param dataSet the id of the data set
 * @param forked the saved model whose recipe it began with; empty where it did not
 */
record LeftForm(PhotoRecipe recipe, int photos, int limit, String dataSet, String forked) {
    /** As a text to keep. */
    String text() {
        return Json.object()
                .add("recipe", recipe.json())
                .add("photos", photos)
                .add("limit", limit)
                .add("dataSet", dataSet)
                .add("forked", forked)
                .toString();
    }

    /** Reads {@link #text}; null where it is none. */
    static @Nullable LeftForm read(String text) {
        try {
            JsonObject json = Json.parse(text).asObject();
            return json.get("recipe") instanceof JsonObject recipe
                    ? new LeftForm(
                            PhotoRecipe.of(recipe),
                            json.getInt("photos", 0),
                            json.getInt("limit", 0),
                            json.getString("dataSet", ""),
                            json.getString("forked", ""))
                    : null;
        } catch (ParseException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }
}
