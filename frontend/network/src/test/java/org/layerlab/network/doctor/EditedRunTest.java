package org.layerlab.network.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.BayesOptimum;
import org.layerlab.network.data.Points;
import org.layerlab.network.doctor.Diagnosis.Kind;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;

/** What is said of a run in which a person sets a weight. */
class EditedRunTest {
    private static final Set<Kind> OF_STEPS =
            EnumSet.of(Kind.RATE_TOO_LARGE, Kind.RATE_TOO_SMALL, Kind.DIVERGED, Kind.POOR_START, Kind.UNFINISHED);

    private final Doctor doctor = new Doctor();

    private static Trainer trainer(long seed, int iterations) {
        Architecture architecture = Architecture.parse("2,8,1", Activation.RELU);
        return new Trainer(
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, seed)),
                Points.MOONS.generate(300, 0.15, seed),
                Hyperparameters.builder(0.5, iterations).seed(seed).build());
    }

    private Examination examination(Trainer trainer, long seed) {
        Examination examination = new Examination(
                trainer,
                Points.MOONS.generate(300, 0.15, seed),
                Points.MOONS.generate(100, 0.15, seed + 1),
                Points.MOONS.generate(10_000, 0.15, seed + 2),
                BayesOptimum.accuracy(Points.MOONS, 2, 0.15));
        doctor.examine(examination.look(false), false);
        return examination;
    }

    private Diagnosis set(int layer, int unit, double bias, Trainer trainer, Examination examination) {
        Parameters parameters = trainer.network().parameters();
        parameters.layers().get(layer - 1).b()[unit] = bias;
        trainer.network().set(parameters);
        doctor.edited(examination.look(false));
        return doctor.examine(examination.look(true), true);
    }

    @ParameterizedTest
    @CsvSource({"1, 15000", "2, 15000", "3, 15000", "4, 15000", "1, 2000", "2, 2000", "3, 2000", "4, 2000"})
    void aHandIsNotTakenForStepsOfTheWrongSize(long seed, int iterations) {
        Trainer trainer = trainer(seed, iterations);
        Examination examination = examination(trainer, seed);
        Steps.make(2000, trainer, examination, doctor);
        Evidence before = examination.look(true);
        Kind then = doctor.examine(before, true).kind();
        for (double bias : new double[] {9, -9, 40}) {
            for (int unit = 0; unit < 8; unit++) {
                Kind said = set(1, unit, bias, trainer, examination).kind();
                assertFalse(OF_STEPS.contains(said), "unit " + unit + " at " + bias + ": " + said);
            }
        }
        assertTrue(then == Kind.SOLVED || then == Kind.HEALTHY, then.toString());
        examination.release();
    }

    /** The cost comes down from where the hand put it, as slowly as such steps are. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void smallStepsAfterItAreNotCalledTooLarge(long seed) {
        Trainer trainer = trainer(seed, 15_000);
        Examination examination = examination(trainer, seed);
        Steps.make(2000, trainer, examination, doctor);
        set(2, 0, 15, trainer, examination);
        trainer.adjust(0.00003, 15_000);
        double cost = examination.look(false).train().cost();
        for (int i = 0; i < 20; i++) {
            Steps.make(20, trainer, examination, doctor);
            Diagnosis said = doctor.examine(examination.look(true), true);
            assertFalse(OF_STEPS.contains(said.kind()), trainer.iteration() + ": " + said);
        }
        double left = examination.look(false).train().cost();
        assertTrue(left < cost && left > 0.9 * cost, cost + " became " + left);
        examination.release();
    }

    /** Nobody's steps killed it. */
    @Test
    void aLayerThatAHandSilencedIsDeadRatherThanDiverged() {
        Trainer trainer = trainer(1, 15_000);
        Examination examination = examination(trainer, 1);
        Steps.make(500, trainer, examination, doctor);
        set(2, 0, 60, trainer, examination);
        for (int unit = 0; unit < 8; unit++) {
            set(1, unit, -1000, trainer, examination);
        }
        assertEquals(Kind.DEAD, doctor.examine(examination.look(true), true).kind());
        examination.release();
    }

    /** The network of before is judged by its own past, and what a cut took away is forgotten. */
    @Test
    void theTimeBeforeItIsStillSeenAsItWas() {
        Trainer trainer = trainer(1, 15_000);
        trainer.adjust(1e-6, 15_000);
        Examination examination = examination(trainer, 1);
        Steps.make(4000, trainer, examination, doctor);
        Evidence before = examination.look(true);
        Diagnosis said = doctor.examine(before, true);
        assertEquals(Kind.RATE_TOO_SMALL, said.kind());
        Steps.make(50, trainer, examination, doctor);
        Parameters good = trainer.network().parameters();
        Kind after = set(1, 0, 9, trainer, examination).kind();
        assertFalse(OF_STEPS.contains(after), after.toString());
        assertEquals(said, doctor.examine(before, true));
        doctor.cut(4000);
        trainer.network().set(good);
        assertEquals(said, doctor.examine(examination.look(true), true));
        examination.release();
    }
}
