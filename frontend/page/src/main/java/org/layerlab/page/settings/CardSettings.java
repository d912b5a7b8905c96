package org.layerlab.page.settings;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.SettingsJson;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Regularization;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.PlayRow.Trait;

/** The playground's settings as a model card tells them; a card may come from a stranger and may be silent or wrong. */
public final class CardSettings {
    private CardSettings() {}

    /** Settings that bring the card's points back, with defaults for what it does not say. */
    public static PlaySettings of(ModelCard card) {
        return parsed(card).settings();
    }

    /** The same, with what was wrong. */
    static PlaySettings.Parsed parsed(ModelCard card) {
        return PlaySettings.parse(fragment(card));
    }

    /** What the card says of them, as in a link; some of it may be nothing that the playground has. */
    public static String fragment(ModelCard card) {
        JsonObject dataset = card.dataset();
        JsonObject hyper = card.hyperparameters();
        StringBuilder fragment = new StringBuilder();
        boolean lost =
                card.points().size() == 0 && Json.value(Points.CUSTOM.id()).equals(dataset.get("id"));
        if (!lost) {
            append(fragment, "dataset", dataset.get("id"));
        }
        for (PlayRow<?> row : PlayRows.ALL) {
            if (row.is(Trait.IN_DATASET)) {
                append(fragment, row.key(), dataset.get(row.key()));
            } else if (row.is(Trait.IN_HYPERPARAMETERS)) {
                append(fragment, row.key(), hyper.get(row.key()));
            }
        }
        if (card.architecture().outputs() > 1 && card.points().size() == 0) {
            append(
                    fragment,
                    PlayRows.CLASSES.key(),
                    String.valueOf(card.architecture().outputs()));
        }
        append(fragment, "points", card.points().encode());
        List<Integer> dims = card.architecture().layerDims();
        append(fragment, "networkShape", HiddenLayersSetting.unitsText(dims.subList(1, dims.size() - 1)));
        List<Activation> activations = card.architecture().activations();
        if (activations.size() > 1) {
            append(
                    fragment,
                    "activation",
                    PlayRows.ACTIVATION.setting().text(activations.subList(0, activations.size() - 1)));
        }
        // The command line gives both penalties as numbers.
        for (String penalty : List.of("L1", "L2")) {
            JsonValue rate = hyper.get(penalty.equals("L1") ? "l1" : "l2");
            if (hyper.get("regularization") == null && rate != null && rate.isNumber() && rate.asDouble() > 0) {
                append(fragment, "regularization", penalty);
                append(fragment, "regularizationRate", rate);
            }
        }
        card.precision().ifPresent(precision -> append(fragment, "precision", precision));
        return fragment.toString();
    }

    /**
     * The choices that the card names, with those that the playground has no control for: momentum, dropout, and two
     * penalties at once.
     */
    public static Hyperparameters hyperparameters(ModelCard card) {
        Hyperparameters h = of(card).hyperparameters();
        try {
            return Hyperparameters.of(SettingsJson.read(withoutControl(), card.hyperparameters(), h.chosen()));
        } catch (IllegalArgumentException e) {
            // A stranger's card: what makes no sense is passed over.
            return h;
        }
    }

    /** Settings with some of the choices of an update, where the playground has a control for them. */
    static PlaySettings with(PlaySettings settings, Hyperparameters h, List<PlayRow<?>> rows) {
        JsonObject json = hyperparameters(settings, h);
        StringBuilder pairs = new StringBuilder();
        for (PlayRow<?> row : rows) {
            append(pairs, row.key(), json.get(row.key()));
        }
        return settings.with(pairs.toString());
    }

    /** What of a card's choices a run of {@link #of its settings} goes without, for people: {@code "momentum 0.5"}. */
    public static List<String> lost(ModelCard card) {
        Chosen told = hyperparameters(card).chosen();
        Chosen left = of(card).hyperparameters().chosen();
        List<String> lost = new ArrayList<>();
        for (Setting<?> row : withoutControl()) {
            boolean matters =
                    row != LearningSettings.MOMENTUM || told.get(LearningSettings.OPTIMIZER) == OptimizerKind.MOMENTUM;
            if (matters && !told.text(row).equals(left.text(row))) {
                lost.add(Texts.said(row.name()) + " " + told.text(row));
            }
        }
        return lost;
    }

