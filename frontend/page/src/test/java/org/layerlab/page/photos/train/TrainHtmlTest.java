package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.photo.RecipePreset;
import org.layerlab.network.photo.RecipeSettings;

/** The training form has controls for settings of a recipe, each once. */
class TrainHtmlTest {
    private static final Path PAGE = Path.of("..", "..", "static", "pages", "train.html");

    @Test
    void eachControlHoldsADifferentSettingOfARecipe() throws IOException {
        List<String> known = RecipeSettings.ALL.stream().map(Setting::key).toList();
        List<String> keys = Pattern.compile(
                        "(?:<(?:input|select) [^>]*data-setting=\"|\\{\\{setting [a-z0-9-]+ )([A-Za-z0-9]+)")
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertTrue(keys.size() > 10, keys.toString());
        assertEquals(keys.stream().distinct().toList(), keys);
        assertTrue(known.containsAll(keys), keys + " are not all among " + known);
    }

    @Test
    void thePresetsSayWhatTheirRowsSay() throws IOException {
        String page = Files.readString(PAGE);
        for (RecipePreset preset : RecipePreset.values()) {
            String said = "title=\"" + preset.help() + "\" data-preset=\"" + preset.id() + "\"";
            assertTrue(page.contains(said), said);
            assertTrue(page.contains(">" + preset.label() + "</button>"), preset.label());
        }
    }
}
