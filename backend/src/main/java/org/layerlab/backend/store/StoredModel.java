package org.layerlab.backend.store;

import com.eclipsesource.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.layerlab.network.file.ModelCard;

/**
 * A model as the list shows it.
 *
 * @param id part of its address
 * @param name at most 80 characters
 * @param description its first 200 characters
 * @param created when it was first saved; of a bundled model, only if its card says so
 * @param layers in the notation of {@code --layers}; empty if all layers are dense
 * @param trainExamples how many the accuracy on training examples was measured on; 0 if its card does not say
 * @param testExamples the same for the accuracy on test examples
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
        long trainExamples,
        long testExamples,
        long bytes,
        String sha256,
        boolean listed,
        boolean bundled) {
    /** Stores from before there was a bound have longer ones. */
    private static final int MAX_NAME = CardBounds.EDITABLE.getOrDefault("name", 80);

    /** Its objects, and its places in the maps of an index. */
    private static final int RECORD_BYTES = 700;

    private static final int BOXED_BYTES = 24;

    private static final int MAX_DESCRIPTION = 200;

    /** Of their notation in a list, where a network may have a thousand. */
    private static final int MAX_LAYERS = 2000;

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

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
                card.name().map(text -> start(text, MAX_NAME)),
                card.description().map(text -> start(text, MAX_DESCRIPTION)),
                card.kind().map(ModelCard.Kind::id),
                created,
                card.architecture().layerDims(),
                Optional.of(card.architecture())
                        .filter(architecture -> !architecture.isDense())
                        .map(architecture -> start(architecture.toString(), MAX_LAYERS)),
                card.trainAccuracy(),
                card.testAccuracy(),
                card.trainExamples(),
                card.testExamples(),
                bytes,
                sha256,
                listed,
                bundled);
    }

    private static String start(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(length - 2));
        return text.substring(0, splits ? length - 2 : length - 1) + "…";
    }

    /**
     * Refuses what only a damaged file says of a model.
     *
     * @throws IllegalArgumentException that says what it is
     */
    void requireSound() {
        require(SHA_256.matcher(sha256).matches(), "its sha256 is not a SHA-256 in hexadecimal");
        require(bytes > 0, "its bytes are not the size of a file");
        require(!layerDims.isEmpty() && layerDims.stream().allMatch(dim -> dim > 0), "its layerDims are not sizes");
        require(isFraction(trainAccuracy) && isFraction(testAccuracy), "its accuracies are not between 0 and 1");
        require(trainExamples >= 0 && testExamples >= 0, "its numbers of examples are negative");
    }

    private static boolean isFraction(OptionalDouble value) {
        return value.isEmpty() || (value.getAsDouble() >= 0 && value.getAsDouble() <= 1);
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** Whether a file with this SHA-256 is the one that was saved. */
    boolean hasDigest(byte[] digest) {
        return HexFormat.of().formatHex(digest).equals(sha256);
    }

    /** About how many bytes this takes in memory, as part of an index. */
    int memory() {
        // The name is there in lower case too.
        return RECORD_BYTES
                + 2 * memory(name)
                + memory(description)
                + memory(layers)
                + sha256.length()
                + BOXED_BYTES * layerDims.size();
    }

    /** Java keeps Latin-1 texts in one byte a character. */
    private static int memory(Optional<String> text) {
        return text.map(some -> some.chars().allMatch(c -> c < 256) ? some.length() : 2 * some.length())
                .orElse(0);
    }

    /**
     * A model with its whole card.
     *
     * @param card the model card's JSON, owned by the holder of this record
     */
    public record WithCard(StoredModel model, JsonObject card) {}
}
