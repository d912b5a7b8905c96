package org.layerlab.backend.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.layerlab.network.matrix.ActivationText;

class ScriptFunctionsTest {
    /** NumPy's exp and tanh differ from LayerLab's in the last digit. */
    @Test
    void anActivationAndItsSlopeUseTheTemplatesFunctions() {
        ActivationText swish = new ActivationText(
                "", "", "Z * np.tanh(Z)", "np.tanh(Z) + Z / (1 + np.exp(-np.abs(Z)))", "", Double.NaN);
        assertEquals(
                "(lambda Z: Z * tanh(Z), lambda Z, A: tanh(Z) + Z / (1 + exp(-np.abs(Z))))",
                NumpyScript.functions(swish));
    }
}
