package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.settings.PlaySettings;

class NetworkShapeTest {
    private static NetworkShape shape(String fragment) {
        return NetworkShape.of(PlaySettings.parse(fragment).settings());
    }

    @Test
    void eachLayerHasAnActivation() {
        NetworkShape shape = shape("networkShape=3,4&activation=tanh");
        assertEquals(List.of(3, 4), shape.hidden());
        assertEquals(List.of(Activation.TANH, Activation.TANH), shape.activations());
        assertEquals(List.of(Activation.RELU), shape("networkShape=").activations(), "for layers to come");
    }

    @ParameterizedTest
    @CsvSource({"'', 4", "3, '3,3'", "8, '8,8'", "100, '100,8'", "'9,2', '9,2,2'"})
    void aLayerThatIsAddedIsAsWideAsTheLastButForWideOnes(String before, String after) {
        assertEquals(
                PlaySettings.parse("networkShape=" + after).settings().hidden(),
                shape("networkShape=" + before).withLayer().hidden());
    }

    @Test
    void theLastLayerIsRemoved() {
        NetworkShape shape =
                shape("networkShape=3,4,5&activation=relu,tanh,linear").withoutLayer();
        assertEquals(List.of(3, 4), shape.hidden());
        assertEquals(List.of(), shape("networkShape=3").withoutLayer().hidden());
    }

    @Test
    void layersAreCountedFromOne() {
        NetworkShape shape = shape("networkShape=3,4&activation=relu");
        assertEquals(List.of(7, 4), shape.withUnits(1, 7).hidden());
        assertEquals(List.of(3, 7), shape.withUnits(2, 7).hidden());
        assertEquals(
                List.of(Activation.RELU, Activation.SIGMOID),
                shape.withActivation(2, Activation.SIGMOID).activations());
        assertEquals(shape.hidden(), shape.withActivation(1, Activation.LINEAR).hidden());
    }

    @Test
    void aShapeStandsBetweenTheInputsAndTheOutputs() {
        NetworkShape shape = shape("networkShape=3,4");
        assertEquals(4, shape.units(2));
        assertEquals("2 · 3 · 4 · 1", shape.between(List.of(2, 7, 1)));
        assertEquals("2 · 3", shape("networkShape=").between(List.of(2, 7, 3)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "512, 512", "513, 0", "0, 0", "-3, 0", "'', 0", "1.5, 0", "ten, 0"})
    void onlyNumbersThatALayerCanHaveAreTaken(String written, int units) {
        assertEquals(units, NetworkShape.units(written));
    }

    @Test
    void unitsAreCountedFromOneAndThePlacesOfAMatrixFromZero() {
        NetworkGeometry g = new NetworkGeometry(List.of(2, 3, 2, 1), new int[4], 600, 300, false);
        assertEquals("Input x₁", UnitNames.unit(g, 0, 0));
        assertEquals("Input x₂", UnitNames.unit(g, 0, 1));
        assertEquals("Hidden layer 1, unit 3", UnitNames.unit(g, 1, 2));
        assertEquals("Output", UnitNames.unit(g, 3, 0));
        assertEquals("W₂[1, 2]", UnitNames.weight(g, new NetworkGeometry.Weight(2, 1, 2)));
        assertEquals("from x₂", UnitNames.source(g, 1, 1));
        assertEquals("from 3", UnitNames.source(g, 2, 2));
        assertEquals("W₂[1, 2]: 0.5 → −0.25", UnitNames.told(new WeightEdit(2, 1, 2, 0.5, -0.25, 9), false));
        assertEquals("b₁[2]: −0.25 → 0.5", UnitNames.told(new WeightEdit(1, 2, -1, 0.5, -0.25, 9), true));
    }
}
