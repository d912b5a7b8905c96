package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.page.settings.PlayRow;
import org.layerlab.page.settings.PlayRows;

/** The playground's page has a control for each of its settings, labeled as the setting is. */
class PlaygroundHtmlTest {
    private static final Path PAGE = Path.of("..", "..", "static", "pages", "playground.html");

    private static String html() throws IOException {
        return Files.readString(PAGE);
    }

    static Stream<PlayRow<?>> rows() {
        return PlayRows.ALL.stream().filter(row -> row != PlayRows.DATASET && row != PlayRows.FEATURES);
    }

    @Test
    void thePageDoesWithoutWhatHasNoRow() throws IOException {
        Matcher mark = Pattern.compile("\\{\\{settings - without ([^}]*)}}").matcher(html());
        assertTrue(mark.find());
        assertEquals(
                LearningSettings.ALL.stream()
                        .map(Setting::key)
                        .filter(key -> PlayRows.find(key) == null)
                        .toList(),
                List.of(mark.group(1).split(" ", -1)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachSettingHasALabeledControl(PlayRow<?> row) throws IOException {
        String html = html();
        String label = row.setting().label();
        if (!html.contains("name=\"" + row.key() + "\"") && LearningSettings.ALL.contains(row.setting())) {
            // The server writes it, unless the page does without.
            Matcher others =
                    Pattern.compile("\\{\\{settings - without ([^}]*)}}").matcher(html);
            assertTrue(others.find(), row.key());
            assertFalse(List.of(others.group(1).split(" ", -1)).contains(row.key()), row.key());
            return;
        }
        assertTrue(html.contains("id=\"" + row.controlId() + "\""), row.controlId());
        if (row.onlySeen()) {
            assertTrue(html.contains(" " + label + "</label>"), label);
        } else {
            assertTrue(html.contains("<label for=\"" + row.controlId() + "\">" + label + "</label>"), label);
        }
    }

    @Test
    void eachDataSetCanBeChosen() throws IOException {
        for (org.layerlab.network.data.Points points : org.layerlab.network.data.Points.values()) {
            assertTrue(html().contains("name=\"dataset\" value=\"" + points.id() + "\""), points.id());
        }
    }

    @Test
    void eachFeatureCanBeChosenAndHidden() throws IOException {
        for (InputFeature feature : InputFeature.values()) {
            String box = "data-control=\"" + feature.id() + "\"><input type=\"checkbox\" name=\"features\" value=\""
                    + feature.id() + "\"";
            assertTrue(html().contains(box), feature.id());
        }
    }

    /** What a link hides stays hidden: nothing else shows the same element. */
    @Test
    void aLinkAloneHidesAControl() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src", "main", "java", "org", "layerlab", "page", "play"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.append(Files.readString(file));
            }
        }
        assertTrue(sources.indexOf("Dom.show(\"class-field\"") > 0);
        int found = 0;
        Matcher control =
                Pattern.compile("<[^>]* id=\"([^\"]+)\"[^>]* data-control=").matcher(html());
        while (control.find()) {
            found++;
            assertEquals(-1, sources.indexOf("Dom.show(\"" + control.group(1) + "\""), control.group(1));
        }
        assertTrue(found > 5, found + " controls with an id");
    }

    @Test
    void aLessonLocksWhatThereIs() throws IOException {
        String html = html().replace("{{setting-keys}}", "");
        Set<String> others = Set.of("regenerate", "stop");
        int found = 0;
        for (int at = html.indexOf("data-fixes=\""); at >= 0; at = html.indexOf("data-fixes=\"", at + 1)) {
            int from = at + "data-fixes=\"".length();
            for (String key :
                    List.of(html.substring(from, html.indexOf('"', from)).split(" "))) {
                found++;
                if (!others.contains(key)) {
                    assertNotNull(PlayRows.find(key), key);
                }
                assertTrue(html.contains("data-control=\"" + key + "\""), key);
            }
        }
        assertTrue(found > 15, found + " controls can be locked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history-template",
                "kept-template",
                "sweep-template",
                "net-head-template",
                "net-unit-template",
                "net-foot-template",
                "unit-field-template",
                "maths-line-template",
                "matrix-template"
            })
    void templatesHaveOneElement(String id) throws IOException {
        String html = html();
        int at = html.indexOf("<template id=\"" + id + "\">");
        assertTrue(at >= 0, id);
        assertEquals('<', html.charAt(html.indexOf('>', at) + 1), "what is copied is the first element");
    }
}
