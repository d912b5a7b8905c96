package org.layerlab.page.models;

import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cards of several models, each of which the server answers by itself: one that fails leaves the others as they are. */
final class OwnCards {
    private final @Nullable JsonObject[] cards;
    private int awaited;
    private int failures;
    private String why = "";

    /**
     * Waits for cards.
     *
     * @param count of the models
     */
    OwnCards(int count) {
        cards = new JsonObject[count];
        awaited = count;
    }

    /** The card of the model in this place. */
    void came(int place, JsonObject card) {
        cards[place] = card;
        awaited--;
    }

    /** The server does not have one of the models. */
    void missed() {
        awaited--;
    }

    /** One of the cards cannot be shown. */
    void failed(String because) {
        failures++;
        why = because;
        awaited--;
    }

    /** Whether there is an answer about each. */
    boolean isWhole() {
        return awaited == 0;
    }

    /** How many cannot be shown. */
    int failures() {
        return failures;
    }

    /** Whether none can be shown. */
    boolean isNone() {
        return failures > 0 && failures == cards.length;
    }

    /** Why the last of those cannot be shown. */
    String why() {
        return why;
    }

    /** The cards that came, in the models' order. */
    List<JsonObject> list() {
        List<JsonObject> list = new ArrayList<>();
        for (JsonObject card : cards) {
            if (card != null) {
                list.add(card);
            }
        }
        return list;
    }
}
