package org.layerlab.page.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Familiarity;

class VerdictTextTest {
    /** Unsure below 80 %, and where less than 0.3 is found; probabilities are right as they are. */
    private final Calibration calibration = new Calibration(1, 0.8, 1000, 0.1, 0.95, 0.3);

    @ParameterizedTest
    @CsvSource({"0.9, dog", "0.51, dog", "0.5, cat", "0.1, cat"})
    void withoutCalibrationTheLikelierOneIsTheVerdict(double dog, String verdict) {
        assertEquals(verdict, VerdictText.verdict(null, dog, 0));
    }

    @ParameterizedTest
    @CsvSource({"0.9, 1, dog", "0.1, 1, cat", "0.7, 1, unsure", "0.3, 1, unsure", "0.9, 0.1, unsure"})
    void aCalibratedNetworkMayBeUnsure(double dog, double found, String verdict) {
        assertEquals(verdict, VerdictText.verdict(calibration, dog, found));
    }

    @Test
    void withoutCalibrationTheProbabilityIsTold() {
        assertEquals("The network says dog with 91.5\u00a0% probability.", VerdictText.note(null, 0.915, 1));
        assertEquals("The network says cat with 91.5\u00a0% probability.", VerdictText.note(null, 0.085, 1));
        assertEquals("Little more than a guess: cat with 55\u00a0% probability.", VerdictText.note(null, 0.45, 1));
    }

    @Test
    void aSureVerdictTellsHowOftenItIsRight() {
        assertEquals("When this confident, it is right 90\u00a0% of the time.", VerdictText.note(calibration, 0.9, 1));
        assertEquals("When this confident, it is right 97\u00a0% of the time.", VerdictText.note(calibration, 0.03, 1));
        assertEquals(
                "When this confident, it is right more than 99\u00a0% of the time.",
                VerdictText.note(calibration, 0.999, 1));
    }

    @Test
    void whatIsFamiliarAndHardToTellIsCalledAGuess() {
        Calibration familiar = new Calibration(1, 0.5, 1000, 0.025, 0.95, 0.3, true, new Familiarity(new double[2], 0));
        assertEquals("dog", VerdictText.verdict(familiar, 0.55, 0.5));
        assertEquals(
                "Little more than a guess: dog with 55\u00a0% probability.", VerdictText.note(familiar, 0.55, 0.5));
        assertEquals(
                "Little more than a guess: cat with 60\u00a0% probability.", VerdictText.note(familiar, 0.401, 0.5));
        assertEquals("When this confident, it is right 60\u00a0% of the time.", VerdictText.note(familiar, 0.6, 0.5));
    }

    @Test
    void anUnsureOneLeans() {
        assertEquals("Not sure, slightly more dog.", VerdictText.note(calibration, 0.6, 1));
        assertEquals("Not sure, slightly more cat.", VerdictText.note(calibration, 0.4, 1));
    }

    @Test
    void littleFoundMayBeNeither() {
        assertEquals(
                "This may be neither a cat nor a dog. Of the two, it looks more like a dog.",
                VerdictText.note(calibration, 0.99, 0.1));
        assertEquals(
                "This may be neither a cat nor a dog. Of the two, it looks more like a cat.",
                VerdictText.note(calibration, 0.02, 0.1));
    }

    @Test
    void whatIsPerhapsNeitherIsToldByWhoLearnedFromSuch() {
        Calibration knows = new Calibration(1, 0.8, 1000, 0.025, 0.95, 0, true, null);
        assertEquals("unsure", VerdictText.verdict(knows, 0.7, 1));
        assertEquals(
                "Not sure: this may be neither a cat nor a dog, or unlike the photos it learned from.",
                VerdictText.note(knows, 0.7, 1));
        // Who knows what is familiar knows that this is.
        Calibration familiar = new Calibration(1, 0.8, 1000, 0.025, 0.95, 0.3, true, new Familiarity(new double[2], 0));
        assertEquals("Not sure, slightly more dog.", VerdictText.note(familiar, 0.7, 0.5));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 50 %", "0.934, 93 %", "0.2, 80 %", "0.996, > 99 %", "0.001, > 99 %"})
    void oneNumberIsGivenForTheNamedClass(double dog, String figure) {
        assertEquals(figure.replace(' ', '\u00a0'), VerdictText.figure(null, dog, 1));
    }

    @Test
    void whereNoClassIsNamedTheNumberNamesTheLikelierOne() {
        Calibration known = new Calibration(1, 0.8, 1000, 0, 0.95, 0.2);
        assertEquals("60\u00a0% dog", VerdictText.figure(known, 0.6, 1));
        assertEquals("60\u00a0% cat", VerdictText.figure(known, 0.4, 1));
        assertEquals("neither?", VerdictText.figure(known, 0.9, 0.1));
    }

    @Test
    void aNetworkThatDivergedSaysNothing() {
        String says = "This network diverged in training, so it gives no probability.";
        assertEquals("unsure", VerdictText.verdict(null, Double.NaN, 1));
        assertEquals("–", VerdictText.figure(null, Double.NaN, 1));
        assertEquals(says, VerdictText.note(null, Double.NaN, 1));
        assertEquals("unsure", VerdictText.verdict(calibration, Double.NaN, 1));
        assertEquals("–", VerdictText.figure(calibration, Double.NaN, 1));
        assertEquals(says, VerdictText.note(calibration, Double.NaN, 1));
    }

    @Test
    void theNumberIsCalibrated() {
        Calibration known = new Calibration(2, 0.5, 1000, 0, 0.95, 0);
        assertEquals("75\u00a0%", VerdictText.figure(known, 0.9, 1));
        assertEquals(0.75, VerdictText.probability(known, 0.9), 1e-9);
    }
}
