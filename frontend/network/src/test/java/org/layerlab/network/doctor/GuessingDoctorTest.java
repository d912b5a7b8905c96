package org.layerlab.network.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Random;
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
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.TrainingRules;

/** Networks that only guess, on points of one's own with a large and a small class, and by both rules. */
class GuessingDoctorTest {
    private TrainingRules rules = TrainingRules.LAYERLAB;
    private Initialization initialization = Initialization.NORMAL;
    private Activation activation = Activation.RELU;
    private String layers = "2,4,1";
    private double rate = 0.2;
    private int batchSize;
    private double l1;
    private double l2;

    /** Two clouds with a gap between them. */
    private static LabeledSet clouds(int first, int second) {
        int m = first + second;
        double[] X = new double[2 * m];
        double[] Y = new double[m];
        Random random = new Random(1);
        for (int i = 0; i < m; i++) {
            Y[i] = i < first ? 0 : 1;
            X[i] = 2 * Y[i] - 1 + 0.5 * random.nextDouble();
            X[m + i] = random.nextDouble();
        }
        return new LabeledSet(2, m, X, Y);
    }

    private Trainer trainer(LabeledSet train, int planned) {
        Architecture architecture = Architecture.parse(layers, activation);
        return rules.trainer(
                rules.network(new ReferenceKernels(), architecture, initialization.parameters(architecture, 5)),
                train,
                Hyperparameters.builder(rate, planned)
                        .batchSize(batchSize)
                        .l1(l1)
                        .l2(l2)
                        .seed(1)
                        .build(),
                Trainer.COST_EVERY);
    }

    private static Examination own(Trainer trainer, LabeledSet train) {
        return new Examination(trainer, train, null, null, Double.NaN);
    }

    private static Diagnosis at(int iteration, Trainer trainer, Examination examination) {
        Doctor doctor = new Doctor();
        doctor.examine(examination.look(true), false);
        Steps.make(iteration, trainer, examination, doctor);
        return doctor.examine(examination.look(true), true);
    }

    @ParameterizedTest
    @CsvSource({"19, 1", "57, 3", "12, 1", "194, 6", "3, 57"})
    void onlyToNameTheLargerClassIsNotSolved(int first, int second) {
        LabeledSet train = clouds(first, second);
        Trainer trainer = trainer(train, 15_000);
        Examination examination = own(trainer, train);
        Kind early = at(100, trainer, examination).kind();
        double share = Math.max(first, second) / (double) train.size();
        assertEquals(share, examination.look(true).train().accuracy());
        assertEquals(Kind.HEALTHY, early);
        assertEquals(Kind.SOLVED, at(14_900, trainer, examination).kind());
        assertEquals(1, examination.look(true).train().accuracy());
        examination.release();
    }

    /** Of so many points, 500 are looked at, and the one of the second class is not among them. */
    @Test
    void aClassTooRareToBeLookedAtDoesNotMakeARunGuess() {
        LabeledSet train = clouds(1000, 1);
        Trainer trainer = trainer(train, 1000);
        Examination examination = own(trainer, train);
        Diagnosis said = at(1000, trainer, examination);
        Evidence end = examination.look(true);
        assertEquals(1, end.share());
        assertFalse(List.of(Kind.PLATEAU, Kind.UNFINISHED, Kind.OVERREGULARIZED).contains(said.kind()), said::toString);
        examination.release();
    }

    /** Its cost starts far above that of the best guess. */
    @Test
    void smallStepsOnUnevenClassesAreNotCalledTooLarge() {
        rate = 0.001;
        LabeledSet train = clouds(57, 3);
        Trainer trainer = trainer(train, 15_000);
        Examination examination = own(trainer, train);
        assertEquals(Kind.HEALTHY, at(300, trainer, examination).kind());
        examination.release();
    }

    /** Here, too, it starts above. */
    @Test
    void smallStepsByTensorFlowsRulesAreNotCalledTooLarge() {
        rules = TrainingRules.TENSORFLOW;
        initialization = Initialization.HE;
        layers = "2,6,1";
        rate = 0.003;
        batchSize = 20;
        LabeledSet train = Points.TF_CIRCLE.generate(200, 2, 0.15, 5);
        Trainer trainer = trainer(train, 1500);
        Examination examination = own(trainer, train);
        assertEquals(Kind.HEALTHY, at(200, trainer, examination).kind());
        examination.release();
    }

    @ParameterizedTest
    @CsvSource({
        "LAYERLAB, 90, 10, 0.3251",
        "LAYERLAB, 50, 50, 0.6931",
        "TENSORFLOW, 50, 50, 0.5",
        "TENSORFLOW, 90, 10, 0.18"
    })
    void strongRegularizationLeavesTheCostOfTheBestGuess(TrainingRules rules, int first, int second, double cost) {
        this.rules = rules;
        initialization = Initialization.HE;
        l2 = 1;
        LabeledSet train = clouds(first, second);
        Trainer trainer = trainer(train, 5000);
        Examination examination = own(trainer, train);
        Diagnosis said = at(5000, trainer, examination);
        Evidence end = examination.look(true);
        assertEquals(cost, end.guess(), 0.0001);
        assertEquals(cost, end.train().cost(), 0.005);
        assertEquals(Kind.OVERREGULARIZED, said.kind());
        examination.release();
    }

    @ParameterizedTest
    @CsvSource({"0, 0.3", "0, 1", "0.3, 0", "1, 0"})
    void strongRegularizationIsNamedByTensorFlowsRules(double l1, double l2) {
        this.l1 = l1;
        this.l2 = l2;
        rules = TrainingRules.TENSORFLOW;
        initialization = Initialization.UNIFORM;
        activation = Activation.TANH;
        layers = "2,4,2,1";
        rate = 0.03;
        batchSize = 10;
        Points points = Points.TF_CIRCLE;
        LabeledSet train = points.train(250, 250, 2, 0, 1);
        Trainer trainer = trainer(train, 5000);
        Examination examination = new Examination(
                trainer,
                train,
                points.test(250, 250, 2, 0, 1),
                points.generate(4000, 2, 0, 3),
                BayesOptimum.accuracy(points, 2, 0));
        assertEquals(Kind.OVERREGULARIZED, at(5000, trainer, examination).kind());
        examination.release();
    }
}
