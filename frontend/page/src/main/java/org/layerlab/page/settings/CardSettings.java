package org.layerlab.page.settings;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Hyperparameters;
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
        return PlaySettings.parse(fragment.toString());
    }

    /**
     * The choices that the card names, with those that the playground has no control for: momentum, dropout, and two
     * penalties at once.
     */
    public static Hyperparameters hyperparameters(ModelCard card) {
        Hyperparameters h = of(card).hyperparameters();
        JsonObject told = card.hyperparameters();
        try {
            return h.toBuilder()
                    .momentum(told.getDouble("momentum", h.momentum()))
                    .l1(told.getDouble("l1", h.l1()))
                    .l2(told.getDouble("l2", h.l2()))
                    .dropout(told.getDouble("dropout", h.dropout()))
                    .build();
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            // A stranger's card: what makes no sense is passed over.
            return h;
        }
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
