package org.layerlab.network.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.layerlab.network.training.Trainer;

/** What is said of runs whose iterations are made, as the playground makes them. */
class FinishedRunTest {
    private Points points = Points.CIRCLE;
    private double noise = 0.15;
    private int classes = 2;
    private Initialization initialization = Initialization.NORMAL;
    private double rate = 0.2;
    private double l1;
    private double l2;

    private Trainer trainer(String hidden, int iterations) {
        Architecture architecture =
                Architecture.parse("2," + hidden + "," + (classes > 2 ? "softmax" + classes : "1"), Activation.RELU);
        return new Trainer(
                new Network(new ReferenceKernels(), architecture, initialization.parameters(architecture, 1)),
                points.generate(300, classes, noise, 1),
                Hyperparameters.builder(rate, iterations).l1(l1).l2(l2).seed(1).build());
    }

    private Examination examination(Trainer trainer) {
        LabeledSet train = points.generate(300, classes, noise, 1);
        return new Examination(
                trainer,
                train,
                points.generate(100, classes, noise, 2),
                points.generate(10_000, classes, noise, 3),
                BayesOptimum.accuracy(points, classes, noise));
    }

    /** What is said in the end, when it is looked at as it goes. */
    private Diagnosis end(String hidden, int iterations) {
        Trainer trainer = trainer(hidden, iterations);
        Examination examination = examination(trainer);
        Doctor doctor = new Doctor();
        while (!trainer.done()) {
            if (trainer.iteration() % 100 <= 1) {
                doctor.examine(examination.look(true), false);
            }
            trainer.step();
        }
        Diagnosis said = doctor.examine(examination.look(true), true);
        examination.release();
        return said;
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1, 0.01", "0, 0.03, 0.003", "0.03, 0, 0.003"})
    void regularizationThatHoldsAllWeightsNearZeroIsNamed(double l1, double l2, String weaker) {
        this.l1 = l1;
        this.l2 = l2;
        initialization = Initialization.HE;
        Diagnosis said = end("8,8", 5000);
        assertEquals(Kind.OVERREGULARIZED, said.kind());
        assertEquals(
                List.of("regularizationRate=" + weaker, "regularization=none"),
                said.remedies().stream().map(Remedy::settings).toList());
    }

    @ParameterizedTest
    @CsvSource({"0, 0.003", "0.0003, 0"})
    void mildRegularizationIsNotBlamed(double l1, double l2) {
        this.l1 = l1;
        this.l2 = l2;
        initialization = Initialization.HE;
        assertEquals(Kind.SOLVED, end("10", 10_000).kind());
    }

    /** More steps solve each of them; nothing is known of their weights or their units yet. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SPIRAL; 4; 0.03; 16,8; 400",
                "MOONS; 2; 0.15; 8; 60",
                "CIRCLE; 2; 0.15; 64; 30",
                "XOR; 2; 0.05; 8; 1"
            })
    void ofFewIterationsNothingIsSaidButThat(Points points, int classes, double noise, String hidden, int iterations) {
        this.points = points;
        this.classes = classes;
        this.noise = noise;
        Diagnosis said = end(hidden, iterations);
        assertEquals(Kind.UNFINISHED, said.kind());
        assertEquals("Not done learning: train more", said.title());
        assertEquals("iterations=5000", said.remedies().get(0).settings());
        initialization = Initialization.HE;
        assertEquals(Kind.UNFINISHED, end(hidden, iterations).kind());
    }
}
