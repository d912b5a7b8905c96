package org.layerlab.page.photos.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.ValidationSplit;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipePreset;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Options;
import org.layerlab.page.browser.TabStore;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.ChoiceSelect;
import org.layerlab.page.parts.Control;
import org.layerlab.page.settings.HiddenLayersSetting;
import org.layerlab.page.settings.PhotoSettings;
import org.teavm.jso.dom.html.HTMLElement;

/** The form with all that is chosen before a training on photos. */
final class TrainingForm {
    /** Where the tab keeps what stands in it. */
    private static final String KEPT = "recipe";

    /** What may change without leaving a preset: which photos, and what is drawn. */
    private static final Set<String> ANY_RECIPE =
            Set.of("train-dataset", "own-folder", "own-zip", "train-limit", "train-seed");

    private static final WholeSetting ITERATIONS = LearningSettings.ITERATIONS.within(1, 1, 1_000_000);
    private static final WholeSetting EPOCHS = RecipeSettings.EPOCHS.within(1, 1, 1_000_000);
    /** In percent, which the form shows; the recipe has a share. */
    private static final NumberSetting VALIDATION = ValidationSplit.FRACTION.within(15, Range.between(0, 90));

    /** Rows that the form bounds more narrowly than files do. */
    private static final List<Setting<?>> NARROWED = List.of(
            LearningSettings.LEARNING_RATE.within(0.1, Range.between(1e-6, 100)),
            LearningSettings.BATCH_SIZE.within(0, 0, 100_000),
            LearningSettings.L2.within(0, Range.between(0, 10)),
            LearningSettings.DROPOUT.within(0, Range.between(0, 0.95)),
            RecipeSettings.PATIENCE.within(0, 0, 10_000),
            // A field cannot leave its upper bound out.
            RecipeSettings.LABEL_SMOOTHING.within(0, Range.between(0, 0.99)),
            RecipeSettings.AVERAGING.within(0, Range.between(0, 0.99999)));

    private static final WholeSetting LIMIT =
            new WholeSetting("limit", "Max. photos", "Trains on at most this many photos; 0 for all.", 0, 0, 1_000_000);

    /** A control that holds the value of a row, whose key it names as {@code data-setting}. */
    private record Field(HTMLElement control, Setting<?> row) {
        static Field of(HTMLElement control) {
            return new Field(control, row(control.getAttribute("data-setting")));
        }

        private static Setting<?> row(String key) {
            for (List<Setting<?>> rows : List.of(NARROWED, RecipeSettings.ALL)) {
                for (Setting<?> row : rows) {
                    if (row.key().equals(key)) {
                        return row;
                    }
                }
            }
            throw new IllegalArgumentException("no recipe has a setting '" + key + "'");
        }
    }

    private final List<Field> fields = new ArrayList<>();

    /** What the recipe has that the form does not show. */
    private PhotoRecipe base = PhotoRecipe.best();

    private Runnable changed = () -> {};
    private int photos;
    /** The saved model whose recipe it began with; empty where it did not. */
    private String forked = "";

    private String leftDataSet = "";

    /** The form with the best recipe in it, or as it was left where the page has come back. */
    TrainingForm() {
        ChoiceSelect.fillAll();
        for (HTMLElement control : Dom.all("#train-form [data-setting]")) {
            Field field = Field.of(control);
            Control.bound(control, field.row());
            fields.add(field);
        }
        show(PhotoRecipe.best());
        for (HTMLElement button : Dom.all("#presets [data-preset]")) {
            Dom.on(button, "click", event -> {
                showAnew(RecipePreset.ROW
                        .parse(button.getAttribute("data-preset"))
                        .recipe(photos));
                changed.run();
            });
        }
        for (HTMLElement field : Dom.all("#train-form :is(.fields, .own) :is(input, select)")) {
            Dom.on(field, "input", event -> {
                if (!ANY_RECIPE.contains(field.getId())) {
                    press(null);
                }
                changed.run();
            });
        }
        Dom.on("train-unit", "input", event -> nameUnit());
        comeBack();
        Dom.onLeaving(event -> keep());
    }

    private void comeBack() {
        LeftForm left = TabStore.isBack() ? LeftForm.read(TabStore.get(KEPT)) : null;
        // Another fork, or one whose recipe had not come yet, has nothing to go on with.
        if (left != null && left.forked().equals(RunLink.forked())) {
            forked = left.forked();
            leftDataSet = left.dataSet();
            photos = left.photos();
            show(left.recipe());
            set("train-limit", String.valueOf(left.limit()));
        }
    }

    private void keep() {
        try {
            TabStore.put(KEPT, new LeftForm(withoutMistakes(), photos, limit(), dataSet(), forked).text());
        } catch (IllegalArgumentException e) {
            // The number of photos is wrong; what it was before is kept.
        }
    }

    /** The recipe in the form; where something in it is wrong, with the other fields alone. */
    private PhotoRecipe withoutMistakes() {
        try {
            return recipe();
        } catch (IllegalArgumentException e) {
            PhotoRecipe valid = base;
            for (Field field : fields) {
                try {
                    Chosen chosen = valid.chosen();
                    chosen.parse(field.row(), Control.value(field.control()));
                    valid = PhotoRecipe.of(chosen);
                } catch (IllegalArgumentException wrong) {
                    // It stays as it was.
                }
            }
            return valid;
        }
    }

    private String dataSet() {
        String chosen = Dom.select("train-dataset").getValue();
        // Until the server has named its data sets, there is nothing to choose from.
        return chosen.isEmpty() ? leftDataSet : chosen;
    }

