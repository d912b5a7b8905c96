package org.layerlab.page.photos.train;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.photos.DataSetInfo;

/** The line of the form that says how long what is chosen takes, and offers less where that is long. */
final class ExpectedNote {
    private final TrainingForm form;
    private final Supplier<@Nullable DataSetInfo> dataSet;
    /** Seconds of what is chosen; NaN where it is no recipe. */
    private double expected = Double.NaN;

    /**
     * The line below this form.
     *
     * @param dataSet the data set that is chosen
     */
    ExpectedNote(TrainingForm form, Supplier<@Nullable DataSetInfo> dataSet) {
        this.form = form;
        this.dataSet = dataSet;
        form.also(this::show);
        Dom.on("short-version", "click", event -> {
            form.shorten(ExpectedTime.shortShare(expected));
            show();
        });
    }

    /** Shows it anew. */
    void show() {
        DataSetInfo chosen = dataSet.get();
        expected = Double.NaN;
        if (chosen != null) {
            try {
                int limit = form.limit();
                expected = ExpectedTime.seconds(
                        form.recipe(), limit == 0 ? chosen.train() : Math.min(limit, chosen.train()));
            } catch (IllegalArgumentException e) {
                // Train says what is wrong.
            }
        }
        Dom.text("train-expected", Double.isNaN(expected) ? "" : ExpectedTime.text(expected));
        Dom.show("short-version", ExpectedTime.isLong(expected));
    }
}
