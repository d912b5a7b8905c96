package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.TrainingRules;

class PlaySettingsTest {
    @Test
    void anEmptyFragmentIsTheTutorialsSecondExperiment() {
        PlaySettings.Parsed parsed = PlaySettings.parse("");
        assertEquals(PlaySettings.DEFAULT, parsed.settings());
        assertEquals(List.of(), parsed.problems());
        assertEquals("2, 10, 1", parsed.settings().architecture().toString());
    }

    @Test
    void theContractsFragmentIsUnderstood() {
        PlaySettings settings = PlaySettings.parse("#dataset=spiral&noise=20&trainSize=200&testSize=50"
                        + "&networkShape=128,4&learningRate=0.03&iterations=500&seed=7&precision=float32"
                        + "&activation=tanh&batchSize=10&showTestData=true&somethingElse=1")
                .settings();
        assertEquals(Points.SPIRAL, settings.dataset());
        assertEquals(20, settings.noise());
        assertEquals(200, settings.trainSize());
        assertEquals(50, settings.testSize());
        assertEquals(List.of(128, 4), settings.hidden());
        assertEquals(0.03, settings.learningRate());
        assertEquals(500, settings.iterations());
        assertEquals(7, settings.seed());
        assertEquals(Precision.FLOAT32, settings.precision());
        assertEquals(List.of(Activation.TANH), settings.activations());
        assertEquals(10, settings.batchSize());
        assertTrue(settings.get(PlayRows.SHOW_TEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dataset=moons&noise=5&trainSize=17&testSize=3&networkShape=8,8,8&learningRate=0.0003&iterations=1&seed=4294967294",
                "networkShape=&activation=leakyRelu&initialization=he&batchSize=5&optimizer=adam&regularization=L2"
                        + "&regularizationRate=0.001&showTestData=true&discretize=true&precision=float32&noise=12.5"
            })
    void whatIsWrittenIsReadBack(String fragment) {
        PlaySettings settings = PlaySettings.parse(fragment).settings();
        assertEquals(settings, PlaySettings.parse(settings.fragment()).settings());
    }

    @Test
    void whatIsNoSettingStaysInTheLink() {
        PlaySettings.Parsed parsed = PlaySettings.parse("#engine=js&noise=20&noise_hide=true&embed=true");
        assertEquals(List.of("engine=js", "noise_hide=true", "embed=true"), parsed.others());
        String link = parsed.with(PlaySettings.DEFAULT).fragment();
        assertTrue(link.startsWith("dataset=circle&noise=15&"), link);
        assertTrue(link.endsWith("&engine=js&noise_hide=true&embed=true"), link);
    }

    @Test
    void eachLayerMayHaveItsOwnActivation() {
        PlaySettings settings = PlaySettings.parse("networkShape=6,5,4&activation=relu,tanh&schedule=cosine")
                .settings();
        assertEquals(
                List.of(Activation.RELU, Activation.TANH, Activation.TANH, Activation.SIGMOID),
                settings.architecture().activations(),
                "the last one goes on");
        assertTrue(settings.fragment().contains("&activation=relu,tanh,tanh&"), settings.fragment());
        assertEquals(settings, PlaySettings.parse(settings.fragment()).settings());
        assertEquals(Schedule.COSINE, settings.hyperparameters().schedule());
        assertEquals(
                List.of(Activation.TANH),
                PlaySettings.parse("networkShape=6,5&activation=tanh,tanh,relu")
                        .settings()
                        .activations(),
                "those that are left over fall away, and one for all is one");
    }

    @Test
    void anEmptyShapeIsLogisticRegression() {
        assertEquals(
                "2, 1",
                PlaySettings.parse("networkShape=").settings().architecture().toString());
    }

    private static String ids(Choice[] choices) {
        return Stream.of(choices).map(Choice::id).collect(Collectors.joining(", "));
    }

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of("noise=-1", "noise -1 is not between 0 and 100"),
                Arguments.of("noise=NaN", "noise NaN is not between 0 and 100"),
                Arguments.of("learningRate=0", "learning rate 0 is not between 0.000001 and 1000"),
                Arguments.of("iterations=1e99", "iterations 1e99 is not between 1 and 10000000"),
                Arguments.of("trainSize=abc", "training points 'abc' is not a number"),
                Arguments.of(
                        "networkShape=10,abc",
                        "hidden layers '10,abc' must be whole numbers separated by commas, such as 8,4"),
                Arguments.of("iterations=1.5", "iterations 1.5 is not a whole number"),
                Arguments.of("learningRate=", "learning rate is empty"),
                Arguments.of("networkShape=513", "a hidden layer of 513 units: there can be 1 to 512"),
                Arguments.of("networkShape=1,1,1,1,1,1,1,1,1", "9 hidden layers: there can be at most 8"),
                Arguments.of(
                        "dataset=heart",
                        "data set 'heart' is unknown; there are circle, moons, blobs, xor, spiral, custom, tf-circle, tf-xor, tf-gauss, tf-spiral, tf-reg-plane, tf-reg-gauss"),
                Arguments.of(
                        "activation=relu,softmax",
                        "activation 'softmax' is unknown; there are " + ids(Activation.values())),
                Arguments.of(
                        "schedule=step",
                        "learning-rate schedule 'step' is unknown; there are constant, cosine, oneCycle"),
                Arguments.of("regularization=L3", "regularization 'L3' is unknown; there are none, L1, L2"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongFallsBackToItsDefaultAndIsNamed(String fragment, String problem) {
        PlaySettings.Parsed parsed = PlaySettings.parse(fragment);
        assertEquals(PlaySettings.DEFAULT, parsed.settings());
        assertEquals(List.of(problem), parsed.problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"testSize=3", "trainSize=3"})
    void moreClassesThanPointsAreNamed(String size) {
        PlaySettings.Parsed parsed = PlaySettings.parse("dataset=blobs&classCount=6&" + size);
        assertEquals(List.of("6 classes need at least as many training and test points"), parsed.problems());
        assertEquals(2, parsed.settings().classes());
        assertEquals(2, parsed.settings().get(PlayRows.CLASSES));
        for (String fits : List.of("dataset=blobs&classCount=3&", "dataset=moons&classCount=6&")) {
            assertEquals(List.of(), PlaySettings.parse(fits + size).problems());
        }
        String own = CustomPoints.NONE.with(0, 0, 0).with(1, 1, 5).encode();
        assertEquals(
                List.of(),
                PlaySettings.parse("dataset=custom&points=" + own + "&" + size).problems());
    }

    @Test
    void aLinkThatNamesADataSetAloneTakesItsOwnSetUp() {
        PlaySettings spiral = PlaySettings.parse("dataset=spiral").settings();
        assertEquals(PlaySettings.of(Points.SPIRAL), spiral);
        assertTrue(spiral.isOwnSetUp());
        assertEquals(spiral, PlaySettings.parse(spiral.fragment()).settings());
        // A link that says anything of the training means the plain defaults for what it leaves out.
        PlaySettings plain = PlaySettings.parse("dataset=spiral&networkShape=5").settings();
        assertEquals(PlaySettings.DEFAULT.optimizer(), plain.optimizer());
        assertFalse(plain.isOwnSetUp());
    }

    @Test
    void anotherDataSetBringsItsOwnNetworkUnlessAPersonChangedTheirs() {
        PlaySettings circle = PlaySettings.DEFAULT.with("seed=7&showTestData=true");
        PlaySettings spiral = circle.with("dataset=spiral").after(circle);
        assertEquals(PlaySettings.of(Points.SPIRAL).with("seed=7&showTestData=true"), spiral);
        PlaySettings changed = circle.with("networkShape=3");
        assertEquals(List.of(3), changed.with("dataset=spiral").after(changed).hidden());
        assertEquals(
                PlaySettings.of(Points.SPIRAL).noise(),
                changed.with("dataset=spiral").after(changed).noise());
    }

    @Test
    void pointsTravelInTheLinkUntilTheyAreTooMany() {
        CustomPoints few = CustomPoints.NONE.with(0.5, -1, 1).with(2, 2, 0);
        PlaySettings settings =
                PlaySettings.parse("dataset=custom&points=" + few.encode()).settings();
        assertEquals(few, settings.points());
        assertEquals(settings, PlaySettings.parse(settings.fragment()).settings());
        assertEquals(1, RunBeginning.train(settings.with("percTrainData=50")).size());

        CustomPoints many = CustomPoints.of(Points.XOR.generate(2001, 0.1, 1));
        PlaySettings crowded = settings.with("points=" + many.encode());
        assertFalse(crowded.fitsLink());
        assertEquals(many, PlaySettings.parse(crowded.fragment()).settings().points());
        assertFalse(PlaySettings.parse("").with(crowded).fragment().contains("points="));
        assertEquals(CustomPoints.NONE, settings.with("dataset=moons").points());
    }

    @Test
    void theBlobsOfTensorFlowsPlaygroundAreUnderstood() {
        assertEquals(
                Points.BLOBS, PlaySettings.parse("dataset=gauss").settings().dataset());
    }

    @Test
    void ownPointsHaveAsManyClassesAsTheyShow() {
        CustomPoints two = CustomPoints.NONE.with(0, 0, 0).with(1, 1, 1);
        PlaySettings before = PlaySettings.parse("dataset=custom&classCount=5&rules=tensorflow&networkShape=3")
                .settings()
                .with(two);
        assertEquals(2, before.classes());
        assertEquals(1, before.architecture().outputs());
        assertEquals(TrainingRules.TENSORFLOW, before.rules());

        PlaySettings six = before.with(two.with(-1, 1, 5));
        assertEquals(6, six.classes());
        assertEquals(6, six.architecture().outputs());
        assertEquals(TrainingRules.LAYERLAB, six.rules(), "those of TensorFlow Playground are for two");
        assertTrue(before.needsFreshRun(six));
        PlaySettings linked = PlaySettings.parse(six.fragment()).settings();
        assertEquals(six, linked);
        assertEquals(6, linked.classes());

        // As a saved model's card brings them back.
        ModelCard card = new CardBuilder(six.architecture())
                .dataset(Json.object()
                        .add("id", "custom")
                        .add("percTrainData", 80)
                        .add("seed", 1))
                .hyperparameters(CardSettings.hyperparameters(six, six.hyperparameters()))
                .points(six.points())
                .build();
        PlaySettings again = CardSettings.of(card);
        assertEquals(6, again.classes());
        assertEquals(six.architecture(), again.architecture());
        assertEquals(six.points(), again.points());
    }
}
