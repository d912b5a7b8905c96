package org.layerlab.network.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.data.BayesOptimum;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.doctor.Diagnosis.Kind;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.TrainingRules;

/** The doctor at the bed of real trainings on numbers. */
class RegressionDoctorTest {
    private Points points = Points.TF_BELLS;
    private double noise;
    private int size = 300;
    private Activation activation = Activation.TANH;
    private Initialization initialization = Initialization.XAVIER;
    private OptimizerKind optimizer = OptimizerKind.SGD;
    private double rate = 0.03;
    private int batchSize;
    private int planned = 3000;
    private TrainingRules rules = TrainingRules.LAYERLAB;

    /** What is said in the course of a whole training, without the silence. */
    private Said course(String hidden, long seed) {
        Architecture architecture =
                Architecture.parse(hidden.isEmpty() ? "2,1linear" : "2," + hidden + ",1linear", activation);
        LabeledSet train = points.train(size, 200, 1, noise, seed);
        Hyperparameters h = Hyperparameters.builder(rate, planned)
                .optimizer(optimizer)
                .batchSize(batchSize)
                .seed(seed)
                .build();
        Trainer trainer = rules.trainer(
                rules.network(
                        new ReferenceKernels(),
                        architecture,
                        initialization.onPoints(architecture, points, size + 200, noise, seed)),
                train,
                h,
                Trainer.COST_EVERY);
        Examination examination = new Examination(
                trainer,
                train,
                points.test(size, 200, 1, noise, seed),
                points.generate(4000, noise, seed + 2),
                BayesOptimum.r2(points, noise));
        Doctor doctor = new Doctor();
        doctor.examine(examination.look(true), false);
        Said said = new Said();
        while (trainer.iteration() < planned) {
            Steps.make(50, trainer, examination, doctor);
            said.hear(doctor.examine(examination.look(true), trainer.iteration() == planned));
        }
        examination.release();
        return said;
    }

    @Test
    void noiseLimitsRSquared() {
        assertEquals(1, BayesOptimum.r2(Points.TF_PLANE, 0));
        // The noise moves a place by as much as the square is wide: half of the variance is the noise's.
        assertEquals(1 / (1 + 0.25), BayesOptimum.r2(Points.TF_PLANE, 0.5), 0.003);
        assertEquals(1 / (1 + 0.01), BayesOptimum.r2(Points.TF_PLANE, 0.1), 0.003);
        double bells = BayesOptimum.r2(Points.TF_BELLS, 0.1);
        assertTrue(bells > 0.7 && bells < 0.95, "" + bells);
        assertTrue(BayesOptimum.r2(Points.TF_BELLS, 0.3) < bells);
        assertTrue(Double.isNaN(BayesOptimum.r2(Points.CIRCLE, 0.1)));
    }

    @Test
    void theLimitIsThatOfTheKnownNumbers() {
        // The numbers of places without noise are the best guess of those that noise moved, on the plane.
        LabeledSet noisy = Points.TF_PLANE.generate(20_000, 0.5, 7);
        double mean = 0;
        double off = 0;
        double all = 0;
        int m = noisy.size();
        for (int i = 0; i < m; i++) {
            mean += noisy.Y()[i] / m;
        }
        for (int i = 0; i < m; i++) {
            double best = (noisy.X()[i] + noisy.X()[m + i]) / 10;
            off += (noisy.Y()[i] - best) * (noisy.Y()[i] - best);
            all += (noisy.Y()[i] - mean) * (noisy.Y()[i] - mean);
        }
        assertEquals(BayesOptimum.r2(Points.TF_PLANE, 0.5), 1 - off / all, 0.02);
    }

