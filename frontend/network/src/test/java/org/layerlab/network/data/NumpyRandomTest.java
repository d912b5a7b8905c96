package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.Golden;

class NumpyRandomTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 12345})
    void givesNumPysNumbers(long seed) throws Exception {
        Golden golden = Golden.read("random");
        double[] normals = golden.array("randn_seed" + seed);
        golden.assertClose("randn_seed" + seed, new NumpyRandom(seed).normals(normals.length), 1e-12);

        NumpyRandom random = new NumpyRandom(seed);
        double[] uniforms = golden.array("rand_seed" + seed);
        for (int i = 0; i < uniforms.length; i++) {
            uniforms[i] = random.uniform();
        }
        golden.assertClose("rand_seed" + seed, uniforms, 0);

        int[] order = golden.integers("permutation_seed" + seed);
        assertArrayEquals(order, new NumpyRandom(seed).permutation(order.length));
    }

    @Test
    void refusesSeedsThatNumPyRefuses() {
        assertThrows(IllegalArgumentException.class, () -> new NumpyRandom(-1));
        assertThrows(IllegalArgumentException.class, () -> new NumpyRandom(1L << 32));
    }
}
