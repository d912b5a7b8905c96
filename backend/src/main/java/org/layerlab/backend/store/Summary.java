package org.layerlab.backend.store;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the list shows of a model, as a member of its {@link Sidecar} before the card: a start with 100,000 models reads
 * the beginning of each file, and parses no card.
 */
final class Summary {
    static final String KEY = "summary";

    /** Of a sidecar; what comes before the card is a tenth of it. */
    static final int HEAD_BYTES = 8192;

    /** Quotes within a string are escaped, so this is always the member itself. */
    private static final String CARD = ",\"card\":{";

    private Summary() {}

    static JsonObject of(StoredModel model) {
        JsonArray layerDims = new JsonArray();
        model.layerDims().forEach(layerDims::add);
        JsonObject json = Json.object().add("layerDims", layerDims);
        model.name().ifPresent(name -> json.add("name", name));
        model.description().ifPresent(description -> json.add("description", description));
        model.kind().ifPresent(kind -> json.add("kind", kind));
        model.layers().ifPresent(layers -> json.add("layers", layers));
        model.trainAccuracy().ifPresent(accuracy -> json.add("trainAccuracy", accuracy));
        model.testAccuracy().ifPresent(accuracy -> json.add("testAccuracy", accuracy));
        if (model.trainExamples() > 0) {
            json.add("trainExamples", model.trainExamples());
        }
        if (model.testExamples() > 0) {
            json.add("testExamples", model.testExamples());
        }
        return json;
    }

    /** The model, by the beginning of its file; empty where that does not suffice. */
    static Optional<StoredModel> read(Path sidecar, String id) throws IOException {
        String head;
        try (FileChannel channel = FileChannel.open(sidecar, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full or the file ends.
            }
            head = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            ByteBuffer last = ByteBuffer.allocate(1);
            long size = channel.size();
            if (size == 0 || channel.read(last, size - 1) != 1 || last.get(0) != '}') {
                // Empty or cut short: parsing all of it says so.
                return Optional.empty();
            }
        }
        return parse(head, id);
    }

    /** The model, by the beginning of its sidecar; empty where that does not suffice. */
    static Optional<StoredModel> parse(String head, String id) {
        int end = head.indexOf(CARD);
        if (end < 0) {
            return Optional.empty();
        }
        try {
            JsonObject json = Json.parse(head.substring(0, end) + '}').asObject();
            JsonValue summary = json.get(KEY);
            return summary == null ? Optional.empty() : Optional.of(model(id, json, summary.asObject()));
        } catch (ParseException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static StoredModel model(String id, JsonObject json, JsonObject summary) {
        List<Integer> layerDims = new ArrayList<>();
        member(summary, "layerDims").asArray().forEach(dim -> layerDims.add(dim.asInt()));
        StoredModel model = new StoredModel(
                id,
                text(summary, "name"),
                text(summary, "description"),
                // The same few words in all models.
                text(summary, "kind").map(String::intern),
                instant(json.get("created")),
                List.copyOf(layerDims),
                text(summary, "layers"),
                number(summary, "trainAccuracy"),
                number(summary, "testAccuracy"),
                summary.getLong("trainExamples", 0),
                summary.getLong("testExamples", 0),
                member(json, "bytes").asLong(),
                member(json, "sha256").asString(),
                member(json, "listed").asBoolean(),
                false);
        model.requireSound();
        return model;
    }

    private static JsonValue member(JsonObject json, String key) {
        JsonValue value = json.get(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return value;
    }

    private static Optional<String> text(JsonObject summary, String key) {
        return Optional.ofNullable(summary.get(key)).map(JsonValue::asString);
    }

    private static OptionalDouble number(JsonObject summary, String key) {
        JsonValue value = summary.get(key);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble());
    }

    /** A date in ISO 8601; empty where there is none, or one that milliseconds cannot count. */
    static Optional<Instant> instant(@Nullable JsonValue value) {
        if (value == null || !value.isString()) {
            return Optional.empty();
        }
        try {
            Instant instant = Instant.parse(value.asString());
            long unused = instant.toEpochMilli();
            return Optional.of(instant);
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