    @Test
    void aPlaneIsSolvedByALine() {
        points = Points.TF_PLANE;
        Said said = course("", 1);
        assertEquals(EnumSet.of(Kind.SOLVED), said.kinds());
        assertEquals("Solved", said.last().title());
        assertEquals(
                "The network predicts nearly every number well.", said.last().text());
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void theSetUpsOfTensorFlowPlaygroundAreNotTakenForIll(long seed) {
        rules = TrainingRules.TENSORFLOW;
        initialization = Initialization.UNIFORM;
        batchSize = 10;
        planned = 8000;
        size = 600;
        Set<Kind> kinds = course("8,8", seed).kinds();
        kinds.removeAll(Set.of(Kind.SOLVED, Kind.UNFINISHED));
        assertEquals(Set.of(), kinds);
    }

    @Test
    void aNoisyPlaneIsAsGoodAsItGets() {
        points = Points.TF_PLANE;
        noise = 0.5;
        size = 600;
        Diagnosis said = course("", 1).last();
        assertEquals(Kind.SOLVED, said.kind());
        assertEquals("As good as it gets", said.title());
        assertTrue(said.text().contains("limits R² to 80."), said.text());
    }

    @Test
    void aPlaneThroughBellsIsUnderfitting() {
        Diagnosis said = course("", 1).last();
        assertEquals(Kind.PLATEAU, said.kind());
        assertTrue(said.text().contains("only learn a plane"), said.text());
        assertEquals(
                "networkShape=8&activation=tanh&initialization=xavier",
                said.remedies().get(0).settings());
    }

    @Test
    void fewUnitsOnBellsAreUnderfitting() {
        optimizer = OptimizerKind.ADAM;
        rate = 0.01;
        planned = 6000;
        Diagnosis said = course("2", 1).last();
        assertTrue(EnumSet.of(Kind.PLATEAU, Kind.POOR_START).contains(said.kind()), said.toString());
        assertTrue(
                said.remedies().stream().anyMatch(remedy -> remedy.settings().startsWith("networkShape=")),
                said.toString());
    }

    @Test
    void aPoorStartIsNamedWhenTheRunIsOver() {
        rate = 0.01;
        planned = 4000;
        activation = Activation.RELU;
        initialization = Initialization.HE;
        Diagnosis said = course("8", 2).last();
        assertEquals(Kind.POOR_START, said.kind());
        assertTrue(said.text().contains("the network could do better on these points"), said.text());
        assertFalse(said.remedies().isEmpty());
    }

    @Test
    void divergenceIsExplained() {
        points = Points.TF_PLANE;
        rate = 5;
        planned = 2000;
        Diagnosis said = course("", 1).last();
        assertEquals(Kind.DIVERGED, said.kind());
        assertEquals("learningRate=0.5", said.remedies().get(0).settings());
    }

    @Test
    void tooSmallStepsAreFound() {
        points = Points.TF_PLANE;
        rate = 1e-7;
        Diagnosis said = course("8", 1).last();
        assertEquals(Kind.RATE_TOO_SMALL, said.kind());
        assertEquals("learningRate=0.000001", said.remedies().get(0).settings());
    }

    @Test
    void tooLargeStepsAreFound() {
        activation = Activation.TANH;
        rate = 3;
        Set<Kind> kinds = course("8,8", 1).kinds();
        assertTrue(kinds.contains(Kind.RATE_TOO_LARGE), kinds.toString());
    }

    @Test
    void learnedNoiseIsFoundWithBothRSquaredAndTheBestMoment() {
        size = 60;
        noise = 0.3;
        optimizer = OptimizerKind.ADAM;
        rate = 0.01;
        activation = Activation.RELU;
        initialization = Initialization.HE;
        Diagnosis said = course("32,32", 1).last();
        assertEquals(Kind.OVERFITTING, said.kind());
        assertTrue(said.text().startsWith("R² is ") && said.text().contains("on new points"), said.text());
        assertTrue(said.remedies().get(0).iteration() > 0, said.remedies().toString());
    }

    @Test
    void equalWeightsAreFound() {
        initialization = Initialization.ZERO;
        planned = 300;
        assertEquals(Kind.SYMMETRIC, course("6", 1).last().kind());
    }
}
