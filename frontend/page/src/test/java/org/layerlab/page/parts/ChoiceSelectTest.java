package org.layerlab.page.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.matrix.Activation;

class ChoiceSelectTest {
    @ParameterizedTest
    @ValueSource(strings = {"activation", "initialization", "optimizer", "precision", "regularization", "schedule"})
    void eachListHasValuesOfItsOwn(String list) {
        Set<String> ids = new HashSet<>();
        for (Choice choice : ChoiceSelect.values(list)) {
            assertTrue(ids.add(choice.id()), choice.id());
        }
        assertTrue(ids.size() > 1, list);
    }

    @Test
    void aListThatIsUnknownIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> ChoiceSelect.values("colors"));
    }

    @ParameterizedTest
    @CsvSource({
        "ReLU, ReLU",
        "Leaky ReLU, Leaky",
        "Tanh, Tanh",
        "Sigmoid, Sigm.",
        "Linear, Linear",
    })
    void labelsAreCutForNarrowColumns(String label, String cut) {
        assertEquals(cut, ChoiceSelect.shortened(label));
    }

    @Test
    void cutLabelsOfActivationsAreStillTheirOwn() {
        Set<String> labels = new HashSet<>();
        for (Activation activation : Activation.values()) {
            assertTrue(labels.add(ChoiceSelect.shortened(activation.label())), activation.label());
        }
    }
}
