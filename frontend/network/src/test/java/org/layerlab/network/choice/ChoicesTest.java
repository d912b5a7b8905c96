package org.layerlab.network.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;

class ChoicesTest {
    static Stream<Arguments> lists() {
        return Stream.of(
                list("activation", Activation.values(), Activation::of),
                list("optimizer", OptimizerKind.values(), OptimizerKind::of),
                list("schedule", Schedule.values(), Schedule::of),
                list("initialization", Initialization.values(), Initialization::of),
                list("data set", Points.values(), Points::of),
                list("precision", Precision.values(), Precision::of));
    }

    private static Arguments list(String what, Choice[] values, Function<String, Choice> of) {
        return Arguments.of(what, values, of);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyValueIsFoundByItsId(String what, Choice[] values, Function<String, Choice> of) {
        Set<String> ids = new HashSet<>();
        for (Choice value : values) {
            assertTrue(ids.add(value.id()), value.id() + " stands for two");
            assertSame(value, of.apply(value.id()));
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void anUnknownIdIsRefusedNamingThoseThatExist(String what, Choice[] values, Function<String, Choice> of) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> of.apply("none of them"))
                .getMessage());
        assertEquals(what + " 'none of them' is unknown; there are " + Choices.ids(values), message);
        for (Choice value : values) {
            assertTrue(message.contains(value.id()), message);
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyValueHasALabelAndASentence(String what, Choice[] values, Function<String, Choice> of) {
        Set<String> labels = new HashSet<>();
        for (Choice value : values) {
            assertTrue(labels.add(value.label()), value.label() + " stands for two");
            assertFalse(value.label().endsWith("."), value.label());
            assertTrue(value.help().endsWith("."), value.help());
            assertEquals(value.help().indexOf(". "), -1, "one sentence: " + value.help());
        }
    }
}
