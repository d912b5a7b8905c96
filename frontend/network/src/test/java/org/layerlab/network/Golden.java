package org.layerlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Tensor;

/** Values that NumPy and scikit-learn wrote, from this module's test resources. */
public record Golden(String name, Map<String, Tensor> values) {
    /** The file {@code golden/NAME.npz}. */
    public static Golden read(String name) throws IOException, ParameterFileException {
        String path = "/golden/" + name + ".npz";
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(path), path)) {
            return new Golden(name, Npz.read(in.readAllBytes()));
        }
    }

    public double[] array(String key) {
        return tensor(key).toDoubles();
    }

    public double scalar(String key) {
        return tensor(key).scalar();
    }

    public int[] integers(String key) {
        return Arrays.stream(array(key)).mapToInt(value -> (int) value).toArray();
    }

    /** Parameters stored as {@code W1SUFFIX, b1SUFFIX, …}. */
    public Parameters parameters(String suffix) {
        int[] dims = integers("layer_dims");
        List<Parameters.Dense> layers = new ArrayList<>();
        for (int l = 1; l < dims.length; l++) {
            layers.add(new Parameters.Dense(dims[l], dims[l - 1], array("W" + l + suffix), array("b" + l + suffix)));
        }
        return new Parameters(layers);
    }

    public void assertClose(String key, double[] actual, double relative) {
        double[] expected = array(key);
        assertEquals(expected.length, actual.length, name + " " + key);
        for (int i = 0; i < expected.length; i++) {
            double allowed = relative * Math.max(1e-6, Math.abs(expected[i]));
            assertTrue(
                    Math.abs(expected[i] - actual[i]) <= allowed,
                    name + " " + key + "[" + i + "] is " + actual[i] + ", NumPy has " + expected[i]);
        }
    }

    private Tensor tensor(String key) {
        return Objects.requireNonNull(values.get(key), name + " has no " + key);
    }
}
