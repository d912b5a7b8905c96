package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.sweep.Results;
import org.layerlab.backend.sweep.Spread;
import org.layerlab.backend.sweep.Standing;

/** The results of a search as a table: for a terminal, and as CSV. */
final class SweepTable {
    private static final List<String> FIGURES = List.of("validation", "train");

    private SweepTable() {}

    /** A line for each run, best first (RFC 4180, with {@code \n} at the end of lines). */
    static String csv(JsonObject json) {
        List<String> keys = new ArrayList<>();
        for (JsonValue trial : json.get("trials").asArray()) {
            for (String key : trial.asObject().get("settings").asObject().names()) {
                if (!keys.contains(key)) {
                    keys.add(key);
                }
            }
        }
        List<String> head = new ArrayList<>(List.of("rank", "rung", "state"));
        head.addAll(keys);
        head.addAll(List.of("iterationsMade", "validation", "validationCost", "train", "trainCost", "command"));
        StringBuilder csv = new StringBuilder(String.join(",", head)).append('\n');
        for (JsonValue value : json.get("trials").asArray()) {
            JsonObject trial = value.asObject();
            List<String> cells = new ArrayList<>();
            for (String name : List.of("rank", "rung", "state")) {
                cells.add(text(trial.get(name)));
            }
            for (String key : keys) {
                cells.add(text(trial.get("settings").asObject().get(key)));
            }
            cells.add(text(trial.get("iterationsMade")));
            for (String figure : FIGURES) {
                JsonValue figures = trial.get(figure);
                cells.add(figures == null ? "" : text(figures.asObject().get("score")));
                cells.add(figures == null ? "" : text(figures.asObject().get("cost")));
            }
            cells.add(text(trial.get("command")));
            csv.append(String.join(",", cells)).append('\n');
        }
        return csv.toString();
    }

    private static String text(@Nullable JsonValue value) {
        if (value == null || value.isNull()) {
            return "";
        }
        String text = value.isString() ? value.asString() : value.toString();
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** A combination and its figure: {@code "98.40 % (97.10 to 99.70)  learningRate=0.3 layers=2,10,1"}. */
    static String line(Results results, Standing standing) {
        StringBuilder line = new StringBuilder();
        Spread spread = standing.spread();
        line.append(spread == null ? standing.state() : figure(results, spread)).append(' ');
        for (Map.Entry<String, String> value : standing.values().entrySet()) {
            line.append(' ').append(value.getKey()).append('=').append(value.getValue());
        }
        return line.toString();
    }

    /** {@code "; best so far 98.40 % …"}, or nothing. */
    static String bestSoFar(Results results) {
        Standing best = results.best();
        return best == null ? "" : "; best so far " + line(results, best);
    }

    /** {@code "98.40 % (97.10 to 99.70)"}, or an R². */
    static String figure(Results results, Spread spread) {
        String interval = Double.isNaN(spread.low())
                ? ""
                : " (" + number(results, spread.low()) + " to " + number(results, spread.high()) + ")";
        return number(results, spread.mean()) + (results.regression() ? "" : " %") + interval;
    }

    private static String number(Results results, double score) {
        return results.regression() ? String.format(Locale.ROOT, "%.4f", score) : OutputOptions.percent(score);
    }
}
