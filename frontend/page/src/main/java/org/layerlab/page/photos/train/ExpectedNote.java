package org.layerlab.page.photos.train;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.photos.DataSetInfo;
import org.layerlab.page.settings.PhotoSettings;

/**
 * The line that says how long the chosen training takes on this device, and offers a short version if that is long. The
 * worker first times some updates, unless it has done so before; until then, the line says that the time is not known.
 */
final class ExpectedNote {
    /** After a change, another one may follow. */
    private static final double PAUSE_MS = 600;

    private final TrainingForm form;
    private final Supplier<@Nullable DataSetInfo> dataSet;
    private final Asker worker;
    private final BooleanSupplier atRest;
    /** Milliseconds of an update, the least and the median, by what it is an update of. */
    private final Map<String, double[]> timed = new HashMap<>();

    private @Nullable ExpectedTime expected;
    /** Whether there was time to measure when it was last shown. */
    private boolean rested = true;

    private String wanted = "";
    private int changes;

    /**
     * The line below this form.
     *
     * @param dataSet the data set that is chosen
     * @param worker trains
     * @param atRest whether it has time to measure
     */
    ExpectedNote(TrainingForm form, Supplier<@Nullable DataSetInfo> dataSet, Asker worker, BooleanSupplier atRest) {
        this.form = form;
        this.dataSet = dataSet;
        this.worker = worker;
        this.atRest = atRest;
        form.also(this::show);
        Dom.on("short-version", "click", event -> {
            ExpectedTime whole = expected;
            if (whole != null) {
                form.shorten(whole.shortShare());
                show();
            }
        });
    }

    /** Shows it again where a run has begun or come to rest since. */
    void follow() {
        if (rested != atRest.getAsBoolean()) {
            show();
        }
    }

    /** Shows it again. */
    void show() {
        rested = atRest.getAsBoolean();
        expected = null;
        wanted = "";
        String text = "";
        DataSetInfo chosen = dataSet.get();
        if (chosen != null) {
            try {
                PhotoRecipe recipe = form.recipe();
                PhotoSettings.requireFits(recipe.architecture());
                text = text(recipe, photos(chosen));
            } catch (IllegalArgumentException e) {
                // Train says what is wrong.
            }
        }
        show(text);
    }

    private void show(String text) {
        Dom.text("train-expected", text);
        ExpectedTime known = expected;
        Dom.byId("train-expected").setAttribute("data-measured", String.valueOf(known != null));
        boolean isLong = known != null && known.isLong();
        Dom.byId("train-expected").setAttribute("data-long", String.valueOf(isLong));
        Dom.show("short-version", isLong);
    }

    private int photos(DataSetInfo chosen) {
        int limit = form.limit();
        return limit == 0 ? chosen.train() : Math.min(limit, chosen.train());
    }

    private String text(PhotoRecipe recipe, int photos) {
        String update = update(recipe, ExpectedTime.batch(recipe, photos));
        double[] times = timed.get(update);
        if (times != null) {
            ExpectedTime known = ExpectedTime.of(recipe, photos, times[0], times[1]);
            expected = known;
            return known.text();
        }
        if (!rested) {
            // The run has put an end to the measuring.
            return "";
        }
        wanted = update;
        later();
        return Texts.of("Expected time: not measured yet.");
    }

    /** All that an update's time depends on: a recipe but for its length and seed, and the photos in an update. */
    private static String update(PhotoRecipe recipe, int batch) {
        return PhotoRecipe.of(recipe.chosen()
                        .set(RecipeSettings.EPOCHS, 0L)
                        .set(RecipeSettings.VALIDATION, 0.0)
                        .set(RecipeSettings.PATIENCE, 0L)
                        .set(LearningSettings.ITERATIONS, 1L)
                        .set(LearningSettings.SEED, 1L)
                        .set(LearningSettings.LEARNING_RATE, 0.01))
                .json()
                .set("photosAtOnce", batch)
                .toString();
    }

    private void later() {
        changes++;
        int mine = changes;
        Clock.after(PAUSE_MS, () -> {
            if (mine == changes) {
                measure();
            }
        });
    }

    /** Measures what is wanted, as soon as nothing else needs the device. */
    private void measure() {
        String update = wanted;
        if (update.isEmpty() || !atRest.getAsBoolean()) {
            return;
        }
        if (Dom.documentData("state").equals("loading")) {
            later();
            return;
        }
        Dom.text("train-expected", Texts.of("Timing a few updates on this device …"));
        worker.ask(
                PhotoMessages.time(update),
                answer -> {
                    timed.put(update, answer.getValues().copyToJavaArray());
                    show();
                },
                why -> {
                    if (update.equals(wanted)) {
                        Dom.text("train-expected", Texts.of("The expected time could not be measured: {0}.", why));
                    }
                });
    }
}
