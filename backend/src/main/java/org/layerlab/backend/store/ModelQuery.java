package org.layerlab.backend.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.layerlab.network.file.ModelCard;

/**
 * Selects models for a list.
 *
 * @param words in lower case; the name must contain each of them
 * @param kind only models of this kind; empty for all
 */
public record ModelQuery(List<String> words, Optional<ModelCard.Kind> kind) {
    /** All models. */
    public static final ModelQuery ALL = new ModelQuery(List.of(), Optional.empty());

    public ModelQuery {
        words = List.copyOf(words);
    }

    /** Models whose names contain each word of the text. */
    public static ModelQuery of(String text, Optional<ModelCard.Kind> kind) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        return new ModelQuery(trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s+", -1)), kind);
    }

    /** The name of a model as searches compare it. */
    static String searched(StoredModel model) {
        return model.name().orElse("").toLowerCase(Locale.ROOT);
    }

    /** Whether this only cuts the list into pages: then a page is found without looking at more of it. */
    public boolean takesAll() {
        return words.isEmpty() && kind.isEmpty();
    }

    boolean matches(StoredModel model) {
        return matches(model, searched(model));
    }

    /**
     * @param name {@link #searched}, which whoever asks often has kept
     */
    boolean matches(StoredModel model, String name) {
        if (kind.isPresent() && !model.kind().equals(kind.map(ModelCard.Kind::id))) {
            return false;
        }
        return words.stream().allMatch(name::contains);
    }
}