    /** The id of the data set that was chosen when the page was left; empty where none was. */
    String leftDataSet() {
        return leftDataSet;
    }

    /**
     * Fills it with the settings of a saved model and the next seed, unless it has come back with what was made of that.
     *
     * @return whether it did
     */
    boolean fork(PhotoSettings parent, String id) {
        if (forked.equals(id)) {
            return false;
        }
        forked = id;
        leftDataSet = parent.photos().id();
        show(parent.recipe());
        set("train-limit", String.valueOf(parent.photos().limit()));
        nextSeed();
        return true;
    }

    /** Sets what runs whenever something else is chosen. */
    void also(Runnable hearer) {
        changed = hearer;
    }

    private static void press(@Nullable RecipePreset preset) {
        for (HTMLElement button : Dom.all("#presets [data-preset]")) {
            boolean pressed =
                    preset != null && button.getAttribute("data-preset").equals(preset.id());
            button.setAttribute("aria-pressed", String.valueOf(pressed));
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

    /** A preset follows the number of photos; a recipe that was chosen by hand stays. */
    void suit(int count) {
        photos = count;
        for (HTMLElement button : Dom.all("#presets [aria-pressed=true]")) {
            showAnew(RecipePreset.ROW.parse(button.getAttribute("data-preset")).recipe(count));
        }
    }

    /** Shows a recipe with the seed that is there. */
    private void showAnew(PhotoRecipe recipe) {
        String seed = Dom.input("train-seed").getValue();
        show(recipe);
        set("train-seed", seed);
    }

    /** Shows the recipe of a run, which is no longer that of the model that it may have begun with. */
    void showRun(PhotoRecipe recipe) {
        forked = "";
        show(recipe);
    }

    /** Shows a recipe in the form. */
    void show(PhotoRecipe recipe) {
        base = recipe;
        sides(recipe);
        Hyperparameters h = recipe.hyperparameters();
        set("train-layers", hidden(recipe.architecture()));
        boolean epochs = recipe.epochs() > 0;
        Dom.select("train-unit").setValue(epochs ? "epochs" : "iterations");
        set("train-epochs", String.valueOf(epochs ? recipe.epochs() : h.iterations()));
        set("train-validation", Text.number(100 * recipe.validation()));
        Chosen chosen = recipe.chosen();
        for (Field field : fields) {
            Control.set(field.control(), chosen.text(field.row()));
        }
        nameUnit();
        press(preset(recipe));
    }

    /** The preset that this recipe is, with any seed; null if it is none. */
    private @Nullable RecipePreset preset(PhotoRecipe recipe) {
        for (RecipePreset preset : RecipePreset.values()) {
            PhotoRecipe known = preset.recipe(photos);
            if (recipe.withSeed(known.hyperparameters().seed()).equals(known)) {
                return preset;
            }
        }
        return null;
    }

    /** The same with the next seed. */
    void nextSeed() {
        press(null);
        set("train-seed", String.valueOf((seed() + 1) % (NumpyRandom.MOST_SEED + 1)));
    }

    /** Trains for a share of the length that is chosen, 0 to 1. */
    void shorten(double share) {
        press(null);
        double length = Double.parseDouble(Dom.input("train-epochs").getValue());
        set("train-epochs", String.valueOf((long) Math.max(1, Math.floor(length * share))));
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
        Chosen chosen = base.chosen();
        for (Field field : fields) {
            chosen.parse(field.row(), Control.value(field.control()));
        }
        String hidden = HiddenLayersSetting.commas(Dom.input("train-layers").getValue());
        boolean inEpochs = Dom.select("train-unit").getValue().equals("epochs");
        long length = typed(inEpochs ? EPOCHS : ITERATIONS, "train-epochs");
        double validation = typed(VALIDATION, "train-validation") / 100;
        if (validation == 0) {
            chosen.set(RecipeSettings.PATIENCE, 0L);
        }
        return PhotoRecipe.of(chosen.set(
                        RecipeSettings.LAYERS,
                        input(onlyUnits(hidden)) + "," + hidden + (hidden.isEmpty() ? "1" : ",1"))
                .set(LearningSettings.ITERATIONS, inEpochs ? 0 : length)
                .set(RecipeSettings.EPOCHS, inEpochs ? length : 0)
                .set(RecipeSettings.VALIDATION, validation));
    }

    /** The first of the layers: the photo as the recipe that was shown takes it. */
    private String input(boolean dense) {
        PhotoPreparation how = base.preparation();
        return dense
                ? String.valueOf(how.features())
                : new MapShape(how.side(), how.side(), PhotoPreparation.CHANNELS).toString();
    }

    /** Offers to train on whole photos, on the half and on a quarter of their sides, and on what the recipe says. */
    private static void sides(PhotoRecipe recipe) {
        HTMLElement select = Dom.byId("train-side");
        select.clear();
        int whole = recipe.preparation().side();
        int last = 0;
        for (int by = 1; by <= 4; by *= 2) {
            int side = whole / by;
            if (recipe.side() < last && recipe.side() > side) {
                select.appendChild(option(recipe.side()));
            }
            select.appendChild(option(side));
            last = side;
        }
    }

    private static HTMLElement option(int side) {
        return Options.option(String.valueOf(side), side + " × " + side);
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
        return typed(LIMIT, "train-limit").intValue();
    }

    /** The seed, which also draws the photos where not all are taken. */
    long seed() {
        return typed(LearningSettings.SEED, "train-seed");
    }

    /** What is typed into a field, as its row reads it. */
    private static <T> T typed(Setting<T> row, String id) {
        return row.parse(Dom.input(id).getValue());
    }
}
