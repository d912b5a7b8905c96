package org.layerlab.page.play.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.PointsCsv;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Timeline;
import org.layerlab.network.training.WeightChange;
import org.layerlab.network.verdict.Predictor;
import org.layerlab.page.settings.CardSettings;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.training.Classifies;
import org.layerlab.page.training.Trains;

class PointsRunTest {
    private static final String SETTINGS = "dataset=circle&networkShape=6,3&learningRate=0.2&iterations=300&seed=1";

    private final PlaySettings settings = PlaySettings.parse(SETTINGS).settings();
    private final PointsRun run = begin(settings);

    private static PointsRun begin(PlaySettings settings) {
        return PointsRun.begin(settings, settings.hyperparameters(), new ReferenceKernels(), "plain");
    }

    private static PlaySettings with(String changes) {
        return PlaySettings.parse(SETTINGS + "&" + changes).settings();
    }

    private static void train(PointsRun run, int iterations) {
        for (int i = 0; i < iterations; i++) {
            run.trainer().step();
        }
    }

    @Test
    void aNewRunStandsAtItsBeginning() {
        assertEquals(0, run.iteration());
        assertNull(run.card());
        assertEquals("", run.cardText());
        assertEquals("", run.caveat());
        assertTrue(Double.isNaN(run.cost()));
        assertEquals(settings.architecture(), run.network().architecture());
    }

    @Test
    void itTrainsButTakesNoPhotos() {
        assertSame(run, Trains.of(run));
        assertThrows(IllegalStateException.class, () -> Classifies.of(run));
    }

    @Test
    void theCardHasWhatATableToldAndGivesItBack() throws ParameterFileException {
        CustomPoints points = PointsCsv.parse("5.1,3.5,setosa\n7.0,3.2,versicolor\n91,2,setosa\n")
                .points();
        PlaySettings own = settings.with(points);
        ModelCard card =
                begin(own).file(new ModelDescription("", "", "", "", "")).card();
        assertEquals(List.of("setosa", "versicolor"), card.classes());
        assertEquals(card.dataset().get("classes"), card.json().get("classes"));
        assertEquals(points.done(), card.dataset().getString("table", ""));
        assertEquals(
                points.encode(),
                CardSettings.of(ModelCard.parse(card.toString())).points().encode());
        assertEquals(
                own.fragment(), PlaySettings.parse(own.fragment()).settings().fragment());
    }

    /** Where all numbers are the same, as of two points, R² tells nothing. */
    @Test
    void aRegressionWhoseR2IsNotDefinedIsSavedWithoutIt() throws ParameterFileException {
        PointsRun numbers = begin(with("dataset=tf-reg-gauss&trainSize=300&testSize=2&noise=15"));
        assertTrue(Double.isNaN(numbers.accuracies()[1]), "R² of the test points is defined");
        ModelCard card = numbers.file(new ModelDescription("", "", "", "", "")).card();
        assertTrue(Double.isFinite(card.json().getDouble("trainR2", Double.NaN)), card.toString());
        assertFalse(card.json().names().contains("testR2"), card.toString());
    }

    @Test
    void testPointsChangeNothingThatIsLearned() {
        PointsRun few = begin(with("trainSize=100&testSize=10"));
        PointsRun many = begin(with("trainSize=100&testSize=400"));
        train(few, 150);
        train(many, 150);
        assertNotEquals(few.accuracies()[1], many.accuracies()[1]);
        assertEquals(few.cost(), many.cost());
        for (int l = 0; l < few.network().architecture().depth(); l++) {
            assertArrayEquals(
                    few.network().parameters().layers().get(l).W(),
                    many.network().parameters().layers().get(l).W());
        }
    }

    @Test
    void itLearnsTheCircle() {
        PointsRun learner = begin(with("initialization=he&learningRate=0.5&iterations=1500"));
        double before = learner.accuracies()[0];
        train(learner, 1500);
        double[] after = learner.accuracies();
        assertTrue(after[0] > before + 0.15, before + " became " + after[0]);
        assertTrue(after[1] > 0.6, "test accuracy " + after[1]);
        assertTrue(learner.trainer().done());
        assertTrue(Double.isFinite(learner.cost()));
    }

    @Test
    void theSameSettingsMakeTheSameRun() {
        PointsRun again = begin(settings);
        train(run, 20);
        train(again, 20);
        assertArrayEquals(
                run.network().parameters().layers().get(0).W(),
                again.network().parameters().layers().get(0).W());
        assertEquals(run.cost(), again.cost());
    }

