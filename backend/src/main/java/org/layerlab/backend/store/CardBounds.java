package org.layerlab.backend.store;

import java.util.Map;
import java.util.Optional;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;

/**
 * How long the texts of a model's card may be: the same when it is saved and when its owner edits it. The card as a whole
 * is bounded where it is read.
 */
public final class CardBounds {
    /** Maximum characters of the texts that an owner may edit. */
    static final Map<String, Integer> EDITABLE = Map.of("name", 80, "description", 4000, "licence", 200);

    private static final int AUTHOR = 200;

    private CardBounds() {}

    /** The most characters of a text of the card. */
    public static int most(String key) {
        return EDITABLE.getOrDefault(key, AUTHOR);
    }

    static void check(ModelCard card) throws ParameterFileException {
        check("name", card.name());
        check("description", card.description());
        check("licence", card.licence());
        check("author", card.author());
    }

    /**
     * Checks one text.
     *
     * @throws ParameterFileException when it is too long, or has half of a character, which nothing could write
     */
    static void check(String key, Optional<String> text) throws ParameterFileException {
        ModelCard.requireText(text.orElse(""));
        int limit = most(key);
        int length = text.map(String::length).orElse(0);
        if (length > limit) {
            throw new ParameterFileException(
                    "the model card's " + key + " has " + length + " characters; the limit is " + limit);
        }
    }
}
