package org.layerlab.page.photos.classify;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.AccuracyText;
import org.layerlab.page.photos.CalibrationText;
import org.layerlab.page.settings.CardText;

/** What is known of the model that judges. */
final class ModelFacts {
    private ModelFacts() {}

    /** Shows what its card says. */
    static void show(JsonObject model) {
        double accuracy = CardText.number(model, "testAccuracy");
        double examples = CardText.examples(model, "test");
        Dom.text(
                "model-accuracy",
                Double.isNaN(accuracy) ? Texts.of("not measured") : AccuracyText.of(accuracy, examples));
        AccuracyText.explain(Dom.byId("model-accuracy"), accuracy, examples);
        Dom.text("model-layers", CardText.layers(model));
    }

    /** Shows what the card in the model's file says beyond that. */
    static void opened(String card) {
        JsonObject data = card.isEmpty()
                ? new JsonObject()
                : CardText.object(Json.parse(card).asObject(), "dataset");
        String name = Texts.said(CardText.string(data, "name"));
        double size = CardText.number(data, "trainSize");
        Dom.text(
                "model-data",
                name.isEmpty() ? "–" : size >= 1 ? name + " · " + NumberFormat.grouped((long) size) : name);
    }

    /** Shows how far its probabilities can be trusted. */
    static void calibrated(@Nullable Calibration known) {
        Dom.text("model-unsure", CalibrationText.threshold(known));
        Dom.text("calibration-note", CalibrationText.note(known));
    }
}
