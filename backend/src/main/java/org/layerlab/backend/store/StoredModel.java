package org.layerlab.backend.store;

import com.eclipsesource.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;

/**
 * What a list of models tells about one.
 *
 * @param id in its address
 * @param description the beginning of it
 * @param created when it was first saved; a bundled model tells only when its card does
 * @param layers in the notation of {@code --layers}, of a network that has other ones than dense
 * @param bytes of its safetensors file
 * @param sha256 of its safetensors file, hexadecimal
 * @param listed shown in the list; else only those who have its link find it
 * @param bundled comes with the program and cannot be deleted
 */
public record StoredModel(
        String id,
        Optional<String> name,
        Optional<String> description,
        Optional<String> kind,
        Optional<Instant> created,
        List<Integer> layerDims,
        Optional<String> layers,
        OptionalDouble trainAccuracy,
        OptionalDouble testAccuracy,
        long bytes,
        String sha256,
        boolean listed,
        boolean bundled) {
    private static final int MAX_DESCRIPTION = 500;

    static StoredModel of(
            String id,
            ModelCard card,
            Optional<Instant> created,
            long bytes,
            String sha256,
            boolean listed,
            boolean bundled) {
        return new StoredModel(
                id,
                card.name(),
                card.description().map(text -> text.substring(0, Math.min(MAX_DESCRIPTION, text.length()))),
                card.kind().map(ModelCard.Kind::id),
                created,
                card.architecture().layerDims(),
                Optional.of(card.architecture())
                        .filter(architecture -> !architecture.isDense())
                        .map(Architecture::toString),
                card.trainAccuracy(),
                card.testAccuracy(),
                bytes,
                sha256,
                listed,
                bundled);
    }

    /**
     * A model with its whole card.
     *
     * @param card the model card's JSON, owned by whoever holds this
     */
    public record WithCard(StoredModel model, JsonObject card) {}
}
