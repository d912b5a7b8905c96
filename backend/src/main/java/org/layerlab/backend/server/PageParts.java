package org.layerlab.backend.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;

/**
 * Parts that several pages show: {@code {{include NAME}}} in a page stands for {@code pages/NAME.html}. {@link
 * SettingControls} writes the controls of settings.
 */
final class PageParts {
    private static final Pattern INCLUDE = Pattern.compile("\\{\\{include ([a-z-]+)}}\n?");

    private static final SettingControls CONTROLS = new SettingControls(RecipeSettings.ALL, LearningSettings.ALL);

    private PageParts() {}

    /**
     * Puts the parts in their places.
     *
     * @param files of the site by path; the pages among them are replaced
     * @throws IllegalArgumentException when a page names a part or a setting that does not exist, or a part has parts of
     *     its own
     */
    static void include(Map<String, byte[]> files) {
        for (Page page : Page.values()) {
            files.computeIfPresent(
                    "pages/" + page.id() + ".html",
                    (path, html) ->
                            CONTROLS.into(path, whole(path, text(html), files)).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String whole(String path, String html, Map<String, byte[]> files) {
        return INCLUDE.matcher(html).replaceAll(mark -> {
            byte[] part = files.get("pages/" + mark.group(1) + ".html");
            if (part == null) {
                throw new IllegalArgumentException(path + " includes " + mark.group(1) + ", which is not in pages/");
            }
            String text = text(part);
            if (INCLUDE.matcher(text).find()) {
                throw new IllegalArgumentException(
                        path + " includes " + mark.group(1) + ", which includes another part");
            }
            return Matcher.quoteReplacement(text);
        });
    }

    private static String text(byte[] html) {
        return new String(html, StandardCharsets.UTF_8);
    }
}
