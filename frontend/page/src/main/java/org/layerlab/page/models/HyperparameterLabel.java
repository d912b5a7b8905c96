package org.layerlab.page.models;

import org.layerlab.network.choice.Setting;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;

/** What a model card's hyperparameters are called on the page: what their rows are called. */
final class HyperparameterLabel {
    /** A card can have keys of any length. */
    private static final int LONGEST = 60;

    private HyperparameterLabel() {}

    /** The label of a hyperparameter of any card. */
    static String of(String key) {
        // Planned and done iterations would look the same otherwise.
        if (key.equals(LearningSettings.ITERATIONS.key())) {
            return Texts.of("Iterations planned");
        }
        for (Setting<?> row : RecipeSettings.ALL) {
            if (row.key().equals(key) && row != LearningSettings.L1 && row != LearningSettings.L2) {
                return Texts.said(row.label());
            }
        }
        // L1 and L2 are enough beside a number, and a card may have keys of its own.
        return Texts.said(title(CardText.cut(key, LONGEST)));
    }

    /** {@code learningRate} → {@code Learning rate}. */
    private static String title(String key) {
        String words = CardText.words(key);
        boolean small = !words.isEmpty() && words.charAt(0) >= 'a' && words.charAt(0) <= 'z';
        return small ? (char) (words.charAt(0) - 'a' + 'A') + words.substring(1) : words;
    }
}
