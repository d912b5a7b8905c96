package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

class LateKernelsTest {
    private static final int UPDATES = 30;
    private static final int COST_EVERY = 4;
    private static final String DENSE = "64,9,bn,relu,7,tanh,dropout0.2,4,1";
    private static final String CONVOLUTIONAL =
            "8x8x1,conv3x4,bn,relu,skip,dw3,bn,hardSwish,conv1x4,bn,add,pool2,conv3x5,relu,gap,dropout0.3,softmax3";

    private final LateKernels late = new LateKernels();

    private static Trainer trainer(Kernels kernels, String layers, OptimizerKind optimizer, int batchSize, long seed) {
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        int m = 50;
        double[] Y = new double[m];
        for (int j = 0; j < m; j++) {
            Y[j] = j * 7 % architecture.classes();
        }
        LabeledSet examples = new LabeledSet(64, m, new NumpyRandom(seed).normals(64 * m), Y);
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, seed));
        Hyperparameters hyperparameters = Hyperparameters.builder(0.02, UPDATES)
                .batchSize(batchSize)
                .optimizer(optimizer)
                .schedule(Schedule.ONE_CYCLE)
                .dropout(0.1)
                .l2(1e-3)
                .seed(seed)
                .build();
        return new Trainer(network, examples, hyperparameters, COST_EVERY);
    }

    @ParameterizedTest
    @ValueSource(strings = {DENSE, CONVOLUTIONAL})
    void trainingReadsNothingAndComesToTheSameDigits(String layers) {
        for (OptimizerKind optimizer : OptimizerKind.values()) {
            for (int batchSize : new int[] {0, 16}) {
                for (long seed = 1; seed < 5; seed++) {
                    LateKernels kernels = new LateKernels();
                    compare(
                            trainer(new ReferenceKernels(), layers, optimizer, batchSize, seed),
                            trainer(kernels.kernels(), layers, optimizer, batchSize, seed),
                            kernels,
                            new Random(seed));
                }
            }
        }
    }

    private static void compare(Trainer plain, Trainer trained, LateKernels kernels, Random random) {
        List<Double> costs = new ArrayList<>(List.of(Double.NaN));
        while (!plain.done()) {
            plain.step();
            costs.add(plain.cost());
            int reads = kernels.reads();
            if (random.nextBoolean()) {
                assertEquals(1, trained.steps(10));
            }
            while (trained.iteration() < plain.iteration()) {
                trained.advance(random.nextDouble() * trained.flopsOfStep());
                kernels.answer(random.nextInt(2));
                assertKnown(plain, trained, costs);
            }
            assertEquals(kernels.outstanding(), trained.costsOutstanding());
            kernels.answer(random.nextInt(3));
            assertKnown(plain, trained, costs);
            assertEquals(reads, kernels.reads());
            if (random.nextInt(5) == 0) {
                assertSame(plain, trained, kernels);
            }
        }
        assertTrue(trained.done());
        assertSame(plain, trained, kernels);
    }

    /** What is known is what the other knew after the last update whose cost is known. */
    private static void assertKnown(Trainer plain, Trainer trained, List<Double> costs) {
        int known = trained.iteration() - trained.costsOutstanding();
        assertEquals(costs.get(known), trained.cost());
        assertEquals((known + COST_EVERY - 1) / COST_EVERY, trained.costPointCount());
        assertEquals(plain.costs().subList(0, trained.costPointCount()), trained.costs());
    }

    /** Brings what was trained here and compares all of it. */
    private static void assertSame(Trainer plain, Trainer trained, LateKernels kernels) {
        boolean[] there = {false};
        trained.fetch(() -> {
            there[0] = true;
            assertEquals(0, trained.costsOutstanding());
            assertEquals(plain.costs(), trained.costs());
            assertEquals(plain.cost(), trained.cost());
            assertEquals(plain.openCosts(), trained.openCosts());
            assertSame(plain.network().parameters(), trained.network().parameters());
            List<Parameters> expected = plain.optimizerState();
            List<Parameters> actual = trained.optimizerState();
            assertEquals(expected.size(), actual.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSame(expected.get(i), actual.get(i));
            }
        });
        assertFalse(there[0]);
        kernels.answer(Integer.MAX_VALUE);
        assertTrue(there[0]);
    }

    private static void assertSame(Parameters expected, Parameters actual) {
        for (int i = 0; i < expected.named().size(); i++) {
            assertArrayEquals(
                    expected.named().get(i).values(),
                    actual.named().get(i).values(),
                    expected.named().get(i).name());
        }
    }

    @Test
    void theCostOfAnAbandonedUpdateIsIgnored() {
        Trainer plain = trainer(new ReferenceKernels(), DENSE, OptimizerKind.ADAM, 16, 3);
        Trainer trained = trainer(late.kernels(), DENSE, OptimizerKind.ADAM, 16, 3);
        for (int i = 0; i < 3; i++) {
            plain.step();
            trained.step();
        }
        while (late.outstanding() < 4) {
            assertFalse(trained.advance(1));
        }
        trained.abandon();
        assertEquals(3, trained.costsOutstanding());
        plain.step();
        trained.step();
        assertEquals(5, late.outstanding());
        late.answer(4);
        assertEquals(1, trained.costsOutstanding());
        assertEquals(new OpenCosts(trained.openCosts().sum(), 2), trained.openCosts());
        late.answer(1);
        assertSame(plain, trained, late);
    }

    @Test
    void anAbandonedCostThatIsKnownAlreadyIsNotThatOfTheNextUpdate() {
        Trainer plain = trainer(new ReferenceKernels(), DENSE, OptimizerKind.ADAM, 16, 3);
        Trainer trained = trainer(late.kernels(), DENSE, OptimizerKind.ADAM, 16, 3);
        while (late.outstanding() < 1) {
            assertFalse(trained.advance(1));
        }
        late.answer(1);
        assertEquals(Double.NaN, trained.cost());
        trained.abandon();
        plain.step();
        trained.step();
        assertEquals(1, trained.costsOutstanding());
        assertEquals(Double.NaN, trained.cost());
        assertSame(plain, trained, late);
    }

    @Test
    void costsFromBeforeAResumeAreIgnored() {
        Trainer plain = trainer(new ReferenceKernels(), CONVOLUTIONAL, OptimizerKind.ADAM, 16, 3);
        Trainer trained = trainer(late.kernels(), CONVOLUTIONAL, OptimizerKind.ADAM, 16, 3);
        for (int i = 0; i < 6; i++) {
            plain.step();
            trained.step();
        }
        assertSame(plain, trained, late);
        Parameters parameters = trained.network().parameters();
        List<Parameters> state = trained.optimizerState();
        OpenCosts open = trained.openCosts();
        List<CostPoint> costs = trained.costs();
        for (int i = 0; i < 5; i++) {
            trained.step();
            // Some are complete and known, some complete and not known, and one is under way.
            late.answer(i == 1 ? 1 : 0);
        }
        while (late.outstanding() < 5) {
            assertFalse(trained.advance(1));
        }
        trained.network().set(parameters);
        trained.resume(6, state, costs, open);
        assertEquals(0, trained.costsOutstanding());
        late.answer(2);
        plain.step();
        trained.step();
        late.answer(3);
        assertEquals(Double.NaN, trained.cost());
        assertEquals(costs, trained.costs());
        assertEquals(open, trained.openCosts());
        assertEquals(1, trained.costsOutstanding());
        while (!plain.done()) {
            plain.step();
            trained.step();
        }
        assertSame(plain, trained, late);
    }

    @Test
    void theNetworksParametersCanBeFetchedAlone() {
        Trainer plain = trainer(new ReferenceKernels(), CONVOLUTIONAL, OptimizerKind.SGD, 0, 3);
        Trainer trained = trainer(late.kernels(), CONVOLUTIONAL, OptimizerKind.SGD, 0, 3);
        plain.step();
        trained.step();
        Network network = trained.network();
        assertThrows(IllegalStateException.class, network::parameters);
        List<Parameters> read = new ArrayList<>();
        network.fetch(() -> read.add(network.parameters()));
        late.answer(2);
        assertSame(plain.network().parameters(), read.get(0));
    }

    @Test
    void aMeanOfTheWeightsNeedsKernelsThatAnswerAtOnce() {
        Trainer trained = trainer(late.kernels(), DENSE, OptimizerKind.ADAM, 16, 3);
        trained.averageWeights(0);
        assertThrows(IllegalArgumentException.class, () -> trained.averageWeights(0.9));
        trainer(new ReferenceKernels(), DENSE, OptimizerKind.ADAM, 16, 3).averageWeights(0.9);
    }

    /** Else the other tests would prove nothing. */
    @Test
    void whatIsNotThereYetCannotBeRead() {
        Kernels kernels = late.kernels();
        Matrix A = kernels.create(1, 2);
        kernels.write(new double[] {0.25, 0.5}, A);
        assertThrows(IllegalStateException.class, () -> kernels.read(A));
        assertThrows(IllegalStateException.class, () -> kernels.crossEntropy(A, A));
        assertThrows(IllegalStateException.class, () -> kernels.countCorrectClasses(A, A));
        List<Double> told = new ArrayList<>();
        kernels.countCorrect(A, A, told::add);
        kernels.fetch(List.of(A), () -> told.add(kernels.read(A)[0]));
        assertThrows(IllegalStateException.class, () -> kernels.read(A));
        late.answer(1);
        assertEquals(List.of(2.0), told);
        assertThrows(IllegalStateException.class, () -> kernels.read(A));
        late.answer(1);
        assertEquals(List.of(2.0, 0.25), told);
        kernels.scaleBy(A, A);
        assertThrows(IllegalStateException.class, () -> kernels.read(A));
    }
}
