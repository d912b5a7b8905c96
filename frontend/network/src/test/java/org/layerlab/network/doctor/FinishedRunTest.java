package org.layerlab.network.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
    private int batch;
    private double l1;
    private double l2;

    private Trainer trainer(String hidden, int iterations) {
        Architecture architecture =
                Architecture.parse("2," + hidden + "," + (classes > 2 ? "softmax" + classes : "1"), Activation.RELU);
        return new Trainer(
                new Network(new ReferenceKernels(), architecture, initialization.parameters(architecture, 1)),
                points.generate(300, classes, noise, 1),
                Hyperparameters.builder(rate, iterations)
                        .batchSize(batch)
                        .l1(l1)
                        .l2(l2)
                        .seed(1)
                        .build());
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
            doctor.examine(examination.look(true), false);
            Steps.make(100, trainer, examination, doctor);
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

    /** The first two raise the cost, and the third ends with half of the points on the wrong side. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "XOR; 10; 3; 1; 100; ",
                "MOONS; 8; 3; 1; 100; ",
                "CIRCLE; 10; 5; 10; 100; ",
                "CIRCLE; 10; 0.2; 0; 100; learningRate=0.6"
            })
    void largerStepsAreNotOfferedAfterLargeOnes(
            Points points, String hidden, double rate, int batch, int iterations, String larger) {
        this.points = points;
        this.rate = rate;
        this.batch = batch;
        initialization = Initialization.HE;
        Diagnosis said = end(hidden, iterations);
        assertEquals(Kind.UNFINISHED, said.kind());
        assertEquals(
                larger == null ? List.of("iterations=5000") : List.of("iterations=5000", larger),
                said.remedies().stream().map(Remedy::settings).toList());
        assertEquals(larger != null, said.text().endsWith("Train more, or take larger steps."), said.text());
    }

    /** A browser looks when it has time: the moments differ from visit to visit, what is said of the end does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CIRCLE; 1; NORMAL; 0.2; 15000; PLATEAU",
                "CIRCLE; 4; NORMAL; 0.2; 15000; POOR_START",
                "CIRCLE; 8; NORMAL; 0.2; 2000; UNFINISHED",
                "CIRCLE; 4; HE; 20; 3000; DEAD",
                "MOONS; 4; NORMAL; 500; 1000; DIVERGED",
                "CIRCLE; 8; NORMAL; 0.2; 100; UNFINISHED"
            })
    void whenItWasLookedAtDoesNotChangeWhatIsSaidOfTheEnd(
            Points points, String hidden, Initialization initialization, double rate, int iterations, Kind kind) {
        this.points = points;
        this.initialization = initialization;
        this.rate = rate;
        Trainer trainer = trainer(hidden, iterations);
        Examination examination = examination(trainer);
        List<Evidence> all = new ArrayList<>();
        all.add(examination.look(false));
        while (!trainer.done()) {
            trainer.step();
            if (trainer.iteration() % 50 == 1 || trainer.done()) {
                all.add(examination.look(true));
            }
        }
        examination.release();
        Evidence end = all.remove(all.size() - 1);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Set<Diagnosis> said = new HashSet<>();
        for (int time = 0; time < 200; time++) {
            Doctor doctor = new Doctor();
            doctor.examine(all.get(0), false);
            double share = Math.pow(all.size(), -random.nextDouble());
            for (Evidence evidence : all) {
                if (Doctor.isDue(evidence.iteration())) {
                    doctor.note(evidence);
                }
                if (random.nextDouble() < share) {
                    doctor.examine(evidence, random.nextInt(10) == 0);
                }
            }
            said.add(doctor.examine(end, true));
            // Someone looks into the past, and comes back.
            doctor.examine(all.get(random.nextInt(all.size())), true);
            said.add(doctor.examine(end, true));
        }
        assertEquals(1, said.size(), () -> "seed " + seed + ": " + said);
        assertEquals(kind, said.iterator().next().kind());
    }

    /** However many updates it makes at once, a trainer stops where a look is due. */
    @Test
    void trainersStopWhereALookIsDue() {
        Trainer trainer = trainer("2", 3000);
        Set<Integer> due = new HashSet<>();
        for (int i = 1; i <= 3000; i++) {
            if (Doctor.isDue(i)) {
                due.add(i);
            }
        }
        Set<Integer> seen = new HashSet<>();
        while (trainer.steps(1000) > 0) {
            seen.add(trainer.iteration());
        }
        assertTrue(seen.containsAll(due), due.toString());
        assertEquals(23, due.size());
    }

    /** It found its way late: within two points of the limit, but the cost falls more steeply than ever. */
    @Test
    void whatStillLearnsIsNotCalledAsGoodAsItGets() {
        Diagnosis said = end("10,8", 15_000);
        assertEquals(Kind.HEALTHY, said.kind());
        assertEquals("Near the noise limit", said.title());
        assertTrue(said.text().contains("allows 74.6"), said.text());
    }

    /** The presets come to rest. */
    @ParameterizedTest
    @CsvSource({"CIRCLE, NORMAL, 10, 0.2, 15000", "MOONS, HE, 8, 0.5, 5000"})
    void whatHasLearnedIs(Points points, Initialization initialization, String hidden, double rate, int iterations) {
        this.points = points;
        this.initialization = initialization;
        this.rate = rate;
        assertEquals("As good as it gets", end(hidden, iterations).title());
    }
}
