package org.layerlab.backend.store;

import com.eclipsesource.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;

/**
 * A model as the list shows it.
 *
 * @param id part of its address
 * @param description its first 500 characters
 * @param created when it was first saved; of a bundled model, only if its card says so
 * @param layers in the notation of {@code --layers}; empty if all layers are dense
 * @param bytes of its safetensors file
 * @param sha256 of its safetensors file, hexadecimal
 * @param listed shown in the list; otherwise only its link leads to it
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
     * @param card the model card's JSON, owned by the holder of this record
     */
    public record WithCard(StoredModel model, JsonObject card) {}
}
