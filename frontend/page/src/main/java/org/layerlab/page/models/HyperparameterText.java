package org.layerlab.page.models;

import com.eclipsesource.json.JsonValue;
import java.util.List;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.PlayRows;

/** What a model card's hyperparameters and their values are called on the page: what their rows call them. */
final class HyperparameterText {
    /** A card can have keys of any length. */
    private static final int LONGEST = 60;

    private static final List<Setting<?>> CHOICES = List.of(
            LearningSettings.INITIALIZATION,
            LearningSettings.OPTIMIZER,
            LearningSettings.SCHEDULE,
            PlayRows.REGULARIZATION.setting(),
            PlayRows.RULES.setting(),
            RecipeSettings.RESIZE,
            RecipeSettings.CROP);

    private HyperparameterText() {}

    /** The label of a hyperparameter of any card. */
    static String label(String key) {
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

    /** A value of any card: the label of a choice, such as {@code One cycle} for {@code oneCycle}; any other as it is. */
    static String value(String key, JsonValue value) {
        String text = CardText.plain(value);
        for (Setting<?> row : CHOICES) {
            if (row.key().equals(key) && value.isString()) {
                return shown(row, text);
            }
        }
        return text;
    }

    private static <T> String shown(Setting<T> row, String text) {
        try {
            return Texts.said(row.shown(row.parse(text)).get(0));
        } catch (IllegalArgumentException e) {
            // A stranger's card: it may name what there is not.
            return text;
        }
    }

    /** {@code learningRate} → {@code Learning rate}. */
    private static String title(String key) {
        String words = CardText.words(key);
        boolean small = !words.isEmpty() && words.charAt(0) >= 'a' && words.charAt(0) <= 'z';
        return small ? (char) (words.charAt(0) - 'a' + 'A') + words.substring(1) : words;
    }
}
