package org.layerlab.page.models;

import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;

/** What a model card's hyperparameters are called on the page. */
final class HyperparameterLabel {
    /** A card can have keys of any length. */
    private static final int LONGEST = 60;

    private HyperparameterLabel() {}

    /** The label of a hyperparameter of any card. */
    static String of(String key) {
        return switch (key) {
            // Planned and done iterations would look the same otherwise.
            case "iterations" -> Texts.of("Iterations planned");
            case "initialization" -> Texts.of("Weight initialization");
            case "schedule" -> Texts.of("Learning-rate schedule");
            case "shift" -> Texts.of("Shift");
            case "side" -> Texts.of("Training resolution");
            case "center" -> Texts.of("Center");
            case "patience" -> Texts.of("Early stopping (measurements)");
            case "tint" -> Texts.of("Brighter or darker colors");
            case "randomCrop" -> Texts.of("Random crop");
            case "origins" -> Texts.of("Other cameras");
            case "outliers" -> Texts.of("Pictures of neither class");
            case "source" -> Texts.of("Resolution of the sources");
            case "resize" -> Texts.of("Resizing");
            case "crop" -> Texts.of("Crop");
            case "askMirror" -> Texts.of("Asks about mirror images");
            case "labelSmoothing" -> Texts.of("Label smoothing");
            case "mixUp" -> Texts.of("Mix-up");
            case "averaging" -> Texts.of("Averaged weights");
            default -> Texts.said(title(CardText.cut(key, LONGEST)));
        };
    }

    /** {@code learningRate} → {@code Learning rate}. */
    private static String title(String key) {
        String words = CardText.words(key);
        boolean small = !words.isEmpty() && words.charAt(0) >= 'a' && words.charAt(0) <= 'z';
        return small ? (char) (words.charAt(0) - 'a' + 'A') + words.substring(1) : words;
    }
}
