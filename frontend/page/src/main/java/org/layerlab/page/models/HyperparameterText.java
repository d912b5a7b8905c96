package org.layerlab.page.models;

import com.eclipsesource.json.JsonValue;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.PlayRow;
import org.layerlab.page.settings.PlayRows;

/** What a model card's hyperparameters and their values are called on the page: what their rows call them. */
final class HyperparameterText {
    /** A card can have keys of any length. */
    private static final int LONGEST = 60;

    private HyperparameterText() {}

    /** The label of a hyperparameter of any card. */
    static String label(String key) {
        // Planned and done iterations would look the same otherwise.
        if (key.equals(LearningSettings.ITERATIONS.key())) {
            return Texts.of("Iterations planned");
        }
        // Its row says "strength", which stands beside the kind of penalty in the form.
        if (key.equals(PlayRows.REGULARIZATION_RATE.key())) {
            return Texts.of("Regularization rate");
        }
        Setting<?> inRecipe = recipe(key);
        Setting<?> row = inRecipe == null ? played(key) : inRecipe;
        // L1 and L2 are enough beside a number, and a card may have keys of its own.
        return row == null || row == LearningSettings.L1 || row == LearningSettings.L2
                ? Texts.said(title(CardText.cut(key, LONGEST)))
                : Texts.said(row.label());
    }

    /** A value of any card: the label of a choice, such as {@code One cycle} for {@code oneCycle}; any other as it is. */
    static String value(String key, JsonValue value) {
        String text = CardText.plain(value);
        Setting<?> played = played(key);
        Setting<?> row = played == null ? recipe(key) : played;
        return row instanceof ChoiceSetting<?> choice && value.isString() ? shown(choice, text) : text;
    }

    private static @Nullable Setting<?> played(String key) {
        PlayRow<?> row = PlayRows.find(key);
        return row == null ? null : row.setting();
    }

    private static @Nullable Setting<?> recipe(String key) {
        for (Setting<?> row : RecipeSettings.ALL) {
            if (row.key().equals(key)) {
                return row;
            }
        }
        return null;
    }

    private static <T extends Choice> String shown(ChoiceSetting<T> row, String text) {
        try {
            return Texts.said(row.parse(text).label());
        } catch (IllegalArgumentException e) {
            // A stranger's card: it may name a choice that does not exist.
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
