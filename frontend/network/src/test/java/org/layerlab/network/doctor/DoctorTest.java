package org.layerlab.network.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.data.BayesOptimum;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.doctor.Diagnosis.Kind;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Trainer;

/** The doctor at the bed of real trainings. */
class DoctorTest {
    private Points points = Points.CIRCLE;
    private double noise = 0.15;
    private int size = 300;
    private int testSize = 100;
    private Activation activation = Activation.RELU;
    private Initialization initialization = Initialization.NORMAL;
    private OptimizerKind optimizer = OptimizerKind.SGD;
    private double rate = 0.2;
    private int planned = 15_000;

    /** What is said in the course of a training, without the silence. */
    private Said course(String hidden, int iterations, long seed) {
        Architecture architecture = Architecture.parse(hidden.isEmpty() ? "2,1" : "2," + hidden + ",1", activation);
        return course(architecture, initialization.parameters(architecture, seed), iterations, seed);
    }

    private Said course(Architecture architecture, Parameters initial, int iterations, long seed) {
        LabeledSet train = points.generate(size, noise, seed);
        LabeledSet test = points.generate(testSize, noise, seed + 1);
        return course(architecture, initial, train, test, BayesOptimum.accuracy(points, 2, noise), iterations, seed);
    }

    private Said course(
            Architecture architecture,
            Parameters initial,
            LabeledSet train,
            @Nullable LabeledSet test,
            double bayes,
            int iterations,
            long seed) {
        Trainer trainer = new Trainer(
                new Network(new ReferenceKernels(), architecture, initial),
                train,
                Hyperparameters.builder(rate, planned)
                        .optimizer(optimizer)
                        .seed(seed)
                        .build());
        LabeledSet fresh = Double.isNaN(bayes) ? null : points.generate(10_000, noise, seed + 2);
        Examination examination = new Examination(trainer, train, test, fresh, bayes);
        Doctor doctor = new Doctor();
        Said said = new Said();
        doctor.examine(examination.look(false), false);
        while (trainer.iteration() < iterations) {
            Steps.make(100, trainer, examination, doctor);
            said.hear(doctor.examine(examination.look(true), false));
        }
        examination.release();
        return said;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"4;15000", "10;15000", "128,4;1000"})
    void presetsAreNotTakenForIll(String hidden, int iterations) {
        Set<Kind> harmless = EnumSet.of(Kind.SOLVED);
        for (long seed = 1; seed <= 3; seed++) {
            Set<Kind> kinds = course(hidden, iterations, seed).kinds();
            kinds.removeAll(harmless);
            assertTrue(kinds.isEmpty(), "seed " + seed + ": " + kinds);
        }
    }

    /** The tutorial's smallest network. */
    private Trainer smallest() {
        Architecture architecture = Architecture.parse("2,4,1", activation);
        return new Trainer(
                new Network(new ReferenceKernels(), architecture, initialization.parameters(architecture, 1)),
                points.generate(size, noise, 1),
                Hyperparameters.builder(rate, planned).seed(1).build());
    }

    private Examination examination(Trainer trainer) {
        return new Examination(
                trainer,
                points.generate(size, noise, 1),
                points.generate(100, noise, 2),
                points.generate(10_000, noise, 3),
                BayesOptimum.accuracy(points, 2, noise));
    }

    /** It ends in an open wedge: two thirds right, where three quarters can be. */
    @Test
    void aPoorStartIsNamedWhenTheRunIsOver() {
        Trainer trainer = smallest();
        Examination examination = examination(trainer);
        Doctor doctor = new Doctor();
        doctor.examine(examination.look(true), false);
        Steps.make(planned - 1, trainer, examination, doctor);
        assertEquals(Kind.HEALTHY, doctor.examine(examination.look(true), true).kind(), "it may still get out");
        trainer.steps(1);
        Diagnosis said = doctor.examine(examination.look(true), true);
        assertEquals(Kind.POOR_START, said.kind());
        assertEquals(
                List.of("initialization=he", "networkShape=10"),
                said.remedies().stream().map(Diagnosis.Remedy::settings).toList());
        assertEquals(
                Kind.POOR_START,
                new Doctor().examine(examination.look(true), true).kind(),
                "at full speed nobody looked before");
        examination.release();
    }

    @Test
    void divergenceIsExplained() {
        rate = 1000;
        activation = Activation.LINEAR;
        initialization = Initialization.HE;
        noise = 0.3;
        Diagnosis said = course("8,8", 400, 1).last();
        assertEquals(Kind.DIVERGED, said.kind());
        assertEquals("learningRate=100", said.remedies().get(0).settings());
    }

    @ParameterizedTest
    @CsvSource({"0.02, 300, Few iterations", "0.02, 1000, guessing", "0.2, 300, Few iterations", "0.2, 600, falling"})
    void aRunThatEndsTooEarlyIsToldToGoOn(double rate, int planned, String reason) {
        this.rate = rate;
        this.planned = planned;
        initialization = Initialization.HE;
        Trainer trainer = smallest();
        Examination examination = examination(trainer);
        Doctor doctor = new Doctor();
        while (trainer.iteration() < planned) {
            doctor.examine(examination.look(true), false);
            Steps.make(10, trainer, examination, doctor);
        }
        Diagnosis said = doctor.examine(examination.look(true), true);
        examination.release();
        assertEquals(Kind.UNFINISHED, said.kind());
        assertTrue(said.text().contains(reason), said.text());
    }

    /** The cost of what is left swings between finite and infinite, so that one look in two sees a finite one. */
    @Test
    void deadLayerUnderAHugeRateIsCalledDivergedAtEveryMoment() {
        rate = 500;
        points = Points.MOONS;
        Trainer trainer = smallest();
        Examination examination = examination(trainer);
        boolean finite = false;
        while (trainer.iteration() < 1000) {
            trainer.steps(1);
            Evidence now = examination.look(false);
            boolean dead = now.hidden().get(0).silent() == now.hidden().get(0).units();
            if (dead && trainer.iteration() > 100) {
                finite |= Double.isFinite(now.train().cost());
                assertEquals(Kind.DIVERGED, new Doctor().examine(now, true).kind(), () -> now.toString());
            }
        }
        assertTrue(finite);
        examination.release();
    }

    @Test
    void equalWeightsAreFound() {
        Architecture architecture = Architecture.parse("2,6,1", Activation.TANH);
        double[] W = new double[12];
        double[] half = new double[6];
        java.util.Arrays.fill(W, 0.5);
        java.util.Arrays.fill(half, 0.5);
        Parameters equal = new Parameters(
                List.of(new Parameters.Dense(6, 2, W, new double[6]), new Parameters.Dense(1, 6, half, new double[1])));
        assertEquals(Kind.SYMMETRIC, course(architecture, equal, 500, 1).last().kind());
    }

    @Test
    void deadLayerIsFound() {
        Architecture architecture = Architecture.parse("2,4,1", Activation.RELU);
        double[] b = {-9, -9, -9, -9};
        Parameters dead = new Parameters(List.of(
                new Parameters.Dense(4, 2, new double[] {1, 0, 0, 1, -1, 0, 0, -1}, b),
                new Parameters.Dense(1, 4, new double[] {1, 1, -1, -1}, new double[1])));
        assertEquals(Kind.DEAD, course(architecture, dead, 500, 1).last().kind());
    }

    @Test
    void saturationIsFound() {
        Architecture architecture = Architecture.parse("2,8,1", Activation.SIGMOID);
        double[] W =
                Initialization.HE.parameters(architecture, 3).layers().get(0).W();
        for (int i = 0; i < W.length; i++) {
            W[i] *= 500;
        }
        Parameters saturated = new Parameters(List.of(
                new Parameters.Dense(8, 2, W, new double[8]),
                new Parameters.Dense(1, 8, new double[8], new double[1])));
        rate = 0.05;
        assertTrue(course(architecture, saturated, 1500, 1).kinds().contains(Kind.SATURATED));
    }

    @Test
    void tooLargeStepsAreFound() {
        noise = 0.1;
        size = 200;
        initialization = Initialization.HE;
        activation = Activation.LEAKY_RELU;
        rate = 30;
        Set<Kind> kinds = course("8,8", 2000, 1).kinds();
        assertTrue(kinds.contains(Kind.RATE_TOO_LARGE), kinds.toString());
    }

    @Test
    void tooSmallStepsAreFound() {
        points = Points.MOONS;
        initialization = Initialization.HE;
        rate = 1e-6;
        Diagnosis said = course("8", 4000, 1).last();
        assertEquals(Kind.RATE_TOO_SMALL, said.kind());
        assertEquals("learningRate=0.00001", said.remedies().get(0).settings());
    }

    @Test
    void straightLineThroughCirclesIsStuck() {
        Diagnosis said = course("", 5000, 1).last();
        assertEquals(Kind.PLATEAU, said.kind());
        assertTrue(said.text().contains("straight line"), said.text());
    }

    @Test
    void learnedNoiseIsFoundAndTheBestMomentOffered() {
        size = 60;
        noise = 0.3;
        optimizer = OptimizerKind.ADAM;
        rate = 0.02;
        initialization = Initialization.HE;
        Diagnosis said = course("32,32", 3000, 1).last();
        assertEquals(Kind.OVERFITTING, said.kind());
        assertTrue(said.remedies().get(0).iteration() > 0, said.remedies().toString());
        assertEquals("", said.remedies().get(0).settings());
    }

    /** Ten test points say little, two say nothing; fresh points tell. */
    @ParameterizedTest
    @CsvSource({"6, 10", "2, 2"})
    void aFewPointsLearnedByHeartAreOverfitting(int size, int testSize) {
        this.size = size;
        this.testSize = testSize;
        Diagnosis said = course("10", planned, 1).last();
        assertEquals(Kind.OVERFITTING, said.kind());
        assertTrue(said.text().startsWith("Accuracy is 100.0"), said.text());
        assertTrue(said.remedies().stream().anyMatch(remedy -> remedy.settings().equals("trainSize=1000")));
    }

    /** All are counted, though 500 at most are looked at. */
    @ParameterizedTest
    @CsvSource({"999, true", "1000, false", "10000, false"})
    void morePointsAreOfferedOnlyWhereThereAreFewer(int size, boolean offered) {
        this.size = size;
        Trainer trainer = smallest();
        Examination examination = examination(trainer);
        Evidence start = examination.look(false);
        examination.release();
        assertEquals(500, start.train().size());
        Evidence learned = new Evidence(
                1000,
                start.hyperparameters(),
                10,
                start.hidden(),
                0.1,
                start.size(),
                start.fewest(),
                false,
                start.even(),
                start.guess(),
                start.share(),
                new Evidence.Score(500, 0.01, 1),
                start.test(),
                new Evidence.Score(10_000, 2, 0.6),
                start.bayes());
        Diagnosis said = new Doctor().examine(learned, true);
        assertEquals(Kind.OVERFITTING, said.kind());
        assertEquals(
                offered,
                said.remedies().stream().anyMatch(remedy -> remedy.settings().equals("trainSize=1000")));
    }

    /** Of 50 points of one's own, ten test. */
    @Test
    void tenTestPointsOfOnesOwnAreEnoughToSeeOverfitting() {
        Architecture architecture = Architecture.parse("2,32,1", Activation.TANH);
        LabeledSet train = points.generate(40, 0.5, 1);
        LabeledSet test = points.generate(10, 0.5, 2);
        optimizer = OptimizerKind.ADAM;
        rate = 0.02;
        Parameters initial = Initialization.XAVIER.parameters(architecture, 1);
        Diagnosis said =
                course(architecture, initial, train, test, Double.NaN, 6000, 1).last();
        assertEquals(Kind.OVERFITTING, said.kind());
        assertTrue(said.text().endsWith("on new points."), said.text());
    }

    @Test
    void solvedIsSaidToBeSolved() {
        points = Points.BLOBS;
        assertEquals(Collections.singleton(Kind.SOLVED), course("4", 5000, 1).kinds());
    }

    @ParameterizedTest
    @CsvSource({"1,0,TOO_FEW", "40,0,TOO_FEW", "0,40,TOO_FEW", "1,1,TOO_FEW", "2,2,SOLVED", "20,20,SOLVED"})
    void withoutTwoClassesNothingIsCalledSolved(int first, int second, Kind kind) {
        int m = first + second;
        double[] X = new double[2 * m];
        double[] Y = new double[m];
        for (int i = 0; i < m; i++) {
            Y[i] = i < first ? 0 : 1;
            X[i] = 2 * Y[i] - 1;
            X[m + i] = 0.01 * i;
        }
        Architecture architecture = Architecture.parse("2,4,1", Activation.TANH);
        Parameters initial = Initialization.XAVIER.parameters(architecture, 1);
        LabeledSet train = new LabeledSet(2, m, X, Y);
        assertEquals(
                Collections.singleton(kind),
                course(architecture, initial, train, null, Double.NaN, 2000, 1).kinds());
    }
}
