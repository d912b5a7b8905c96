package org.layerlab.backend.store;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;

/**
 * The JSON file beside a model's parameters, which may change while they do not:
 * {@code {"created", "bytes", "sha256", "tokens", "listed", "summary", "card", "changes"}} for a live model,
 * {@code {"deleted", "blocked"}} for a deleted one. {@code tokens} are hashes; {@code summary} is what the list shows
 * ({@link Summary}); {@code changes} are the members of the card that the owner has replaced since.
 */
record Sidecar(JsonObject json) {
    static final int MAX_BYTES = 16 << 20;

    static Sidecar of(StoredModel model, JsonObject card, ManageToken token) {
        return new Sidecar(Json.object()
                .add("created", model.created().orElseThrow().toString())
                .add("bytes", model.bytes())
                .add("sha256", model.sha256())
                .add("tokens", new JsonArray().add(token.hash()))
                .add("listed", model.listed())
                .add(Summary.KEY, Summary.of(model))
                .add("card", card));
    }

    static Sidecar of(Tombstone tombstone) {
        JsonObject json = Json.object().add("deleted", tombstone.when().toString());
        return new Sidecar(tombstone.blocked() ? json.add("blocked", true) : json);
    }

    static Sidecar read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " has more than " + MAX_BYTES + " bytes");
        }
        return parse(Files.readString(file), file.toString());
    }

    /**
     * Parses the text of such a file.
     *
     * @param what it is, for the message
     * @throws IOException when it is not JSON, or one of its members is not what it has to be
     */
    static Sidecar parse(String text, String what) throws IOException {
        try {
            Sidecar sidecar = new Sidecar(Json.parse(text).asObject());
            sidecar.requireTypes(what);
            return sidecar;
        } catch (com.eclipsesource.json.ParseException | UnsupportedOperationException e) {
            throw new IOException(what + " is not a JSON object", e);
        }
    }

    private void requireTypes(String what) throws IOException {
        require("tokens", Sidecar::areTexts, what);
        require("changes", JsonValue::isObject, what);
        require("listed", JsonValue::isBoolean, what);
        require("blocked", JsonValue::isBoolean, what);
        require("deleted", JsonValue::isString, what);
    }

    private void require(String key, Predicate<JsonValue> type, String what) throws IOException {
        JsonValue value = json.get(key);
        if (value != null && !type.test(value)) {
            throw new IOException(what + " is damaged: its member " + key + " has another type");
        }
    }

    private static boolean areTexts(JsonValue value) {
        return value.isArray() && value.asArray().values().stream().allMatch(JsonValue::isString);
    }

    /** What is left of the model, if it was deleted. */
    Optional<Tombstone> deleted() {
        JsonValue value = json.get("deleted");
        return value == null
                ? Optional.empty()
                : Optional.of(
                        new Tombstone(Summary.instant(value).orElse(Instant.EPOCH), json.getBoolean("blocked", false)));
    }

    List<String> tokenHashes() {
        JsonValue tokens = json.get("tokens");
        return tokens == null
                ? List.of()
                : tokens.asArray().values().stream().map(JsonValue::asString).toList();
    }

    /**
     * Refuses a token that does not manage the model.
     *
     * @throws StoreException {@link Reason#WRONG_TOKEN}
     */
    void requireOwner(String id, ManageToken token) throws StoreException {
        if (!token.matches(tokenHashes())) {
            throw new StoreException(Reason.WRONG_TOKEN, "this token does not belong to the model " + id);
        }
    }

    /**
     * A copy with a change by the owner.
     *
     * @throws StoreException {@link Reason#TOO_LONG} when no file may have such a card, which could not be read again
     */
    Sidecar with(ModelChange change) throws StoreException, IOException {
        JsonObject copy = new JsonObject(json);
        JsonValue former = json.get("changes");
        JsonObject changes = former == null ? Json.object() : new JsonObject(former.asObject());
        change.texts().forEach(member -> changes.set(member.getName(), member.getValue()));
        copy.set("changes", changes);
        change.listed().ifPresent(listed -> copy.set("listed", listed));
        Sidecar changed = new Sidecar(copy);
        int length = changed.card().toString().length();
        if (length > ModelCard.MAX_LENGTH) {
            throw new StoreException(
                    Reason.TOO_LONG,
                    "the model card would have " + length + " characters; at most " + ModelCard.MAX_LENGTH
                            + " are allowed");
        }
        return changed;
    }

    /** A copy whose summary is that of this model, before the card. */
    Sidecar summarized(StoredModel model) {
        JsonObject ordered = Json.object();
        for (JsonObject.Member member : json) {
            if (member.getName().equals("card")) {
                ordered.set(Summary.KEY, Summary.of(model));
            }
            if (!member.getName().equals(Summary.KEY)) {
                ordered.set(member.getName(), member.getValue());
            }
        }
        return new Sidecar(ordered);
    }

    /** The card with the owner's changes. */
    JsonObject card() throws IOException {
        JsonValue card = json.get("card");
        if (card == null || !card.isObject()) {
            throw new IOException("the model's JSON file has no card");
        }
        JsonObject current = new JsonObject(card.asObject());
        JsonValue changes = json.get("changes");
        if (changes != null) {
            for (JsonObject.Member change : changes.asObject()) {
                if (change.getValue().isNull()) {
                    current.remove(change.getName());
                } else {
                    current.set(change.getName(), change.getValue());
                }
            }
        }
        return current;
    }

    /** The same, read as the card of a model. */
    ModelCard modelCard() throws IOException {
        try {
            return ModelCard.parse(card().toString());
        } catch (ParameterFileException e) {
            throw new IOException("its JSON file is damaged: " + e.getMessage(), e);
        }
    }

    StoredModel model(String id) throws IOException {
        try {
            StoredModel model = StoredModel.of(
                    id,
                    modelCard(),
                    Summary.instant(json.get("created")),
                    json.getLong("bytes", 0),
                    json.getString("sha256", ""),
                    json.getBoolean("listed", true),
                    false);
            model.requireSound();
            return model;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            throw new IOException("its JSON file is damaged: " + e.getMessage(), e);
        }
    }

    byte[] toBytes() {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
