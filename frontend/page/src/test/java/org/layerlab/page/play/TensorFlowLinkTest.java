package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Regularization;
import org.layerlab.network.training.TrainingRules;
import org.layerlab.page.settings.PlayRows;
import org.layerlab.page.settings.PlaySettings;

class TensorFlowLinkTest {
    /** As playground.tensorflow.org writes it. */
    private static final String THEIRS = "#activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane"
            + "&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2&seed=0.53921&showTestData=false"
            + "&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false"
            + "&cosX=false&sinX=false&cosY=false&sinY=false&collectStats=false&problem=classification"
            + "&initZero=false&hideText=false";

    private static PlaySettings.Parsed opened(String link) {
        PlaySettings.Parsed parsed = PlaySettings.parse(TensorFlowLink.of(link).fragment());
        assertEquals(List.of(), parsed.problems(), link);
        return parsed;
    }

    private static PlaySettings settings(String link) {
        return opened(link).settings();
    }

    @Test
    void eachOfItsSeedsIsASeedHere() {
        for (String seed : List.of("0.00000", "0.00001", "0.99999")) {
            assertEquals(
                    Integer.parseInt(seed.substring(2)),
                    opened(THEIRS.replace("0.53921", seed)).settings().seed());
        }
    }

    @Test
    void aLinkOfTheirsOpensIntoTheSameTask() {
        PlaySettings.Parsed parsed = opened(THEIRS);
        PlaySettings settings = parsed.settings();
        assertEquals(List.of(), parsed.others());
        assertEquals(Points.TF_CIRCLE, settings.dataset());
        assertEquals(0, settings.noise());
        assertEquals(250, settings.trainSize());
        assertEquals(250, settings.testSize());
        assertEquals(List.of(4, 2), settings.hidden());
        assertEquals(0.03, settings.learningRate());
        assertEquals(List.of(Activation.TANH), settings.activations());
        assertEquals(10, settings.batchSize());
        assertEquals(53_921, settings.seed());
        assertEquals(TrainingRules.TENSORFLOW, settings.rules());
        assertEquals(Initialization.UNIFORM, settings.initialization());
        assertEquals(25_000, settings.iterations(), "1,000 epochs");
    }

    @Test
    void whatALinkDoesNotSayIsAsThere() {
        assertEquals(
                settings(THEIRS).with("seed=1"),
                settings("hideText=false"),
                "its defaults, but for the seed, which is drawn");
        assertEquals(List.of(), settings("x=true&networkShape=").hidden(), "no hidden layers, as there");
        PlaySettings wrong = settings(
                "activation=gelu&learningRate=NaN&batchSize=x&networkShape=4,999&regularization=L3&initZero=&noise=90&x=");
        assertEquals(settings("noise=50&x=true"), wrong);
    }

    @Test
    void featuresRegularizationAndZerosAreTaken() {
        PlaySettings settings = settings(THEIRS.replace("x=true", "x=false").replace("sinY=false", "sinY=true")
                + "&regularization=L1&regularizationRate=0.003&initZero=true&ySquared=true&cosX=true&discretize=true");
        assertEquals(
                List.of(InputFeature.Y, InputFeature.Y_SQUARED, InputFeature.SIN_Y),
                settings.features(),
                "cosX is no feature there either");
        assertEquals(Regularization.L1, settings.regularization());
        assertEquals(0.003, settings.get(PlayRows.REGULARIZATION_RATE));
        assertEquals(Initialization.ZERO, settings.initialization());
        assertTrue(settings.get(PlayRows.DISCRETIZE));
        assertEquals(
                List.of(InputFeature.X), settings("x=true&y_hide=true").features(), "what is hidden there is no input");
    }

    @ParameterizedTest
    @CsvSource({"10, 50", "33, 165", "90, 450", "0, 2", "100, 498"})
    void theShareOfTrainingPointsIsTaken(String percent, int train) {
        PlaySettings settings = settings("percTrainData=" + percent);
        assertEquals(train, settings.trainSize());
        assertEquals(500 - train, settings.testSize());
    }

