package org.layerlab.page.photos.classes;

import com.eclipsesource.json.JsonObject;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.photos.EngineNote;

/** What the page says of a training: how far it is, and what came of it. */
final class TrainingStatus {
    private double since;

    /** The training begins. */
    void begin() {
        since = Clock.now();
        EngineNote.clear();
        progress(0, 1);
        tell(Texts.of("Training …"));
    }

    /** No training any more. */
    static void end() {
        Dom.show("class-progress", false);
    }

    /** So much of it is done. */
    static void progress(PhotoMessages.Loading loading) {
        progress(loading.getDone(), loading.getTotal());
    }

    private static void progress(double done, double total) {
        Dom.progress(Dom.byId("class-progress"), done, total);
        Dom.show("class-progress", true);
    }

    /** It is over. */
    void trained(JsonObject summary) {
        double accuracy = summary.getDouble("accuracy", Double.NaN);
        String photos = NumberFormat.grouped(summary.getInt("photos", 0));
        String seconds = NumberFormat.decimals((Clock.now() - since) / 1000, 1);
        tell(
                Double.isNaN(accuracy)
                        ? Texts.of("Trained on {0} photos in {1} s.", photos, seconds)
                        : Texts.of(
                                "Trained on {0} photos in {1} s: {2}\u00a0% in cross-validation.",
                                photos, seconds, NumberFormat.percent(accuracy)));
        Dom.byId("class-status").setAttribute("data-accuracy", Double.isNaN(accuracy) ? "" : String.valueOf(accuracy));
    }

    /** Says something else. */
    static void tell(String text) {
        Dom.text("class-status", text);
    }
}
