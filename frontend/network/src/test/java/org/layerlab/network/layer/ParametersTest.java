package org.layerlab.network.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.matrix.Activation;

class ParametersTest {
    private static List<Parameters.Named> named() {
        Architecture architecture = Architecture.parse("6x6x1,conv3x4,bn,relu,gap,1", Activation.RELU);
        return new ArrayList<>(Initialization.HE.parameters(architecture, 1).named());
    }

    @Test
    void tensorsInAnyOrderMakeThemAgain() {
        List<Parameters.Named> named = named();
        List<Parameters.Named> turned = new ArrayList<>(named);
        Collections.reverse(turned);
        assertEquals(named, Parameters.of(turned).named());
    }

    @ParameterizedTest
    @CsvSource({"alpha1, parameters have no place for [alpha1]", "W4, parameters have no place for [W4]"})
    void aTensorThatHasNoPlaceIsRefused(String name, String message) {
        List<Parameters.Named> named = named();
        named.add(new Parameters.Named(name, 1, 1, new double[1], true));
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Parameters.of(named))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"b1", "gamma1", "beta1", "mean1", "variance1", "b2"})
    void aTensorThatIsMissingIsNamedUnlessNothingElseNeedsIt(String name) {
        List<Parameters.Named> named = named();
        named.removeIf(tensor -> tensor.name().equals(name));
        String message =
                name.equals("gamma1") ? "parameters have no place for [beta1, mean1, variance1]" : name + " is missing";
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Parameters.of(named))
                        .getMessage());
    }
}
