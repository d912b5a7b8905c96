package org.layerlab.page.models;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.AccuracyText;
import org.layerlab.page.settings.CardText;

/** What a model is, in one sentence: its description, else its purpose, its layers and its accuracy or R². */
final class ModelSentence {
    private ModelSentence() {}

    /** The sentence under a model's name. */
    static String of(JsonObject card) {
        String description = CardText.string(card, "description");
        if (!description.isEmpty()) {
            return CardText.ofBuiltIn(card, description);
        }
        String layers = CardText.brief(card);
        double test = CardText.number(card, "testAccuracy");
        String accuracy = AccuracyText.of(test, CardText.examples(card, "test"));
        List<String> classes = CardText.classes(card);
        if (!classes.isEmpty()) {
            String names = String.join(", ", classes);
            return Double.isNaN(test)
                    ? Texts.of("A network that tells {0} apart. Layers: {1}.", names, layers)
                    : Texts.of(
                            "A network that tells {0} apart. Layers: {1}. Test accuracy: {2}.",
                            names, layers, accuracy);
        }
        if (CardText.string(card, "kind").equals("photos")) {
            return Double.isNaN(test)
                    ? Texts.of("A network that tells cats from dogs. Layers: {0}.", layers)
                    : Texts.of(
                            "A network that tells cats from dogs. Layers: {0}. Test accuracy: {1}.", layers, accuracy);
        }
        if (isRegression(card)) {
            double r2 = CardText.number(card, "testR2");
            return Double.isNaN(r2)
                    ? Texts.of("A network that gives each point of the plane a number. Layers: {0}.", layers)
                    : Texts.of(
                            "A network that gives each point of the plane a number. Layers: {0}. Test R²: {1}.",
                            layers, AccuracyText.of(r2, Double.NaN));
        }
        return Double.isNaN(test)
                ? Texts.of("A network that divides the plane. Layers: {0}.", layers)
                : Texts.of("A network that divides the plane. Layers: {0}. Test accuracy: {1}.", layers, accuracy);
    }

    private static boolean isRegression(JsonObject card) {
        JsonValue activations = card.get("activations");
        boolean isLinear = activations != null
                && activations.isArray()
                && !activations.asArray().isEmpty()
                && activations
                        .asArray()
                        .get(activations.asArray().size() - 1)
                        .equals(Json.value(Activation.LINEAR.id()));
        return isLinear || card.get("trainR2") != null || card.get("testR2") != null;
    }
}
