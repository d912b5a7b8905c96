package org.layerlab.backend.cli;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.backend.sweep.Axis;
import org.layerlab.backend.sweep.Draws;
import org.layerlab.backend.sweep.Figure;
import org.layerlab.backend.sweep.Halving;
import org.layerlab.backend.sweep.Measured;
import org.layerlab.backend.sweep.PointsWork;
import org.layerlab.backend.sweep.Results;
import org.layerlab.backend.sweep.Search;
import org.layerlab.backend.sweep.Spread;
import org.layerlab.backend.sweep.Standing;
import org.layerlab.backend.sweep.Trial;
import org.layerlab.backend.training.PointsSettings;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;

/** The results of a search as JSON; {@code backend/SWEEP.md} describes it. */
final class SweepJson {
    static final String FORMAT = "layerlab-sweep";
    static final int VERSION = 1;
    static final String DIGEST = "digest";

    private SweepJson() {}

    /** All that is known, best first. */
    static JsonObject of(Results results, TrialLine line, @Nullable Tested tested) {
        Search search = results.search();
        JsonObject json =
                new JsonObject().add("format", FORMAT).add("version", VERSION).add("search", search(search));
        if (search.command().equals("circles")) {
            json.add("base", base(search.given()));
        }
        json.add("score", results.regression() ? "R2" : "accuracy")
                .add("total", results.total())
                .add("done", results.count());
        List<Standing> standings = results.standings();
        if (tested != null) {
            json.add("best", best(results, line, standings.get(0), tested));
        }
        JsonArray combinations = new JsonArray();
        JsonArray trials = new JsonArray();
        int rank = 1;
        for (Standing standing : standings) {
            combinations.add(combination(rank, standing));
            trials(results, line, rank, standing).forEach(trials::add);
            rank++;
        }
        json.add("combinations", combinations).add("trials", trials);
        return json.add(DIGEST, digest(json));
    }

    /** The SHA-256 of the rest, as this library writes it. */
    static String digest(JsonObject withoutDigest) {
        return Sha256.hex(withoutDigest.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What is searched: two files with this in common have the same runs. */
    static JsonObject search(Search search) {
        JsonObject axes = new JsonObject();
        for (Axis axis : search.axes()) {
            axes.add(axis.setting().key(), axis.toString());
        }
        JsonArray seeds = new JsonArray();
        search.seeds().forEach(seeds::add);
        JsonObject json = new JsonObject()
                .add("command", search.command())
                .add("given", texts(search.given()))
                .add("axes", axes)
                .add("seeds", seeds);
        Draws draws = search.draws();
        if (draws != null) {
            json.add("random", new JsonObject().add("count", draws.count()).add("seed", draws.seed()));
        }
        Halving halving = search.halving();
        if (halving != null) {
            json.add(
                    "halving",
                    new JsonObject()
                            .add("eta", halving.eta())
                            .add("of", search.length())
                            .add("whole", search.whole()));
        }
        if (!search.photos().isEmpty()) {
            json.add("photos", Cards.texts(search.photos()));
        }
        return json;
    }

    private static JsonObject texts(Map<String, String> settings) {
        JsonObject json = new JsonObject();
        settings.forEach(json::add);
        return json;
    }

    private static JsonObject base(Map<String, String> given) {
        Chosen chosen = PointsWork.chosen(given);
        JsonObject json = new JsonObject();
        for (Setting<?> row : PointsSettings.ALL) {
            json.add(row.key(), chosen.text(row));
        }
        return json;
    }

    private static JsonObject combination(int rank, Standing standing) {
        JsonObject json = new JsonObject()
                .add("rank", rank)
                .add("combination", standing.combination())
                .add("settings", texts(standing.values()))
                .add("rung", standing.rung())
                .add("state", standing.state());
        Spread spread = standing.spread();
        if (spread != null) {
            json.add("validation", spread(spread).add("cost", number(standing.cost())));
        }
        return json;
    }

    private static JsonObject spread(Spread spread) {
        JsonObject json = new JsonObject().add("mean", number(spread.mean()));
        if (!Double.isNaN(spread.low())) {
            json.add("low", number(spread.low())).add("high", number(spread.high()));
        }
        return json;
    }

    private static JsonObject best(Results results, TrialLine line, Standing standing, Tested tested) {
        JsonObject json = combination(1, standing);
        json.add("test", spread(tested.spread(results)).add("seeds", figures(tested.figures())));
        JsonArray commands = new JsonArray();
        for (long seed : results.search().seeds()) {
            commands.add(line.of(
                    results.trial(standing.combination(), standing.rung(), seed).settings()));
        }
        return json.add("commands", commands);
    }

    /** A number, or null where it is NaN or infinite: JSON has no such number. */
    private static JsonValue number(double value) {
        return Double.isFinite(value) ? Json.value(value) : Json.NULL;
    }

    private static JsonArray figures(List<Figure> figures) {
        JsonArray array = new JsonArray();
        figures.forEach(figure -> array.add(figure(figure)));
        return array;
    }

    private static JsonObject figure(Figure figure) {
        return new JsonObject()
                .add("score", number(figure.score()))
                .add("cost", figure.cost())
                .add("total", figure.total());
    }

    /** A combination's runs: of its last round first. */
    private static JsonArray trials(Results results, TrialLine line, int rank, Standing standing) {
        JsonArray array = new JsonArray();
        for (int rung = standing.rung(); rung >= 0; rung--) {
            for (long seed : results.search().seeds()) {
                Trial trial = results.trial(standing.combination(), rung, seed);
                Measured measured = results.get(trial.key());
                if (measured != null) {
                    array.add(trial(trial, measured, results)
                            .set("rank", rank)
                            .add("command", line.of(trial.settings())));
                }
            }
        }
        return array;
    }

    private static JsonObject trial(Trial trial, Measured measured, Results results) {
        JsonObject json = new JsonObject()
                .add("rank", 0)
                .add("combination", trial.combination())
                .add("rung", trial.rung())
                .add("seed", trial.seed())
                .add("settings", texts(varied(trial, results.search())))
                .add("state", measured.validation() == null ? "diverged" : "done")
                .add("iterationsMade", measured.iterations());
        Figure validation = measured.validation();
        Figure train = measured.train();
        if (validation != null && train != null) {
            json.add("validation", figure(validation)).add("train", figure(train));
        }
        return json;
    }

    /** The settings of a run that were not given for all. */
    static Map<String, String> varied(Trial trial, Search search) {
        Map<String, String> varied = new LinkedHashMap<>();
        trial.settings().forEach((key, value) -> {
            if (!value.equals(search.given().get(key))) {
                varied.put(key, value);
            }
        });
        return varied;
    }

    /** The first difference of two searches, naming both sides; null where there is none. */
    static @Nullable String difference(JsonObject there, JsonObject here) {
        for (String name : here.names()) {
            if (there.get(name) == null) {
                return name + " there is missing, here " + text(here.get(name));
            }
        }
        for (String name : there.names()) {
            JsonValue one = there.get(name);
            JsonValue other = here.get(name);
            if (other != null && one.isObject() && other.isObject()) {
                String inside = difference(one.asObject(), other.asObject());
                if (inside != null) {
                    return inside;
                }
            } else if (!one.equals(other)) {
                return name + " there is " + text(one) + ", here " + (other == null ? "missing" : text(other));
            }
        }
        return null;
    }

    private static String text(JsonValue value) {
        String text = value.isString() ? value.asString() : value.toString();
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    /** An empty object, for the reader. */
    static JsonObject object(JsonValue value) {
        return value.isObject() ? value.asObject() : Json.object();
    }
}
