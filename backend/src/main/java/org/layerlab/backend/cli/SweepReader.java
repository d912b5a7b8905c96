package org.layerlab.backend.cli;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.sweep.Figure;
import org.layerlab.backend.sweep.Measured;
import org.layerlab.backend.sweep.Results;
import org.layerlab.backend.sweep.Trial;

/** Loads the runs in a results file, if it is sound and belongs to the same search. */
final class SweepReader {
    /** Far more than the largest search writes. */
    private static final long MOST_BYTES = 64 << 20;

    private final Path path;

    SweepReader(Path path) {
        this.path = path;
    }

    /**
     * Adds all runs of the file.
     *
     * @throws CommandException when it is damaged, or belongs to another search, naming both
     */
    void readInto(Results results) throws CommandException {
        String text = new String(ModelFiles.bytes(path, MOST_BYTES), StandardCharsets.UTF_8);
        JsonObject json;
        try {
            json = SweepJson.object(Json.parse(text));
        } catch (ParseException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
        String format = text(json, "format");
        String version = number(json.get("version"));
        if (!format.equals(SweepJson.FORMAT) || !version.equals(String.valueOf(SweepJson.VERSION))) {
            throw new CommandException(path + " is not a results file: its format is '" + format + "' version "
                    + version + "; it must be '" + SweepJson.FORMAT + "' version " + SweepJson.VERSION);
        }
        String digest = text(json, SweepJson.DIGEST);
        json.remove(SweepJson.DIGEST);
        if (!digest.equals(SweepJson.digest(json))) {
            throw damaged("its content does not match its SHA-256 digest", null);
        }
        try {
            String difference = SweepJson.difference(json.get("search").asObject(), SweepJson.search(results.search()));
            if (difference != null) {
                throw new CommandException(path + " belongs to another search: " + difference
                        + "; give another --out, or move the file away");
            }
            for (JsonValue row : json.get("trials").asArray()) {
                add(row.asObject(), results);
            }
        } catch (NullPointerException | UnsupportedOperationException | NumberFormatException e) {
            // The digest is right, but this program did not write the file.
            throw damaged("a value is missing or of another type", e);
        }
    }

    /** The text under a key, or an empty one: another program may have written the file. */
    private static String text(JsonObject json, String key) {
        JsonValue value = json.get(key);
        return value != null && value.isString() ? value.asString() : "";
    }

    private static String number(@Nullable JsonValue value) {
        return value != null && value.isNumber() ? value.toString() : "0";
    }

    private void add(JsonObject row, Results results) throws CommandException {
        Trial.Key key = new Trial.Key(
                row.get("rung").asInt(),
                row.get("combination").asInt(),
                row.get("seed").asLong());
        if (!results.has(key) || results.get(key) != null) {
            throw damaged("the search has no run, or no second run, " + key, null);
        }
        results.add(
                key,
                new Measured(
                        row.get("iterationsMade").asInt(),
                        figure(row.get("validation")),
                        figure(row.get("train")),
                        null));
    }

    private static @Nullable Figure figure(@Nullable JsonValue value) {
        if (value == null) {
            return null;
        }
        JsonObject figure = value.asObject();
        return new Figure(
                figure.get("score").isNull() ? Double.NaN : figure.get("score").asDouble(),
                figure.get("cost").asDouble(),
                figure.get("total").asInt());
    }

    private CommandException damaged(String why, @Nullable Throwable cause) {
        String message = path + " is damaged: " + why + "; give another --out, or move the file away";
        return cause == null ? new CommandException(message) : new CommandException(message, cause);
    }
}
