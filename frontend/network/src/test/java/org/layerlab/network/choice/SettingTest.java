package org.layerlab.network.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.OptimizerKind;

class SettingTest {
    private static final NumberSetting RATE =
            new NumberSetting("learningRate", "Learning rate", "The step size.", 0.1, Range.above(0, 1e6));
    private static final NumberSetting DROPOUT = new NumberSetting("dropout", "Dropout", "", 0, Range.below(0, 1));
    private static final NumberSetting NOISE = new NumberSetting("noise", "Noise", "", 15, Range.between(0, 100));
    private static final NumberSetting L2 = new NumberSetting("l2", "L2 strength", "", 0, Range.atLeast(0));
    private static final WholeSetting SEED = new WholeSetting("seed", "Seed", "", 1, 0, 0xffff_ffffL);
    private static final FlagSetting MIRROR = new FlagSetting("mirror", "Mirror", "", false);
    private static final ChoiceSetting<OptimizerKind> OPTIMIZER =
            new ChoiceSetting<>("optimizer", "Optimizer", "", OptimizerKind.SGD, OptimizerKind.values());

    private static String refusal(Setting<?> setting, String text) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> setting.parse(text))
                .getMessage());
    }

    @Test
    void readsWhatItWrites() {
        assertEquals("0.000001", RATE.text(RATE.parse("1e-6")));
        assertEquals(0.25, RATE.parse(" 0.25 "));
        assertEquals(4_294_967_295L, SEED.parse("4294967295"));
        assertEquals("300", SEED.text(SEED.parse("3e2")));
        assertEquals(true, MIRROR.parse("TRUE"));
        assertEquals("false", MIRROR.text(MIRROR.parse("false")));
        assertEquals(List.of("on"), MIRROR.shown(true));
        assertEquals(NOISE.parse("0"), NOISE.parse("-0"), "texts do not tell them apart");
        assertEquals(0.0, NOISE.require(-0.0));
        assertEquals(OptimizerKind.ADAM, OPTIMIZER.parse("adam"));
        assertEquals("momentum", OPTIMIZER.text(OptimizerKind.MOMENTUM));
    }

    @Test
    void refusesNamingTheSettingAndItsRange() {
        assertEquals("learning rate 'abc' is not a number", refusal(RATE, "abc"));
        assertEquals("learning rate is empty", refusal(RATE, " "));
        assertEquals("learning rate is 0; it must be above 0 and at most 1000000", refusal(RATE, "0"));
        assertEquals("dropout is 1; it must be at least 0 and below 1", refusal(DROPOUT, "1"));
        assertEquals("noise NaN is not between 0 and 100", refusal(NOISE, "NaN"));
        assertEquals("L2 strength is -1; it must be at least 0", refusal(L2, "-1"));
        assertEquals("seed -1 is not between 0 and 4294967295", refusal(SEED, "-1"));
        assertEquals("seed 1.5 is not a whole number", refusal(SEED, "1.5"));
        assertEquals("mirror 'maybe' is not true or false", refusal(MIRROR, "maybe"));
        assertEquals(
                "optimizer 'newton' is unknown; there are " + Choices.ids(OptimizerKind.values()),
                refusal(OPTIMIZER, "newton"));
    }

    /** Java reads some of them. */
    @ParameterizedTest
    @ValueSource(strings = {"5f", "5d", "5F", "5D", "0x1p-3", "0X10", "٣", "1,5", "1 5", "five"})
    void numbersAreDecimal(String text) {
        assertEquals("learning rate '" + text + "' is not a number", refusal(RATE, text));
        assertEquals("seed '" + text + "' is not a number", refusal(SEED, text));
    }

    @Test
    void aNumberThatIsNearlyZeroIsNotWhole() {
        assertEquals("seed 1e-400 is not a whole number", refusal(SEED, "1e-400"));
        assertEquals("seed 0.0001e-400 is not a whole number", refusal(SEED, "0.0001e-400"));
        assertEquals(0, SEED.parse("0.00e5"));
        assertEquals(0, SEED.parse("-0"));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "0.5, true", "1000000, true", "1000001, false", "NaN, false", "Infinity, false"})
    void checksNumbersThatAreNoTexts(double value, boolean good) {
        if (good) {
            assertEquals(value, RATE.require(value));
        } else {
            assertThrows(IllegalArgumentException.class, () -> RATE.require(value));
        }
    }

    @Test
    void chosenValuesStandBesideDefaults() {
        Chosen chosen = new Chosen().set(SEED, 7L).parse(OPTIMIZER, "adam");
        assertEquals(7, chosen.whole(SEED));
        assertEquals(OptimizerKind.ADAM, chosen.get(OPTIMIZER));
        assertEquals("adam", chosen.text(OPTIMIZER));
        assertEquals(0.1, chosen.get(RATE));
        assertTrue(chosen.has(SEED));
        assertFalse(chosen.has(RATE));
        Chosen other = chosen.copy().set(SEED, 8L);
        assertEquals(7, chosen.whole(SEED));
        assertEquals(8, other.whole(SEED));
        assertThrows(IllegalArgumentException.class, () -> chosen.set(SEED, -1L));
        assertEquals(7, chosen.whole(SEED), "what is refused changes nothing");
    }

    @Test
    void aFormMayRestrictASetting() {
        NumberSetting narrow = RATE.within(0.2, Range.between(1e-6, 1000));
        assertEquals(0.2, narrow.byDefault());
        assertEquals("learning rate 5000 is not between 0.000001 and 1000", refusal(narrow, "5000"));
        assertEquals("seed 5 is not between 0 and 4", refusal(SEED.within(1, 0, 4), "5"));
    }

    @Test
    void labelsOfOneWordOfCapitalsStayWithinASentence() {
        assertEquals("learning rate", RATE.name());
        assertEquals("L2 strength", L2.name());
    }

    @Test
    void aLabelWithinASentenceHasNoUnit() {
        assertEquals("time limit", Text.inSentence("Time limit (s)"));
        assertEquals("strength", Text.inSentence("Strength (λ)"));
        assertEquals("L1 strength", Text.inSentence("L1 strength"));
        assertEquals("(s)", Text.inSentence("(s)"));
    }
}
