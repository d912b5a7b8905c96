package org.layerlab.network.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.matrix.ReferenceKernels;

class GoldenChecksTest {
    static List<String> steps() {
        return GoldenChecks.STEPS;
    }

    static List<String> circles() {
        return GoldenChecks.CIRCLES;
    }

    @ParameterizedTest
    @MethodSource("steps")
    void oneStepAndFiftyGiveNumPysValues(String name) throws Exception {
        assertPassed(GoldenChecks.step(name, golden(name), new ReferenceKernels()));
    }

    @ParameterizedTest
    @MethodSource("circles")
    void circlesPrintNumPysCostLines(String name) throws Exception {
        assertPassed(GoldenChecks.circles(name, golden(name), new ReferenceKernels()));
    }

    @Test
    void theFirstLinesAloneAreComparedWhereThatIsAskedFor() throws Exception {
        Map<String, Tensor> wrong = new HashMap<>(golden("circles-2-4-1"));
        double[] costs = Objects.requireNonNull(wrong.get("costs")).toDoubles();
        costs[30] += 1e-5;
        wrong.put("costs", Tensor.of(costs, costs.length));

        Check first = GoldenChecks.circles("circles-2-4-1", wrong, new ReferenceKernels(), 30);
        Check oneMore = GoldenChecks.circles("circles-2-4-1", wrong, new ReferenceKernels(), 31);

        assertPassed(first);
        assertTrue(first.name().contains("30 cost lines"), first.name());
        assertFalse(oneMore.passed());
        assertTrue(oneMore.detail().contains("Cost after iteration 3000"), oneMore.detail());
    }

    @Test
    void theGeneratorGivesNumPysNumbersAndScikitLearnsPoints() throws Exception {
        assertPassed(GoldenChecks.random(golden(GoldenChecks.RANDOM)));
    }

    @Test
    void tensorFlowPlaygroundsPointsAndWeightsAreDrawnAsThere() throws Exception {
        assertPassed(GoldenChecks.tensorFlow(golden(GoldenChecks.TENSOR_FLOW)));
    }

    @Test
    void aValueThatIsSlightlyOffIsCaught() throws Exception {
        Map<String, Tensor> wrong = new HashMap<>(golden("step-deep"));
        double[] dW2 = Objects.requireNonNull(wrong.get("dW2")).toDoubles();
        dW2[3] *= 1 + 1e-7;
        wrong.put("dW2", Tensor.of(dW2, dW2.length));

        Check check = GoldenChecks.step("step-deep", wrong, new ReferenceKernels());

        assertFalse(check.passed());
        assertTrue(check.detail().startsWith("dW2[3] is"), check.detail());
    }

    private static void assertPassed(Check check) {
        assertTrue(check.passed(), check.toString());
    }

    private static Map<String, Tensor> golden(String name) throws IOException, ParameterFileException {
        String path = "/golden/" + name + ".npz";
        try (InputStream in = Objects.requireNonNull(GoldenChecksTest.class.getResourceAsStream(path), path)) {
            return Npz.read(in.readAllBytes());
        }
    }
}
