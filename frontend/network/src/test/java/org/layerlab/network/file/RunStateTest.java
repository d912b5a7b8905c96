package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Trainer;

class RunStateTest {
    private static final Architecture ARCHITECTURE = Architecture.relu(2, 10, 1);
    private static final LabeledSet CIRCLES = Points.CIRCLE.generate(300, 0.15, 1);

    @Test
    void fiveThousandIterationsAndTenThousandMoreGiveTheTutorialsFifteenThousand() throws Exception {
        Hyperparameters h = Hyperparameters.plain(0.2, 5000);
        Trainer first = begin(h);
        run(first);
        Trainer second = resumed(file(first), h.with(0.2, 15_000));
        run(second);

        double[] golden =
                Objects.requireNonNull(golden("circles-2-10-1").get("costs")).toDoubles();
        List<CostPoint> costs = second.costs();
        assertEquals(golden.length, costs.size());
        for (int i = 0; i < golden.length; i++) {
            assertEquals(
                    new CostPoint(100 * i, golden[i]).toString(), costs.get(i).toString());
        }
        Trainer whole = begin(h.with(0.2, 15_000));
        run(whole);
        assertSame(whole, second);
    }

    @ParameterizedTest
    @EnumSource
    void aRunTakenUpFromItsFileGivesTheDigitsOfOneThatNeverStopped(OptimizerKind optimizer) throws Exception {
        // Batches that do not divide the points, and a stop between two cost points, within an epoch.
        Hyperparameters h = Hyperparameters.builder(0.05, 137)
                .batchSize(32)
                .optimizer(optimizer)
                .l2(1e-3)
                .dropout(0.2)
                .build();
        Trainer first = begin(h);
        run(first);
        Trainer second = resumed(file(first), h.with(0.05, 420));
        run(second);

        Trainer whole = begin(h.with(0.05, 420));
        run(whole);
        assertSame(whole, second);
    }

    @Test
    void aFileWithoutTheMomentsIsSeenAndRefusedByName() throws Exception {
        Trainer trainer = begin(
                Hyperparameters.builder(0.05, 10).optimizer(OptimizerKind.ADAM).build());
        run(trainer);
        ParameterFile whole = file(trainer);
        assertTrue(RunState.isIn(whole, OptimizerKind.ADAM));
        ParameterFile bare = whole.withoutExtra();
        assertFalse(RunState.isIn(bare, OptimizerKind.ADAM));
        assertTrue(RunState.isIn(bare, OptimizerKind.SGD));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> RunState.read(bare, OptimizerKind.ADAM));
        assertEquals("the optimizer's state has no optimizer.moment1.W1", e.getMessage());
    }

    @Test
    void aMomentOfAnotherShapeIsRefusedWithBoth() throws Exception {
        Trainer trainer = begin(Hyperparameters.builder(0.05, 10)
                .optimizer(OptimizerKind.MOMENTUM)
                .build());
        run(trainer);
        ParameterFile whole = file(trainer);
        Map<String, Tensor> extra = new java.util.LinkedHashMap<>(whole.extra());
        extra.put("optimizer.moment1.W1", Tensor.of(new double[30], 3, 10));
        ParameterFile wrong = new ParameterFile(whole.parameters(), whole.card(), extra);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> RunState.read(wrong, OptimizerKind.MOMENTUM));
        assertTrue(String.valueOf(e.getMessage()).endsWith("but its parameter is 10×2"), e.getMessage());
    }

    private static Trainer begin(Hyperparameters h) {
        Parameters initial = Initialization.NORMAL.parameters(ARCHITECTURE, 1);
        return new Trainer(new Network(new ReferenceKernels(), ARCHITECTURE, initial), CIRCLES, h);
    }

    private static void run(Trainer trainer) {
        while (!trainer.done()) {
            trainer.steps(Trainer.COST_EVERY);
        }
    }

    private static ParameterFile file(Trainer trainer) throws ParameterFileException {
        RunState state = RunState.of(trainer);
        CardBuilder card =
                new CardBuilder(ARCHITECTURE).iteration(trainer.iteration()).costs(trainer.costs());
        state.addTo(card);
        ParameterFile file =
                new ParameterFile(trainer.network().parameters(), card.build(), state.tensors(StorageType.F64));
        return ParameterFile.read(file.toSafetensors(StorageType.F64));
    }

    private static Trainer resumed(ParameterFile file, Hyperparameters h) {
        Trainer trainer = new Trainer(new Network(new ReferenceKernels(), ARCHITECTURE, file.parameters()), CIRCLES, h);
        RunState state = RunState.read(file, h.optimizer());
        trainer.resume(
                (int) file.card().iteration().orElseThrow(),
                state.moments(),
                file.card().costs(),
                state.open());
        return trainer;
    }

    private static void assertSame(Trainer expected, Trainer actual) {
        assertEquals(expected.costs(), actual.costs());
        List<Parameters.Dense> theirs = expected.network().parameters().layers();
        List<Parameters.Dense> ours = actual.network().parameters().layers();
        for (int l = 0; l < theirs.size(); l++) {
            assertArrayEquals(theirs.get(l).W(), ours.get(l).W());
            assertArrayEquals(theirs.get(l).b(), ours.get(l).b());
        }
    }

    private static Map<String, Tensor> golden(String name) throws Exception {
        String path = "/golden/" + name + ".npz";
        try (InputStream in = Objects.requireNonNull(RunStateTest.class.getResourceAsStream(path), path)) {
            return Npz.read(in.readAllBytes());
        }
    }
}
