package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Familiarity;

class CalibrationTextTest {
    private static Calibration calibration(double temperature, double unsureBelow, double leastFound) {
        return new Calibration(temperature, unsureBelow, 1500, 0.1, 0.967, leastFound);
    }

    @Test
    void withoutAnyNothingIsPromised() {
        assertEquals("–", CalibrationText.threshold(null));
        assertTrue(CalibrationText.note(null).startsWith("Not calibrated"));
        assertEquals(0, CalibrationText.band(null));
    }

    @Test
    void aThresholdIsToldWithItsAccuracy() {
        Calibration known = calibration(1, 0.8, 0);
        assertEquals("0.80", CalibrationText.threshold(known));
        assertEquals(
                "Measured on 1,500 validation photos: below 80\u00a0% confidence it says unsure;"
                        + " above, it is right 97\u00a0% of the time.",
                CalibrationText.note(known));
    }

    @Test
    void nearlyAlwaysRightIsNotAlwaysRight() {
        for (double right : new double[] {0.994, 0.9951, 0.9999}) {
            String note = CalibrationText.note(new Calibration(1, 0.8, 1500, 0.1, right, 0));
            assertTrue(note.endsWith("it is right 99\u00a0% of the time."), note);
        }
        String note = CalibrationText.note(new Calibration(1, 0.8, 1500, 0.1, 1, 0));
        assertTrue(note.endsWith("it is right 100\u00a0% of the time."), note);
    }

    @Test
    void aNetworkMayNeverBeUnsure() {
        Calibration known = calibration(1, 0.5, 0);
        assertEquals("never", CalibrationText.threshold(known));
        assertTrue(CalibrationText.note(known).contains("never says unsure"), CalibrationText.note(known));
        assertEquals(0, CalibrationText.band(known), 1e-12);
    }

    @Test
    void photosInWhichLittleIsFoundAreMentioned() {
        assertTrue(CalibrationText.note(calibration(1, 0.8, 0.3)).contains("also says unsure"));
        assertFalse(CalibrationText.note(calibration(1, 0.8, 0)).contains("also says unsure"));
    }

    @Test
    void theBandEndsWhereTheCalibratedProbabilityIsAtTheThreshold() {
        Calibration known = calibration(2, 0.8, 0);
        double edge = (1 + CalibrationText.band(known)) / 2;
        assertEquals(0.8, edge, 1e-9);
        assertEquals(0.6, CalibrationText.band(calibration(1, 0.8, 0)), 1e-9);
    }

    @Test
    void whoKnowsWhatIsFamiliarSaysHowOftenItHoldsBack() {
        Familiarity familiarity = new Familiarity(new double[] {1, 2}, -1);
        Calibration known = new Calibration(1, 0.6, 1500, 0.0246, 0.981, 0.3, true, familiarity);
        assertEquals(
                "Measured on 1,500 validation photos: below 60\u00a0% confidence it says unsure, and if a photo is too"
                        + " unlike them, it says that it may be neither. Together this applies to 2.5\u00a0% of them; on"
                        + " the others, it is right 98\u00a0% of the time.",
                CalibrationText.note(known));
    }

    @Test
    void whereFamiliarityAloneCountsNoConfidenceIsTold() {
        Familiarity familiarity = new Familiarity(new double[] {1, 2}, -1);
        Calibration known = new Calibration(1, 0.5, 1500, 0.0246, 0.981, 0.3, true, familiarity);
        assertEquals("–", CalibrationText.threshold(known));
        assertEquals(
                "Measured on 1,500 validation photos: if a photo is too unlike them, it says that it may be neither."
                        + " This applies to 2.5\u00a0% of them; on the others, it is right 98\u00a0% of the time.",
                CalibrationText.note(known));
        assertEquals(0, CalibrationText.band(known), 1e-12);
    }

    @Test
    void aFamiliarityThatNothingIsHeldBackByIsNotMentioned() {
        Familiarity familiarity = new Familiarity(new double[] {1, 2}, -1);
        Calibration known = new Calibration(1, 0.6, 40, 0.02, 0.98, 0, false, familiarity);
        assertFalse(CalibrationText.note(known).contains("neither"), CalibrationText.note(known));
    }

    @Test
    void whoLearnedFromPicturesOfNeitherSaysSo() {
        Calibration known = new Calibration(1, 0.8, 1500, 0.025, 0.967, 0, true, null);
        assertEquals(
                "Measured on 1,500 validation photos: below 80\u00a0% confidence it says unsure, where many pictures"
                        + " without a cat or dog end up; above, it is right 97\u00a0% of the time.",
                CalibrationText.note(known));
    }
}
