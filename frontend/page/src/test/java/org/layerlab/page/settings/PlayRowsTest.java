package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.FlagSetting;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.Points;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.LearningSettings;

/** All settings of the playground, one after the other and many at once. */
class PlayRowsTest {
    static Stream<PlayRow<?>> rows() {
        return PlayRows.ALL.stream();
    }

    /** A text that the setting can have. */
    private static String some(Setting<?> setting, Random random) {
        if (setting instanceof ChoiceSetting<?> choice) {
            return choice.values().get(random.nextInt(choice.values().size())).id();
        }
        if (setting instanceof WholeSetting whole) {
            long span = Math.min(whole.most() - whole.least(), 1_000_000);
            return String.valueOf(whole.least() + (long) (random.nextDouble() * span));
        }
        if (setting instanceof NumberSetting number) {
            double least = number.range().least();
            double value = least + random.nextDouble() * (number.range().most() - least);
            return Text.number(Math.rint(value * 1e6) / 1e6 + (value < 1 ? least : 0));
        }
        if (setting instanceof FlagSetting) {
            return String.valueOf(random.nextBoolean());
        }
        if (setting instanceof FeaturesSetting) {
            List<InputFeature> chosen = new ArrayList<>(List.of(InputFeature.values()));
            Collections.shuffle(chosen, random);
            return InputFeature.text(chosen.subList(0, 1 + random.nextInt(chosen.size())));
        }
        List<String> parts = new ArrayList<>();
        int layers = random.nextInt(5) + (setting instanceof ActivationsSetting ? 1 : 0);
        for (int l = 0; l < layers; l++) {
            Activation[] all = Activation.values();
            parts.add(
                    setting instanceof ActivationsSetting
                            ? all[random.nextInt(all.length)].id()
                            : String.valueOf(1 + random.nextInt(HiddenLayersSetting.MOST_UNITS)));
        }
        return String.join(",", parts);
    }

