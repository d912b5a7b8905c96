package org.layerlab.backend.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.training.LearningSettings;

/** The script refuses a run with a setting that was added to trainings and that its template lacks. */
class UnknownSettingTest {
    private static final NumberSetting ADDED =
            new NumberSetting("warmup", "Warm-up", "A setting to come.", 0, Range.between(0, 1));

    private final List<Setting<?>> settings = new ArrayList<>(LearningSettings.ALL);

    UnknownSettingTest() {
        settings.add(ADDED);
    }

    @Test
    void anAddedSettingIsRefusedOnlyWhereItWasChosen() {
        JsonObject hyperparameters = new JsonObject().add("learningRate", 0.5).add("dropout", 0.25);
        assertEquals("", RunGap.unknown(settings, hyperparameters));
        assertEquals("", RunGap.unknown(settings, hyperparameters.add("warmup", 0)));
        assertEquals(
                "the script does not know its warm-up, 0.1",
                RunGap.unknown(settings, hyperparameters.set("warmup", 0.1)));
    }
}
