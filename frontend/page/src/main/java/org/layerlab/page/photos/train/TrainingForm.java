package org.layerlab.page.photos.train;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipePreset;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Options;
import org.layerlab.page.browser.TabStore;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.ChoiceSelect;
import org.layerlab.page.settings.PhotoSettings;
import org.teavm.jso.dom.html.HTMLElement;

/** The form with all that is chosen before a training on photos. */
final class TrainingForm {
    /** Where the tab keeps what stands in it. */
    private static final String KEPT = "recipe";

    /** What may change without leaving a preset: which photos, and what is drawn. */
    private static final Set<String> ANY_RECIPE =
            Set.of("train-dataset", "own-folder", "own-zip", "train-limit", "train-seed");

    private static final WholeSetting LIMIT =
            new WholeSetting("limit", "Max. photos", "Trains on at most this many photos; 0 for all.", 0, 0, 1_000_000);

    private final RecipeEntries entries;

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
        entries = new RecipeEntries();
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
            TabStore.put(KEPT, new LeftForm(entries.withoutMistakes(base), photos, limit(), dataSet(), forked).text());
        } catch (IllegalArgumentException e) {
            // The number of photos is wrong; what it was before is kept.
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
        entries.show(recipe);
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

    /**
     * The recipe in the form.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    PhotoRecipe recipe() {
        return entries.recipe(base);
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

    private static void set(String id, String value) {
        Dom.input(id).setValue(value);
    }

    private static void nameUnit() {
        Dom.text(
                "train-epochs-label",
                Dom.select("train-unit").getValue().equals("epochs") ? Texts.of("Epochs") : Texts.of("Iterations"));
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

    /** How many photos to learn from at most; 0 for all. */
    int limit() {
        return RecipeEntries.typed(LIMIT, "train-limit").intValue();
    }

    /** The seed, which also draws the photos where not all are taken. */
    long seed() {
        return RecipeEntries.typed(LearningSettings.SEED, "train-seed");
    }
}