    private static PlaySettings random(Random random) {
        StringBuilder fragment = new StringBuilder();
        for (PlayRow<?> row : PlayRows.ALL) {
            if (random.nextInt(3) > 0) {
                fragment.append('&').append(row.key()).append('=').append(some(row.setting(), random));
            }
        }
        CustomPoints points = CustomPoints.NONE;
        for (int i = random.nextInt(20); i > 0; i--) {
            points = points.with(random.nextGaussian(), random.nextGaussian(), random.nextInt(2));
        }
        PlaySettings.Parsed parsed = PlaySettings.parse(fragment + "&points=" + points.encode());
        assertEquals(List.of(), parsed.problems(), fragment.toString());
        return parsed.settings();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsSetComesBackFromTheLink(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            PlaySettings settings = random(random);
            PlaySettings.Parsed back = PlaySettings.parse("#" + settings.fragment());
            assertEquals(List.of(), back.problems());
            assertEquals(List.of(), back.others());
            assertEquals(settings.fragment(), back.settings().fragment());
            assertTrue(settings.sameRun(settings));
            assertFalse(settings.needsFreshRun(back.settings()), settings.fragment());
            if (settings.dataset() == Points.CUSTOM) {
                assertEquals(settings, back.settings(), "the training share travels with points alone");
                assertEquals(settings.hashCode(), back.settings().hashCode());
            }
            assertEquals(settings.hyperparameters(), back.settings().hyperparameters());
            assertEquals(
                    settings.architecture().toString(),
                    back.settings().architecture().toString());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRowHasWhatPeopleRead(PlayRow<?> row) {
        Setting<?> setting = row.setting();
        assertTrue(setting.help().endsWith("."), setting.help());
        assertTrue(Character.isUpperCase(setting.label().charAt(0)), setting.label());
        assertEquals(row, PlayRows.find(row.key()));
        assertEquals(PlaySettings.DEFAULT.text(row), text(setting), "the default");
    }

    private static <T> String text(Setting<T> setting) {
        return setting.text(setting.byDefault());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachValueComesBackAlone(PlayRow<?> row) {
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            String text = some(row.setting(), random);
            PlaySettings settings = PlaySettings.parse(row.key() + "=" + text).settings();
            assertEquals(same(row.setting(), text), same(row.setting(), settings.text(row)));
        }
    }

    private static <T> String same(Setting<T> setting, String text) {
        if (setting instanceof ActivationsSetting activations) {
            return activations.text(ActivationsSetting.shortest(activations.parse(text), 1));
        }
        return setting.text(setting.parse(text));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void nonsenseFallsBackToTheDefaultAndIsNamed(PlayRow<?> row) {
        PlaySettings.Parsed parsed = PlaySettings.parse(row.key() + "=nonsense");
        assertEquals(PlaySettings.DEFAULT.text(row), parsed.settings().text(row));
        assertEquals(1, parsed.problems().size());
        assertTrue(
                parsed.problems().get(0).contains("nonsense"), parsed.problems().get(0));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsBeyondTheBoundsIsRefused(PlayRow<?> row) {
        String beyond = row.setting() instanceof WholeSetting whole
                ? String.valueOf(whole.most() + 1)
                : row.setting() instanceof NumberSetting number
                        ? Text.number(number.range().most() * 1.001)
                        : "";
        if (!beyond.isEmpty()) {
            PlaySettings.Parsed parsed = PlaySettings.parse(row.key() + "=" + beyond);
            assertEquals(PlaySettings.DEFAULT.text(row), parsed.settings().text(row));
            assertTrue(
                    parsed.problems().get(0).contains("is not between"),
                    parsed.problems().get(0));
        }
    }

    @Test
    void keysAndControlsAreTheirOwn() {
        Set<String> keys = new HashSet<>();
        Set<String> controls = new HashSet<>();
        for (PlayRow<?> row : PlayRows.ALL) {
            assertTrue(keys.add(row.key()), row.key());
            assertTrue(controls.add(row.controlId()), row.controlId());
        }
        assertNull(PlayRows.find("points"));
        assertNull(PlayRows.find(""));
    }

    @Test
    void aNewSettingOfEveryTrainingIsOneOfThePlayground() {
        NumberSetting clip = new NumberSetting("clipNorm", "Largest norm", "Shortens.", 0, Range.between(0, 10));
        List<Setting<?>> training = new ArrayList<>(LearningSettings.ALL);
        training.add(clip);
        List<PlayRow<?>> rows = PlayRows.with(training, PlayRows.ALL.toArray(PlayRow[]::new));
        assertEquals(PlayRows.ALL.size() + 1, rows.size(), "what has a row, or is done without, gets no other");
        PlayRow<?> row = rows.get(PlayRows.ALL.indexOf(PlayRows.SHOW_TEST));
        assertEquals(clip, row.setting());
        assertEquals("clip-norm", row.controlId());
        assertTrue(row.needsFreshRun(), "unless it is named as one that may change during a run");
    }

    @ParameterizedTest
    @CsvSource({
        "learningRate, learning-rate",
        "seed, seed",
        "percTrainData, perc-train-data",
        "networkShape, network-shape",
        "stopPatience, stop-patience",
    })
    void controlsAreNamedAfterKeys(String key, String control) {
        PlayRow<?> row = PlayRows.find(key);
        assertEquals(control, row == null ? "" : row.controlId());
    }

    @ParameterizedTest
    @CsvSource({
        "batchSize, 0, ''",
        "batchSize, 16, 16",
        "stopCost, 0, ''",
        "stopCost, 0.25, 0.25",
        "regularizationRate, 0, 0",
        "networkShape, '', ''",
    })
    void aFormLeavesFieldsEmptyThatAreOff(String key, String value, String shown) {
        PlayRow<?> row = PlayRows.find(key);
        if (row == null) {
            throw new AssertionError(key);
        }
        PlaySettings settings = PlaySettings.parse(key + "=" + value).settings();
        assertEquals(shown, row.inForm(settings.text(row)));
        assertEquals(value, row.fromForm(shown));
    }

    @Test
    void aChangeOfOneSettingLeavesTheOthers() {
        PlaySettings before = PlaySettings.parse("dataset=moons&networkShape=5,4&activation=relu,tanh&stopCost=0.1")
                .settings();
        PlaySettings after = before.with(PlayRows.SEED, 9L);
        assertEquals(9, after.seed());
        assertEquals(1, before.seed(), "settings are values");
        assertNotEquals(before, after);
        assertEquals(before, after.with(PlayRows.SEED, 1L));
        assertEquals(before.toString(), after.with(PlayRows.SEED, 1L).toString());
    }

    @Test
    void settingsAreComparedByWhatTheySay() {
        PlaySettings settings =
                PlaySettings.parse("learningRate=0.20&networkShape=10").settings();
        assertEquals(PlaySettings.DEFAULT, settings);
        assertEquals(PlaySettings.DEFAULT.hashCode(), settings.hashCode());
        assertNotEquals(PlaySettings.DEFAULT, settings.with("noise=3"));
        assertNotEquals(PlaySettings.DEFAULT, settings.with(CustomPoints.NONE.with(1, 1, 0)));
        assertNotEquals(settings, (Object) settings.fragment());
    }

    @Test
    void whatIsOnlySeenMakesTheSameRun() {
        PlaySettings seen = PlaySettings.DEFAULT.with("showTestData=true&discretize=true");
        assertTrue(PlaySettings.DEFAULT.sameRun(seen));
        assertNotEquals(PlaySettings.DEFAULT, seen);
        assertFalse(PlaySettings.DEFAULT.sameRun(seen.with("seed=2")));
    }
}
