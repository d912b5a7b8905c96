package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;

class HyperparametersTest {
    private static final Hyperparameters PLAIN = Hyperparameters.plain(0.1, 100);

    static Stream<Setting<?>> rows() {
        return LearningSettings.ALL.stream()
                .filter(row -> row != LearningSettings.ACTIVATION && row != LearningSettings.INITIALIZATION);
    }

    /** A value that is not {@link #PLAIN}'s, as a user writes it. */
    private static String other(Setting<?> row) {
        if (row == LearningSettings.OPTIMIZER) {
            return OptimizerKind.ADAM.id();
        }
        return row == LearningSettings.SCHEDULE
                ? Schedule.COSINE.id()
                : row == LearningSettings.ITERATIONS ? "7" : "0.5";
    }

    private static Hyperparameters changed(Setting<?> row) {
        boolean whole = row instanceof WholeSetting || row == LearningSettings.SEED;
        return Hyperparameters.of(PLAIN.chosen().parse(row, whole ? "7" : other(row)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRowIsPartOfTheValue(Setting<?> row) {
        Hyperparameters changed = changed(row);

        assertNotEquals(PLAIN, changed);
        assertEquals(Hyperparameters.plain(0.1, 100), PLAIN, "what was chosen on its copy changes it");
        assertEquals(changed, Hyperparameters.of(changed.chosen()));
        assertEquals(changed.hashCode(), changed.toBuilder().build().hashCode());
        assertTrue(
                changed.toString().contains(row.key() + "=" + changed.chosen().text(row)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRunGoesOnOnlyWithItsOwnOrderAndState(Setting<?> row) {
        Hyperparameters changed = changed(row);
        boolean isFixed = List.of("batchSize", "optimizer", "dropout", "seed").contains(row.key());
        if (isFixed || !LearningSettings.CHANGEABLE.contains(row)) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> PLAIN.requireSameRun(changed));
            assertTrue(String.valueOf(refused.getMessage()).startsWith(row.name() + " cannot change during a run"));
        } else {
            PLAIN.requireSameRun(changed);
        }
    }
}
