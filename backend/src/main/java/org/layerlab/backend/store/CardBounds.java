package org.layerlab.backend.store;

import java.util.Map;
import java.util.Optional;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;

/** How long the texts of a model's card may be: the same when it is saved and when its owner edits it. */
final class CardBounds {
    /** Maximum characters of the texts that an owner may edit. */
    static final Map<String, Integer> EDITABLE = Map.of("name", 80, "description", 4000, "licence", 200);

    private static final int AUTHOR = 200;

    /** Of the whole card in JSON; ten thousand points and a million iterations stay well below. */
    private static final int CARD = 2_000_000;

    private CardBounds() {}

    static void check(ModelCard card) throws ParameterFileException {
        check("name", card.name());
        check("description", card.description());
        check("licence", card.licence());
        check("author", card.author());
        int length = card.json().toString().length();
        if (length > CARD) {
            throw new ParameterFileException(
                    "the model card has " + length + " characters; at most " + CARD + " can be saved");
        }
    }

    private static void check(String key, Optional<String> text) throws ParameterFileException {
        int limit = EDITABLE.getOrDefault(key, AUTHOR);
        int length = text.map(String::length).orElse(0);
        if (length > limit) {
            throw new ParameterFileException(
                    "the model card's " + key + " has " + length + " characters; the limit is " + limit);
        }
    }
}