    @Test
    void theBoundaryIsProbabilitiesOverTheWindow() {
        float[] moving = run.boundary(false);
        float[] still = run.boundary(true);
        assertEquals(Grid.CELLS * Grid.CELLS, moving.length);
        assertEquals(Grid.FINE_CELLS * Grid.FINE_CELLS, still.length);
        for (float p : still) {
            assertTrue(p >= 0 && p <= 1, "probability " + p);
        }
        double[] window = run.window();
        assertTrue(window[0] < window[1] && window[2] < window[3]);
    }

    @Test
    void aLargeNetworkHasOneGrid() {
        PointsRun large = begin(with("networkShape=60,60"));
        assertEquals(large.boundary(false).length, large.boundary(true).length);
    }

    @Test
    void aChangedRateTakesEffectOnTheWay() {
        train(run, 10);
        run.adjust(with("learningRate=0.05"));
        assertEquals(0.05, run.trainer().hyperparameters().learningRate());
        assertEquals(10, run.iteration());
        assertEquals(0.05, run.settings().learningRate());
    }

    /** Its card tells them. */
    @Test
    void theRulesThatEndItEarlyAreThoseThatWereSetLast() {
        PlaySettings before = run.settings();
        assertEquals(0.6, run.stopBy(with("stopCost=0.6&learningRate=0.05")).cost());
        assertEquals(before.with("stopCost=0.6"), run.settings());
    }

    private static void setBias(PointsRun run, double bias) {
        run.set(new WeightChange(1, 1, -1, bias));
    }

    @Test
    void aWeightSetByHandIsToldWithItsCost() {
        PointsRun run = begin(with("initialization=he"));
        train(run, 250);
        double before = run.cost();
        List<CostPoint> curve = run.trainer().costs();
        setBias(run, 9);
        double set = run.cost();
        assertEquals(new Predictor(run.network()).evaluate(run.points()).cost(), set);
        assertNotEquals(before, set, 0.01);
        assertEquals(curve, run.trainer().costs());
        train(run, 1);
        assertEquals(set, run.cost(), 1e-12, "that of all points before the update");
        assertEquals(run.trainer().cost(), run.cost());
    }

    /** Batches and penalties do not count. */
    @ParameterizedTest
    @ValueSource(strings = {"batchSize=20", "regularization=L2&regularizationRate=0.1", "dataset=tf-reg-gauss"})
    void theCostOfWeightsSetByHandIsThatOfAllTrainingPoints(String changes) {
        PointsRun run = begin(with(changes));
        train(run, 5);
        setBias(run, 2);
        assertEquals(new Predictor(run.network()).evaluate(run.points()).cost(), run.cost());
    }

    @Test
    void whatWasSetIsForgottenWithTheIterationsAfterACut() {
        PointsRun run = begin(with("initialization=he"));
        Timeline timeline = new Timeline(run.trainer());
        train(run, 40);
        timeline.passed();
        double cost = run.cost();
        setBias(run, 9);
        timeline.changed();
        double set = run.cost();
        assertNotEquals(cost, set, 0.01);
        timeline.rewind(0);
        assertTrue(Double.isNaN(run.cost()));
        train(run, 39);
        timeline.rewind(40);
        assertEquals(set, run.cost(), "there again");
        timeline.rewind(30);
        train(run, 30 - run.iteration());
        timeline.changed();
        run.cut();
        train(run, 10);
        assertEquals(cost, run.cost());
    }

    @Test
    void twoKindsOfRegularizationStayUntilOneIsChosen() {
        Hyperparameters h = settings.hyperparameters();
        Hyperparameters both = h.toBuilder().l1(0.01).l2(0.02).build();
        PointsRun run = PointsRun.begin(settings, both, new ReferenceKernels(), "plain");
        run.adjust(with("learningRate=0.05"));
        assertEquals(0.01, run.trainer().hyperparameters().l1());
        assertEquals(0.02, run.trainer().hyperparameters().l2());
        run.adjust(with("regularization=L1&regularizationRate=0.003"));
        assertEquals(0.003, run.trainer().hyperparameters().l1());
        assertEquals(0, run.trainer().hyperparameters().l2());
    }

    @Test
    void itsRoomIsGivenBack() {
        train(run, 3);
        run.release();
        assertFalse(run.trainer().underWay());
    }
}
