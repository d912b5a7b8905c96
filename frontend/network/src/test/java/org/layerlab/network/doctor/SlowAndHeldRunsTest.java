package org.layerlab.network.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.BayesOptimum;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.doctor.Diagnosis.Kind;
import org.layerlab.network.doctor.Diagnosis.Remedy;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Trainer;

/** Runs that only guess, because their steps are too small or because an L1 penalty holds their weights. */
class SlowAndHeldRunsTest {
    private double noise = 0.15;
    private int size = 300;
    private OptimizerKind optimizer = OptimizerKind.SGD;
    private Initialization initialization = Initialization.NORMAL;
    private double l1;

    /** What is said of the end of a run. */
    private Diagnosis end(Points points, String hidden, double rate, int iterations, long seed) {
        Architecture architecture = Architecture.parse("2," + hidden + ",1", Activation.RELU);
        LabeledSet train = points.generate(size, noise, seed);
        Trainer trainer = new Trainer(
                new Network(new ReferenceKernels(), architecture, initialization.parameters(architecture, seed)),
                train,
                Hyperparameters.builder(rate, iterations)
                        .optimizer(optimizer)
                        .l1(l1)
                        .seed(seed)
                        .build());
        Examination examination = new Examination(
                trainer,
                train,
                points.generate(100, noise, seed + 1),
                points.generate(10_000, noise, seed + 2),
                BayesOptimum.accuracy(points, 2, noise));
        Doctor doctor = new Doctor();
        doctor.examine(examination.look(false), false);
        while (!trainer.done()) {
            Steps.make(100, trainer, examination, doctor);
            doctor.examine(examination.look(false), false);
        }
        Diagnosis said = doctor.examine(examination.look(true), true);
        examination.release();
        return said;
    }

    @ParameterizedTest
    @CsvSource({
        "CIRCLE, 10, 0.00001, 15000",
        "CIRCLE, 10, 0.0001, 15000",
        "CIRCLE, 10, 0.001, 3000",
        "CIRCLE, 4, 0.0001, 3000",
        "MOONS, 10, 0.0001, 3000",
        "XOR, 8, 0.00003, 3000",
        "SPIRAL, '8,8', 0.0003, 3000"
    })
    void stepsTooSmallToLeaveSmallWeightsAreNamed(Points points, String hidden, double rate, int iterations) {
        for (long seed = 1; seed <= 3; seed++) {
            Diagnosis said = end(points, hidden, rate, iterations, seed);
            assertEquals(Kind.RATE_TOO_SMALL, said.kind(), "seed " + seed);
            Remedy last = said.remedies().get(said.remedies().size() - 1);
            double offered = Double.parseDouble(last.settings().substring("learningRate=".length()));
            assertTrue(offered * iterations >= 30 && offered <= 1, last.settings());
        }
    }

    /** A run may be too short for any rate that is safe. */
    @ParameterizedTest
    @CsvSource({"CIRCLE, 10, 0.019, 500", "CIRCLE, 10, 0.01, 900", "XOR, 8, 0.01, 600", "MOONS, 10, 0.01, 500"})
    void noLargeRateIsOfferedToAShortRun(Points points, String hidden, double rate, int iterations) {
        for (long seed = 1; seed <= 3; seed++) {
            for (Remedy remedy : end(points, hidden, rate, iterations, seed).remedies()) {
                if (remedy.settings().startsWith("learningRate=")) {
                    double offered = Double.parseDouble(remedy.settings().substring("learningRate=".length()));
                    assertTrue(offered > rate && offered <= 1, "seed " + seed + ": " + remedy.settings());
                }
            }
        }
    }

    /** Momentum carries steps ten times as far. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void momentumMakesStepsLarger(long seed) {
        optimizer = OptimizerKind.MOMENTUM;
        assertEquals(
                Kind.RATE_TOO_SMALL,
                end(Points.CIRCLE, "10", 0.0001, 3000, seed).kind());
        assertNotEquals(
                Kind.RATE_TOO_SMALL, end(Points.CIRCLE, "10", 0.003, 3000, seed).kind());
    }

    /** Of small weights in many layers no step leads on. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void stepsOfTheUsualSizeAreNotBlamed(long seed) {
        assertNotEquals(
                Kind.RATE_TOO_SMALL,
                end(Points.CIRCLE, "8,8,8", 0.2, 3000, seed).kind());
    }

    @ParameterizedTest
    @CsvSource({
        "CIRCLE, 10, 0.2, 0.1",
        "CIRCLE, 10, 0.2, 1",
        "CIRCLE, 10, 1, 0.01",
        "CIRCLE, 10, 1, 0.3",
        "CIRCLE, '8,8', 0.05, 0.03",
        "MOONS, 10, 0.2, 0.1",
        "MOONS, 10, 0.05, 1",
        "MOONS, 4, 1, 0.03",
        "MOONS, '32,16', 0.2, 0.1",
        "XOR, 8, 0.5, 0.1"
    })
    void anL1PenaltyThatHoldsAllWeightsIsNamed(Points points, String hidden, double rate, double l1) {
        this.l1 = l1;
        noise = 0.4;
        size = 60;
        for (long seed = 1; seed <= 3; seed++) {
            Diagnosis said = end(points, hidden, rate, 3000, seed);
            assertEquals(Kind.OVERREGULARIZED, said.kind(), "seed " + seed);
            assertEquals("regularization=none", said.remedies().get(1).settings());
        }
    }

    /** Its steps have the same size, however strong the penalty is. */
    @ParameterizedTest
    @CsvSource({"CIRCLE, 0.003, 0.1", "MOONS, 0.015, 0.03", "XOR, 0.02, 0.5"})
    void anL1PenaltyIsNamedWithAdam(Points points, double rate, double l1) {
        this.l1 = l1;
        optimizer = OptimizerKind.ADAM;
        for (long seed = 1; seed <= 3; seed++) {
            assertEquals(
                    Kind.OVERREGULARIZED, end(points, "10", rate, 3000, seed).kind(), "seed " + seed);
        }
    }

    /** Without the penalty, they die as well. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0003, 0.003})
    void unitsThatLargeStepsKilledAreNotBlamedOnThePenalty(double l1) {
        this.l1 = l1;
        for (long seed = 1; seed <= 3; seed++) {
            assertNotEquals(
                    Kind.OVERREGULARIZED,
                    end(Points.CIRCLE, "10", 20, 3000, seed).kind());
        }
    }

    @ParameterizedTest
    @CsvSource({"HE, 0.0003", "HE, 0.001", "NORMAL, 0.00003"})
    void aWeakL1PenaltyIsNotBlamed(Initialization initialization, double l1) {
        this.initialization = initialization;
        this.l1 = l1;
        for (long seed = 1; seed <= 3; seed++) {
            assertNotEquals(
                    Kind.OVERREGULARIZED,
                    end(Points.CIRCLE, "10", 0.5, 3000, seed).kind());
        }
    }
}
