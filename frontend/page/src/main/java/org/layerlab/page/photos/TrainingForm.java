package org.layerlab.page.photos;

import java.util.List;
import java.util.Set;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.data.ValidationSplit;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.ChoiceSelect;
import org.layerlab.page.settings.HiddenLayersSetting;
import org.teavm.jso.dom.html.HTMLElement;

/** The form with all that is chosen before a training on photos. */
final class TrainingForm {
    private static final String BEST = "best";
    private static final String TUTORIAL = "tutorial";
    private static final String CONVOLUTIONAL = "convolutional";

    /** What may change without leaving a preset: which photos, and what is drawn. */
    private static final Set<String> ANY_RECIPE = Set.of("train-dataset", "train-limit", "train-seed");

    private static final NumberSetting LEARNING_RATE =
            LearningSettings.LEARNING_RATE.within(0.1, Range.between(1e-6, 100));
    private static final WholeSetting ITERATIONS = LearningSettings.ITERATIONS.within(1, 1, 1_000_000);
    private static final WholeSetting EPOCHS = RecipeSettings.EPOCHS.within(1, 1, 1_000_000);
    private static final WholeSetting BATCH_SIZE = LearningSettings.BATCH_SIZE.within(0, 0, 100_000);
    private static final NumberSetting L2 = LearningSettings.L2.within(0, Range.between(0, 10));
    private static final NumberSetting DROPOUT = LearningSettings.DROPOUT.within(0, Range.between(0, 0.95));
    private static final WholeSetting PATIENCE = RecipeSettings.PATIENCE.within(0, 0, 10_000);
    /** In percent, which the form shows; the recipe has a share. */
    private static final NumberSetting VALIDATION = ValidationSplit.FRACTION.within(15, Range.between(0, 90));

    private static final WholeSetting LIMIT =
            new WholeSetting("limit", "Max. photos", "Trains on at most this many photos; 0 for all.", 0, 0, 1_000_000);

    private int photos;

    /** The form with the best recipe in it. */
    TrainingForm() {
        ChoiceSelect.fillAll();
        show(PhotoRecipe.best());
        for (HTMLElement button : Dom.all("#presets [data-preset]")) {
            Dom.on(button, "click", event -> {
                showAnew(
                        switch (button.getAttribute("data-preset")) {
                            case TUTORIAL -> PhotoRecipe.tutorial();
                            case CONVOLUTIONAL -> Presets.convolutional(photos);
                            default -> PhotoRecipe.best(photos);
                        });
            });
        }
        for (HTMLElement field : fields()) {
            Dom.on(field, "input", event -> {
                if (!ANY_RECIPE.contains(field.getId())) {
                    press("");
                }
            });
        }
        Dom.on("train-unit", "input", event -> nameUnit());
    }

    private static List<HTMLElement> fields() {
        return Dom.all("#train-form :is(.fields, .own) :is(input, select)");
    }

    private static void press(String preset) {
        for (HTMLElement button : Dom.all("#presets [data-preset]")) {
            button.setAttribute(
                    "aria-pressed",
                    String.valueOf(button.getAttribute("data-preset").equals(preset)));
        }
    }

    /** A run keeps the settings it began with, so they cannot be changed under it. */
    void enable(boolean enabled) {
        for (HTMLElement field : Dom.all("#train-form :is(.fields, .own) :is(input, select), #presets button")) {
            if (enabled) {
                field.removeAttribute("disabled");
            } else {
                field.setAttribute("disabled", "");
            }
        }
    }

    private static boolean isPressed(String preset) {
        return Dom.all("#presets [data-preset=" + preset + "][aria-pressed=true]")
                        .size()
                == 1;
    }

    /** The best recipe follows the number of photos; one that was chosen by hand stays. */
    void suit(int count) {
        boolean best = isPressed(BEST);
        boolean convolutional = isPressed(CONVOLUTIONAL);
        photos = count;
        if (best) {
            showAnew(PhotoRecipe.best(count));
        } else if (convolutional) {
            showAnew(Presets.convolutional(count));
        }
    }

    /** Shows a recipe with the seed that is there. */
    private void showAnew(PhotoRecipe recipe) {
        String seed = Dom.input("train-seed").getValue();
        show(recipe);
        set("train-seed", seed);
    }

