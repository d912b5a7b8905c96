package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.CompiledPrograms;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.FlagSetting;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.Schedule;

class SettingControlsTest {
    private static final NumberSetting NUMBER =
            new NumberSetting("clipNorm", "Largest <norm>", "Shortens \"long\" gradients.", 0, Range.between(0, 10));
    private static final WholeSetting WHOLE = new WholeSetting("warmUp", "Warm-up", "Steps.", 0, 0, 10);
    private static final FlagSetting FLAG = new FlagSetting("nesterov", "Nesterov", "Looks ahead.", false);
    private static final ChoiceSetting<Schedule> CHOICE =
            new ChoiceSetting<>("pace", "Pace", "How fast.", Schedule.CONSTANT, Schedule.values());
    private static final List<Setting<?>> ALL = List.of(NUMBER, WHOLE, FLAG, CHOICE);

    private static String into(String html) {
        return new SettingControls(ALL, ALL).into("pages/a.html", html);
    }

    private static long count(String html, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(html).results().count();
    }

    @Test
    void aControlHasTheLabelAndTheHelpOfItsRow() {
        assertEquals(
                "<div class=\"field\" data-control=\"clipNorm\"><label for=\"a-clip\">Largest &lt;norm&gt;</label>"
                        + "<input id=\"a-clip\" data-testid=\"a-clip\" name=\"clipNorm\" data-setting=\"clipNorm\""
                        + " type=\"number\" inputmode=\"decimal\" step=\"any\""
                        + " title=\"Shortens &quot;long&quot; gradients.\"></div>",
                into("{{setting a-clip clipNorm}}"));
        assertTrue(into("{{setting w warmUp}}").contains("inputmode=\"numeric\" step=\"1\""));
        assertTrue(into("{{setting n nesterov}}")
                .endsWith("type=\"checkbox\" id=\"n\" data-testid=\"n\""
                        + " name=\"nesterov\" data-setting=\"nesterov\"> Nesterov</label>"));
        String choice = into("{{setting p pace}}");
        for (Schedule schedule : Schedule.values()) {
            assertTrue(choice.contains("<option value=\"" + schedule.id() + "\""), choice);
            assertTrue(choice.contains(">" + schedule.label() + "</option>"), choice);
        }
    }

    @Test
    void whatAFormNeitherShowsNorDoesWithoutIsAdded() {
        String form =
                into("<input name=\"nesterov\">{{settings my- without pace}}<i data-fixes=\"x{{setting-keys}}\">");
        assertTrue(form.contains("id=\"my-clip-norm\""), form);
        assertTrue(form.contains("id=\"my-warm-up\""), form);
        assertTrue(form.endsWith("<i data-fixes=\"x clipNorm warmUp\">"), form);
        assertEquals(2, count(form, "<div"), form);
        assertTrue(into("{{settings - without pace}}").contains("id=\"clip-norm\""));
        String named = into("{{setting a clipNorm}}{{settings my- without pace nesterov warmUp}}");
        assertEquals(into("{{setting a clipNorm}}"), named);
        String recipe = new SettingControls(ALL, List.of()).into("a", "{{settings my- of recipe without pace}}");
        assertEquals(into("{{settings my- without pace}}"), recipe);
        assertEquals("", new SettingControls(ALL, List.of()).into("a", "{{settings my- without pace}}"));
        assertEquals("<p>{{other}}</p>", into("<p>{{other}}</p>"));
    }

    @Test
    void aSettingThatThereIsNotIsRefusedByName() {
        assertEquals(
                "pages/a.html names the setting clip, which does not exist",
                assertThrows(IllegalArgumentException.class, () -> into("{{setting a clip}}"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"playground", "train"})
    void theFormsWriteNothingTwiceAndTakeANewSetting(String page) throws Exception {
        CompiledPrograms.required();
        SiteFiles site = SiteFiles.ofClassPath();
        String html = site.text("pages/" + page + ".html");
        assertFalse(html.contains("{{setting"), page);
        for (Setting<?> setting : LearningSettings.ALL) {
            assertTrue(count(html, "data-setting=\"" + setting.key() + "\"") <= 1, setting.key());
            assertTrue(count(html, " name=\"" + setting.key() + "\"") <= 1, setting.key());
        }
        List<Setting<?>> more = new ArrayList<>(LearningSettings.ALL);
        more.add(NUMBER);
        List<Setting<?>> known = new ArrayList<>(RecipeSettings.ALL);
        known.add(NUMBER);
        // The source of the page, as the build finds it.
        String source = Files.readString(Path.of("..", "static", "pages", page + ".html"));
        String grown = new SettingControls(known, more).into(page, source);
        assertTrue(grown.contains("name=\"clipNorm\""), page);
    }
}
