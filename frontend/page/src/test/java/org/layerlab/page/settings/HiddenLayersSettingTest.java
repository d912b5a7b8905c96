package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.matrix.Activation;

class HiddenLayersSettingTest {
    private static final Setting<List<Integer>> HIDDEN = PlayRows.HIDDEN.setting();
    private static final Setting<List<Activation>> ACTIVATION = PlayRows.ACTIVATION.setting();

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "' ', ''",
        "10, 10",
        "'128, 4', '128,4'",
        "128 4, '128,4'",
        "8;4, '8,4'",
        "8 · 4 · 2, '8,4,2'",
        "'8,,4,', '8,4'",
    })
    void peopleSetUnitsApartAsTheyLike(String written, String text) {
        assertEquals(text, HIDDEN.text(HIDDEN.parse(written)));
        assertEquals(text, HiddenLayersSetting.commas(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "513", "1,1,1,1,1,1,1,1,1", "a", "1.5", "99999999999"})
    void whatNoNetworkCanBeIsRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> HIDDEN.parse(written));
    }

    @Test
    void boundsAreAllowed() {
        assertEquals(List.of(1, 512), HIDDEN.parse("1,512"));
        assertEquals(8, HIDDEN.parse("1,1,1,1,1,1,1,1").size());
        assertEquals("", HiddenLayersSetting.unitsText(List.of()));
    }

    @Test
    void aLayerWithoutAnActivationOfItsOwnHasThatOfTheLast() {
        List<Activation> two = ACTIVATION.parse("relu,tanh");
        assertEquals(List.of(), ActivationsSetting.each(two, 0));
        assertEquals(List.of(Activation.RELU), ActivationsSetting.each(two, 1));
        assertEquals(List.of(Activation.RELU, Activation.TANH, Activation.TANH), ActivationsSetting.each(two, 3));
    }

    @Test
    void oneActivationForAllIsSaidOnce() {
        assertEquals("tanh", ACTIVATION.text(ActivationsSetting.shortest(ACTIVATION.parse("tanh,tanh"), 5)));
        assertEquals("tanh", ACTIVATION.text(ActivationsSetting.shortest(ACTIVATION.parse("tanh,relu"), 1)));
        assertEquals("tanh,relu", ACTIVATION.text(ActivationsSetting.shortest(ACTIVATION.parse("tanh,relu"), 2)));
        assertEquals("tanh", ACTIVATION.text(ActivationsSetting.shortest(ACTIVATION.parse("tanh,relu"), 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "softmax", "relu,", "relu,relu,relu,relu,relu,relu,relu,relu,relu"})
    void unknownActivationsAndTooManyAreRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> ACTIVATION.parse(written));
    }
}
