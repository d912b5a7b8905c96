package org.layerlab.page.photos.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.ValidationSplit;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.parts.Control;
import org.layerlab.page.settings.HiddenLayersSetting;
import org.teavm.jso.dom.html.HTMLElement;

/** What is typed and chosen in the training form for each part of a recipe. */
final class RecipeEntries {
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

    /** What is typed or chosen for a part of the recipe. */
    private interface Entry {
        /**
         * Takes it over.
         *
         * @throws IllegalArgumentException saying what is wrong
         */
        void read(Chosen chosen);
    }

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

    /** Those of the page, which have their bounds from now on. */
    RecipeEntries() {
        for (HTMLElement control : Dom.all("#train-form [data-setting]")) {
            Field field = Field.of(control);
            Control.bound(control, field.row());
            fields.add(field);
        }
    }

    /** Shows a recipe. */
    void show(PhotoRecipe recipe) {
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

    /**
     * The recipe in the form.
     *
     * @param base has what the form does not show
     * @throws IllegalArgumentException saying what is wrong
     */
    PhotoRecipe recipe(PhotoRecipe base) {
        Chosen chosen = base.chosen();
        for (Entry entry : entries(base)) {
            entry.read(chosen);
        }
        return PhotoRecipe.of(chosen);
    }

    private List<Entry> entries(PhotoRecipe base) {
        List<Entry> entries = new ArrayList<>();
        for (Field field : fields) {
            entries.add(chosen -> chosen.parse(field.row(), Control.value(field.control())));
        }
        entries.add(chosen -> {
            String hidden = HiddenLayersSetting.commas(Dom.input("train-layers").getValue());
            String units = hidden + (hidden.isEmpty() ? "1" : ",1");
            chosen.set(RecipeSettings.LAYERS, input(base, onlyUnits(hidden)) + "," + units);
        });
        entries.add(chosen -> {
            boolean inEpochs = Dom.select("train-unit").getValue().equals("epochs");
            long length = typed(inEpochs ? EPOCHS : ITERATIONS, "train-epochs");
            chosen.set(LearningSettings.ITERATIONS, inEpochs ? 0 : length)
                    .set(RecipeSettings.EPOCHS, inEpochs ? length : 0);
        });
        entries.add(chosen -> {
            double validation = typed(VALIDATION, "train-validation") / 100;
            chosen.set(RecipeSettings.VALIDATION, validation);
            if (validation == 0) {
                chosen.set(RecipeSettings.PATIENCE, 0L);
            }
        });
        return entries;
    }

    /** The recipe in the form; where something in it is wrong, with all other entries. */
    PhotoRecipe withoutMistakes(PhotoRecipe base) {
        try {
            return recipe(base);
        } catch (IllegalArgumentException e) {
            PhotoRecipe valid = base;
            List<Entry> entries = entries(base);
            int before = 0;
            // One that does not go with what was there may go with what comes after it.
            while (entries.size() != before) {
                before = entries.size();
                for (Iterator<Entry> left = entries.iterator(); left.hasNext(); ) {
                    Chosen chosen = valid.chosen();
                    try {
                        left.next().read(chosen);
                        valid = PhotoRecipe.of(chosen);
                        left.remove();
                    } catch (IllegalArgumentException wrong) {
                        // It stays as it was.
                    }
                }
            }
            return valid;
        }
    }

    /** The first of the layers: the photo as the recipe that was shown takes it. */
    private static String input(PhotoRecipe base, boolean dense) {
        PhotoPreparation how = base.preparation();
        return dense
                ? String.valueOf(how.features())
                : new MapShape(how.side(), how.side(), PhotoPreparation.CHANNELS).toString();
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

    /** What is typed into a field, as its row reads it. */
    static <T> T typed(Setting<T> row, String id) {
        return row.parse(Dom.input(id).getValue());
    }

    private static void set(String id, String value) {
        Dom.input(id).setValue(value);
    }
}
