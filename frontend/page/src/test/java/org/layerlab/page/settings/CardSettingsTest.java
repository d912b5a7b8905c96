package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;

class CardSettingsTest {
    @RepeatedTest(40)
    void whatARunWritesIntoItsCardIsReadBack(RepetitionInfo repetition) throws ParameterFileException {
        Random random = new Random(repetition.getCurrentRepetition());
        boolean[] has = {random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), random.nextBoolean()};
        Hyperparameters h = Hyperparameters.builder(random.nextDouble(0.001, 1), random.nextInt(1, 100_000))
                .batchSize(has[0] ? random.nextInt(1, 500) : 0)
                .optimizer(List.of(OptimizerKind.values()).get(random.nextInt(OptimizerKind.values().length)))
                .schedule(List.of(Schedule.values()).get(random.nextInt(Schedule.values().length)))
                .l1(has[1] ? random.nextDouble(0.001, 1) : 0)
                .l2(has[2] ? random.nextDouble(0.001, 1) : 0)
                .dropout(has[3] ? random.nextDouble(0.1, 0.9) : 0)
                .seed(random.nextInt(1000))
                .build();
        if (h.optimizer() == OptimizerKind.MOMENTUM) {
            h = h.toBuilder().momentum(random.nextDouble()).build();
        }
        PlaySettings settings = PlaySettings.parse("learningRate=" + h.learningRate() + "&iterations=" + h.iterations()
                        + "&batchSize=" + h.batchSize() + "&optimizer="
                        + h.optimizer().id() + "&schedule="
                        + h.schedule().id() + "&seed=" + h.seed() + "&stopCost=" + (has[0] ? "0.25" : "0"))
                .settings();
        ModelCard card = ModelCard.parse(new JsonObject()
                .add("kind", "points")
                .add("layerDims", new JsonArray().add(2).add(10).add(1))
                .add("activations", new JsonArray().add("relu").add("sigmoid"))
                .add(
                        "dataset",
                        new JsonObject()
                                .add("id", settings.dataset().id())
                                .add("noise", settings.noise())
                                .add("trainSize", settings.trainSize())
                                .add("testSize", settings.testSize())
                                .add("seed", settings.seed()))
                .add("hyperparameters", CardSettings.hyperparameters(settings, h))
                .add("precision", "float64")
                .toString());
        assertEquals(h, CardSettings.hyperparameters(card));
        assertEquals(settings.stop(), CardSettings.of(card).stop());
    }

    @Test
    void whatThePlaygroundCannotUseIsNamedAndTheRestIsTaken() throws ParameterFileException {
        ModelCard card = ModelCard.parse(new JsonObject()
                .add("layerDims", new JsonArray().add(2).add(4).add(1))
                .add("activations", new JsonArray().add("relu").add("sigmoid"))
                .add(
                        "dataset",
                        new JsonObject().add("id", "moons").add("noise", 500).add("trainSize", 12_000))
                .toString());
        PlaySettings.Parsed parsed = PlaySettings.parse(CardSettings.fragment(card));
        assertEquals(CardSettings.of(card), parsed.settings());
        assertEquals("moons", parsed.settings().dataset().id());
        String unfit = CardSettings.unfit(parsed);
        assertTrue(unfit.contains("noise 500 is not between") && unfit.contains("12000"), unfit);
        assertEquals("", CardSettings.unfit(PlaySettings.parse("noise=50")));
    }
}