    /** Shows a recipe in the form. */
    void show(PhotoRecipe recipe) {
        Hyperparameters h = recipe.hyperparameters();
        set("train-layers", hidden(recipe.architecture()));
        set("train-learning-rate", Text.number(h.learningRate()));
        boolean epochs = recipe.epochs() > 0;
        Dom.select("train-unit").setValue(epochs ? "epochs" : "iterations");
        set("train-epochs", String.valueOf(epochs ? recipe.epochs() : h.iterations()));
        set("train-batch", String.valueOf(h.batchSize()));
        Dom.select("train-optimizer").setValue(h.optimizer().id());
        Dom.select("train-schedule").setValue(h.schedule().id());
        Dom.select("train-initialization").setValue(recipe.initialization().id());
        set("train-l2", Text.number(h.l2()));
        set("train-dropout", Text.number(h.dropout()));
        set("train-shift", String.valueOf(recipe.augmentation().shift()));
        set("train-seed", String.valueOf(h.seed()));
        set("train-validation", Text.number(100 * recipe.validation()));
        set("train-patience", String.valueOf(recipe.patience()));
        Dom.select("train-side").setValue(String.valueOf(recipe.side()));
        Dom.input("train-mirror").setChecked(recipe.augmentation().mirror());
        Dom.input("train-center").setChecked(recipe.center());
        nameUnit();
        PhotoRecipe anySeed =
                recipe.withSeed(PhotoRecipe.best().hyperparameters().seed());
        press(
                anySeed.equals(PhotoRecipe.best(photos))
                        ? BEST
                        : anySeed.equals(PhotoRecipe.tutorial())
                                ? TUTORIAL
                                : anySeed.equals(Presets.convolutional(photos)) ? CONVOLUTIONAL : "");
    }

    /** The same with the next seed. */
    void nextSeed() {
        press("");
        set("train-seed", String.valueOf((seed() + 1) % 4_294_967_296L));
    }

    /** What is between input and output: units, or the notation of layers of other kinds. */
    private static String hidden(Architecture architecture) {
        if (architecture.isDense()) {
            List<Integer> dims = architecture.layerDims();
            return HiddenLayersSetting.unitsText(dims.subList(1, dims.size() - 1));
        }
        List<LayerKind> layers = architecture.layers();
        StringBuilder text = new StringBuilder();
        for (LayerKind layer : layers.subList(0, layers.size() - 1)) {
            text.append(text.length() == 0 ? "" : ",").append(layer);
        }
        return text.toString();
    }

    private static void set(String id, String value) {
        Dom.input(id).setValue(value);
    }

    private static void nameUnit() {
        Dom.text(
                "train-epochs-label",
                Dom.select("train-unit").getValue().equals("epochs") ? Texts.of("Epochs") : Texts.of("Iterations"));
    }

    /**
     * The recipe in the form.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    PhotoRecipe recipe() {
        String hidden = HiddenLayersSetting.commas(Dom.input("train-layers").getValue());
        Architecture architecture = Architecture.parse(
                (onlyUnits(hidden) ? String.valueOf(PhotoInput.FEATURES) : Presets.PHOTO) + "," + hidden
                        + (hidden.isEmpty() ? "1" : ",1"),
                Activation.RELU);
        boolean inEpochs = Dom.select("train-unit").getValue().equals("epochs");
        int length = whole(inEpochs ? EPOCHS : ITERATIONS, "train-epochs");
        double validation = typed(VALIDATION, "train-validation") / 100;
        return new PhotoRecipe(
                architecture,
                Initialization.of(Dom.select("train-initialization").getValue()),
                Hyperparameters.builder(typed(LEARNING_RATE, "train-learning-rate"), inEpochs ? 0 : length)
                        .batchSize(whole(BATCH_SIZE, "train-batch"))
                        .optimizer(
                                OptimizerKind.of(Dom.select("train-optimizer").getValue()))
                        .schedule(Schedule.of(Dom.select("train-schedule").getValue()))
                        .l2(typed(L2, "train-l2"))
                        .dropout(typed(DROPOUT, "train-dropout"))
                        .seed(seed())
                        .build(),
                inEpochs ? length : 0,
                new Augmentation(Dom.input("train-mirror").isChecked(), whole(Augmentation.SHIFT, "train-shift")),
                Integer.parseInt(Dom.select("train-side").getValue()),
                Dom.input("train-center").isChecked(),
                validation,
                validation == 0 ? 0 : whole(PATIENCE, "train-patience"));
    }

    /** Whether a text lists numbers of units alone. */
    private static boolean onlyUnits(String hidden) {
        for (int i = 0; i < hidden.length(); i++) {
            char c = hidden.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    /** How many photos to learn from at most; 0 for all. */
    int limit() {
        return whole(LIMIT, "train-limit");
    }

    /** The seed, which also draws the photos where not all are taken. */
    long seed() {
        return typed(LearningSettings.SEED, "train-seed");
    }

    /** What is typed into a field, as its row reads it. */
    private static <T> T typed(Setting<T> row, String id) {
        return row.parse(Dom.input(id).getValue());
    }

    private static int whole(WholeSetting row, String id) {
        return typed(row, id).intValue();
    }
}
