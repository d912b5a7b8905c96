package org.layerlab.backend.script;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.SettingsJson;
import org.layerlab.network.file.WeightHistory;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.TrainingRules;

/** Why no script can repeat the run of a card, as the end of a sentence; empty texts say that one can. */
final class RunGap {
    private static final List<Setting<?>> CHOICES =
            List.of(LearningSettings.OPTIMIZER, LearningSettings.INITIALIZATION, LearningSettings.SCHEDULE);

    /** What the template trains with. */
    private static final Set<Setting<?>> KNOWN = Set.of(
            LearningSettings.ACTIVATION,
            LearningSettings.INITIALIZATION,
            LearningSettings.LEARNING_RATE,
            LearningSettings.ITERATIONS,
            LearningSettings.BATCH_SIZE,
            LearningSettings.OPTIMIZER,
            LearningSettings.MOMENTUM,
            LearningSettings.SCHEDULE,
            LearningSettings.L1,
            LearningSettings.L2,
            LearningSettings.DROPOUT,
            LearningSettings.SEED,
            RecipeSettings.LAYERS,
            RecipeSettings.EPOCHS,
            RecipeSettings.SIDE,
            RecipeSettings.SOURCE,
            RecipeSettings.RESIZE,
            RecipeSettings.CROP,
            RecipeSettings.ASK_MIRROR,
            RecipeSettings.LABEL_SMOOTHING,
            RecipeSettings.CENTER,
            RecipeSettings.VALIDATION,
            RecipeSettings.PATIENCE,
            Augmentation.MIRROR,
            Augmentation.SHIFT);

    /** NumPy's random generator takes no larger one. */
    private static final double MOST_SEED = 0xffffffffL;

    private RunGap() {}

    static String of(ModelCard card) {
        JsonObject hyperparameters = card.hyperparameters();
        if (text(card.json().get("start")).equals("file")
                || text(card.json().get("recipe")).contains(" --from")) {
            return "it started from the weights of a file";
        }
        if (!WeightHistory.of(card).isTold()) {
            return "weights were set by hand, and its card does not say which";
        }
        if (!card.architecture().isOnVectors()) {
            return "the script is for dense layers, and this network has others";
        }
        JsonValue changes = hyperparameters.get("changes");
        boolean untold = changes != null && !(changes.isArray() && areDated(changes.asArray()));
        if (untold || card.iteration().isEmpty() || hyperparameters.get("learningRate") == null) {
            return "its card does not say how it was trained";
        }
        boolean photos = card.kind().filter(ModelCard.Kind.PHOTOS::equals).isPresent();
        String unknown = unknown(photos ? RecipeSettings.ALL : LearningSettings.ALL, hyperparameters, changes);
        if (!unknown.isEmpty()) {
            return unknown;
        }
        if (photos) {
            return ofPhotos(card);
        }
        String ofTensorFlow = ofTensorFlow(card);
        if (!ofTensorFlow.isEmpty()) {
            return ofTensorFlow;
        }
        boolean points = card.json().get("points") != null || isDrawn(card.dataset());
        return points ? "" : "its card does not say what it was trained on";
    }

    /** Whether each change says from which iteration on it holds. */
    private static boolean areDated(JsonArray changes) {
        for (JsonValue change : changes) {
            if (!change.isObject() || !isWhole(change.asObject().get("from"), Integer.MAX_VALUE)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(@Nullable JsonValue value, double most) {
        return value != null
                && value.isNumber()
                && value.asDouble() >= 0
                && value.asDouble() <= most
                && value.asDouble() % 1 == 0;
    }

    /** What a run on points has of TensorFlow Playground that the script does not know; empty if nothing. */
    private static String ofTensorFlow(ModelCard card) {
        JsonObject hyperparameters = card.hyperparameters();
        JsonValue features = hyperparameters.get("features");
        if (features != null && !isKnown(() -> InputFeature.parse(text(features)))) {
            return "the script does not know its features, " + features;
        }
        JsonValue rules = hyperparameters.get("rules");
        if (rules != null && !isKnown(() -> Choices.of(TrainingRules.values(), text(rules), "rules"))) {
            return "the script does not know its rules, " + rules;
        }
        if (text(rules).equals(TrainingRules.TENSORFLOW.id())
                && card.architecture().outputs() > 1) {
            return "TensorFlow Playground's rules are for one output, and its network has "
                    + card.architecture().outputs();
        }
        return "";
    }

    private static boolean isKnown(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String text(@Nullable JsonValue value) {
        return value != null && value.isString() ? value.asString() : "";
    }

    private static String ofPhotos(ModelCard card) {
        String id = text(card.dataset().get("id"));
        if (id.equals("own")) {
            return "it was trained on photos that only one browser had, in an order that the card does not record";
        }
        if (id.equals("drawings")) {
            return "it was trained on LayerLab's drawings, which are not files";
        }
        if (text(card.dataset().get("name")).contains(", ")) {
            return "it was trained on several data sets at once";
        }
        PhotoPreparation how;
        Chosen chosen;
        try {
            how = card.preparation();
            chosen = SettingsJson.read(
                    List.of(RecipeSettings.SIDE, RecipeSettings.SOURCE), card.hyperparameters(), new Chosen());
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
        if (how.order() != ChannelOrder.BGR || how.divisor() != PhotoPreparation.DIVISOR) {
            return "the script expects photos in BGR divided by 255, but this network expects "
                    + how.order().id() + " divided by " + how.divisor();
        }
        int side = orElse(chosen.whole(RecipeSettings.SIDE), how.side());
        int source = orElse(chosen.whole(RecipeSettings.SOURCE), how.side());
        if (side > how.side() || how.side() % side != 0 || source % side != 0) {
            return "the script only shrinks photos by whole-number factors, and this run trained on photos of " + side
                    + " pixels a side, made from " + source;
        }
        return "";
    }

    private static int orElse(int value, int otherwise) {
        return value == 0 ? otherwise : value;
    }

    /** Whether a seed brings back the points. */
    private static boolean isDrawn(JsonObject dataset) {
        JsonValue id = dataset.get("id");
        return id != null
                && id.isString()
                && Stream.of("noise", "trainSize").map(dataset::get).allMatch(RunGap::isNumber)
                && isWhole(dataset.get("seed"), MOST_SEED)
                // TensorFlow Playground draws both parts at once.
                && (!id.asString().startsWith("tf-") || isNumber(dataset.get("testSize")));
    }

    private static boolean isNumber(@Nullable JsonValue value) {
        return value != null && value.isNumber();
    }

    /** What was chosen that the script does not know; empty if it knows everything. */
    private static String unknown(List<Setting<?>> settings, JsonObject hyperparameters, @Nullable JsonValue changes) {
        try {
            SettingsJson.read(CHOICES, hyperparameters, new Chosen());
            if (changes != null) {
                for (JsonValue change : changes.asArray()) {
                    SettingsJson.read(CHOICES, change.asObject(), new Chosen());
                }
            }
            return unknown(settings, hyperparameters);
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            return "its card has a setting that cannot be: " + e.getMessage();
        }
    }

    /** Names the first of these settings that the template lacks and that was chosen; empty if there is none. */
    static String unknown(List<Setting<?>> settings, JsonObject hyperparameters) {
        for (Setting<?> setting : settings) {
            Chosen chosen = SettingsJson.read(List.of(setting), hyperparameters, new Chosen());
            if (!KNOWN.contains(setting) && !chosen.get(setting).equals(setting.byDefault())) {
                return "the script does not know its " + setting.name() + ", " + chosen.text(setting);
            }
        }
        return "";
    }
}
