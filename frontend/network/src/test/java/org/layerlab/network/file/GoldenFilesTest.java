package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.layer.Architecture;

/** Reads the archives that NumPy wrote. */
class GoldenFilesTest {
    static byte[] golden(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GoldenFilesTest.class.getResourceAsStream("/golden/" + name), name)) {
            return in.readAllBytes();
        }
    }

    static Tensor tensor(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step-logistic",
                "step-shallow",
                "step-deep",
                "step-wide",
                "circles-2-4-1",
                "circles-2-10-1",
                "circles-2-128-4-1"
            })
    void holdsANetworkWhoseShapeIsItsLayerDims(String name) throws Exception {
        byte[] bytes = golden(name + ".npz");
        ParameterFile file = ParameterFile.read(bytes);
        Map<String, Tensor> tensors = Npz.read(bytes);
        if (tensors.containsKey("layer_dims")) {
            List<Integer> dims = file.parameters().layerDims();
            assertArrayEquals(
                    dims.stream().mapToDouble(n -> n).toArray(),
                    tensor(tensors, "layer_dims").toDoubles());
        }
        for (int l = 1; l <= file.parameters().layers().size(); l++) {
            assertArrayEquals(
                    tensor(tensors, "W" + l).toDoubles(),
                    file.parameters().layers().get(l - 1).W());
            assertArrayEquals(
                    tensor(tensors, "b" + l).toDoubles(),
                    file.parameters().layers().get(l - 1).b());
        }
        assertEquals(file.parameters().layerDims(), file.card().architecture().layerDims());
        assertTrue(file.extra().containsKey("X"), file.extra().toString());
        assertTrue(file.extra().containsKey("Y"), file.extra().toString());
    }

    @Test
    void costsFallFromLogTwo() throws Exception {
        Map<String, Tensor> tensors = Npz.read(golden("circles-2-10-1.npz"));
        double[] costs = tensor(tensors, "costs").toDoubles();
        assertEquals(150, costs.length);
        assertEquals(Math.log(2), costs[0], 1e-4);
        assertTrue(costs[149] < 0.6, "the last cost is " + costs[149]);
        assertEquals(
                Architecture.relu(2, 10, 1),
                ParameterFile.read(golden("circles-2-10-1.npz")).card().architecture());
    }

    @Test
    void everyArrayOfNumbersIsRead() throws Exception {
        for (Tensor tensor : Npz.read(golden("random.npz")).values()) {
            assertEquals(tensor.size(), tensor.toDoubles().length);
        }
        assertTrue(Npz.read(golden("random.npz")).size() > 9);
    }
}