    /** Says which settings of a card are none that the playground has; empty where all are. */
    public static String unfit(PlaySettings.Parsed parsed) {
        return parsed.problems().isEmpty()
                ? ""
                : Texts.of(
                        "The playground cannot use some of these settings: {0}. The default is used instead.",
                        Texts.listed(parsed.problems()));
    }

    private static List<Setting<?>> withoutControl() {
        List<Setting<?>> rows = new ArrayList<>();
        for (Setting<?> row : LearningSettings.ALL) {
            if (PlayRows.find(row.key()) == null) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The points of a run as its card has them; {@link #of} reads them. */
    public static JsonObject dataset(PlaySettings settings) {
        JsonObject dataset = Json.object().add("id", settings.dataset().id());
        if (settings.dataset() == Points.CUSTOM) {
            dataset.add("percTrainData", settings.percTrainData()).add("seed", settings.seed());
            if (!settings.points().done().isEmpty()) {
                dataset.add("table", settings.points().done());
            }
            if (!settings.points().names().isEmpty()) {
                JsonArray names = new JsonArray();
                for (String name : settings.points().names()) {
                    names.add(name);
                }
                dataset.add("classes", names);
            }
            return dataset;
        }
        if (settings.classes() > 2) {
            dataset.add(PlayRows.CLASSES.key(), settings.classes());
        }
        return dataset.add("noise", settings.noise())
                .add("trainSize", settings.trainSize())
                .add("testSize", settings.testSize())
                .add("seed", settings.seed());
    }

    /**
     * The choices of a run as its card has them; {@link #parsed} and {@link #hyperparameters(ModelCard)} read them.
     *
     * @param h the choices at the moment, where they are also among the settings
     */
    public static JsonObject hyperparameters(PlaySettings settings, Hyperparameters h) {
        JsonObject json = new JsonObject();
        for (PlayRow<?> row : PlayRows.ALL) {
            boolean unused = row.is(Trait.ONLY_IF_CHOSEN) && !settings.differs(row, PlaySettings.DEFAULT);
            if (row.is(Trait.IN_HYPERPARAMETERS) && !unused) {
                SettingsJson.set(json, row.setting(), settings.chosen);
            }
        }
        Chosen now = h.chosen();
        for (Setting<?> row : LearningSettings.ALL) {
            boolean matters = json.get(row.key()) != null || !now.get(row).equals(row.byDefault());
            if (now.has(row) && matters) {
                SettingsJson.set(json, row, now);
            }
        }
        SettingsJson.set(json, LearningSettings.SEED, now);
        if (h.optimizer() == OptimizerKind.MOMENTUM) {
            SettingsJson.set(json, LearningSettings.MOMENTUM, now);
        }
        // The playground has one penalty at a time; both at once are numbers of their own.
        if (h.l1() > 0 && h.l2() > 0) {
            return json.remove(PlayRows.REGULARIZATION.key()).remove(PlayRows.REGULARIZATION_RATE.key());
        }
        Regularization penalty = h.l1() > 0 ? Regularization.L1 : h.l2() > 0 ? Regularization.L2 : Regularization.NONE;
        return json.remove(LearningSettings.L1.key())
                .remove(LearningSettings.L2.key())
                .set(PlayRows.REGULARIZATION.key(), penalty.id())
                .set(PlayRows.REGULARIZATION_RATE.key(), Math.max(h.l1(), h.l2()));
    }

    private static void append(StringBuilder fragment, String key, @Nullable JsonValue value) {
        if (value != null && value.isString()) {
            append(fragment, key, value.asString());
        } else if (value != null && value.isNumber()) {
            append(fragment, key, Text.number(value.asDouble()));
        }
    }

    private static void append(StringBuilder fragment, String key, String value) {
        if (!value.contains("&")) {
            fragment.append('&').append(key).append('=').append(value);
        }
    }
}