    @ParameterizedTest
    @CsvSource({
        "seed=0.5e3, Its seed has no counterpart here",
        "x=false&y=false, turns all features off",
        "learningRate=0.1f, 'Its learningRate, 0.1f, is not possible here, so it was set to 0.03'",
        "learningRate=5000, 'Its learningRate, 5000, is not possible here, so it was set to 0.03'",
        "'networkShape=9,900', 'Its networkShape, 9,900, is not possible here, so it was set to 4,2'",
        "curtain_hide=true, nothing to hide here: curtain_hide",
        "tutorial=dp-one, Its tutorial text is not shown",
    })
    void whatDiffersIsSaid(String pairs, String said) {
        String note = TensorFlowLink.of(THEIRS + "&" + pairs).note();
        assertTrue(note.contains(said), note);
        assertFalse(TensorFlowLink.of(THEIRS).note().contains(said));
        assertTrue(TensorFlowLink.of(THEIRS).note().endsWith("an epoch is 25 iterations."));
    }

    @ParameterizedTest
    @CsvSource({
        "problem=regression&regDataset=reg-plane, TF_PLANE",
        "problem=regression&regDataset=reg-gauss, TF_BELLS",
        "problem=regression, TF_PLANE"
    })
    void aRegressionHasItsOwnPointsAndALinearOutput(String pairs, Points points) {
        PlaySettings settings = settings("percTrainData=50&" + pairs);
        assertEquals(points, settings.dataset());
        assertEquals(600, settings.trainSize(), "1,200 points");
        assertEquals(600, settings.testSize());
        assertTrue(settings.architecture().isRegression());
    }

    @Test
    void hiddenControlsAreHidden() {
        assertEquals(
                List.of(
                        "trainSize_hide=true",
                        "testSize_hide=true",
                        "networkShape_hide=true",
                        "playButton_hide=true",
                        "xTimesY_hide=true",
                        "embed=true"),
                opened("percTrainData_hide=true&numHiddenLayers_hide=true&playButton_hide=true&xTimesY_hide=true"
                                + "&noise_hide=false&embed=true")
                        .others());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "regDataset=reg-plane",
                "dataset=gauss",
                "dataset=xor&seed=0.5",
                "activation=tanh&batchSize=10&dataset=spiral&percTrainData=50",
                "x=true",
                "initZero=false&lang=de",
                "dataset=circle&amp;problem=classification",
                "networkShape=4,2&numHiddenLayers_hide=true",
            })
    void oneMarkIsEnough(String link) {
        assertNotEquals("", TensorFlowLink.of("#" + link).note());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dataset=circle&noise=15&embed=true",
                "dataset=circle&networkShape=4,2&activation=tanh&batchSize=10",
                "dataset=custom&percTrainData=50",
                "dataset=gauss&trainSize=200",
                "dataset=tf-circle&x=true",
                "lesson=regression&lessonText=x=true",
            })
    void aLinkOfOurOwnStaysAsItIs(String own) {
        assertEquals(new TensorFlowLink("#" + own, ""), TensorFlowLink.of("#" + own));
    }

    @Test
    void noLinkThatThePlaygroundWritesIsTakenForTheirs() {
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            Points points = List.of(Points.values()).get(random.nextInt(Points.values().length));
            PlaySettings settings = PlaySettings.of(points)
                    .with("seed=" + random.nextInt(1000) + "&noise=" + random.nextInt(50) + "&networkShape="
                            + (random.nextBoolean() ? "4,2" : "") + "&features="
                            + (random.nextBoolean() ? "x,y" : "x,y,xTimesY")
                            + "&discretize=" + random.nextBoolean());
            String link = "#" + settings.fragment() + (random.nextBoolean() ? "&stepButton_hide=true&x_hide=true" : "");
            assertEquals(new TensorFlowLink(link, ""), TensorFlowLink.of(link));
        }
    }

    @Test
    void everyLinkThatTheyWriteIsTheirs() {
        Random random = new Random(6);
        for (int i = 0; i < 2000; i++) {
            List<String> pairs = new ArrayList<>(Text.split(THEIRS.substring(1), '&'));
            pairs.replaceAll(pair -> pair.startsWith("dataset=")
                    ? "dataset=" + List.of("circle", "xor", "gauss", "spiral").get(random.nextInt(4))
                    : pair.endsWith("=false") && random.nextBoolean() ? pair.replace("=false", "=true") : pair);
            if (random.nextBoolean()) {
                // As people shorten them: what is left still has a mark.
                Collections.shuffle(pairs, random);
                pairs = new ArrayList<>(pairs.subList(0, 1 + random.nextInt(pairs.size())));
                pairs.add("percTrainData=60");
            }
            String link = "#" + String.join("&", pairs);
            assertNotEquals("", TensorFlowLink.of(link).note(), link);
            assertTrue(settings(link).dataset().isTensorFlow());
        }
    }
}
