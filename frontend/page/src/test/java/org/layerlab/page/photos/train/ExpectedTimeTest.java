package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipeSettings;

class ExpectedTimeTest {
    private static final PhotoRecipe STOPPING =
            PhotoRecipe.of(PhotoRecipe.best().chosen().set(RecipeSettings.PATIENCE, 10L));

    @Test
    void theTutorialTakesTenThousandUpdatesOfAllPhotos() {
        ExpectedTime expected = ExpectedTime.of(PhotoRecipe.tutorial(), 1000, 200, 240);
        assertEquals(2000, expected.low(), 1e-9);
        // A fifth of the time at most is not learning.
        assertEquals(2400 / 0.8, expected.high(), 1e-9);
        assertEquals(1000, ExpectedTime.batch(PhotoRecipe.tutorial(), 1000));
    }

    @Test
    void epochsBecomeUpdatesAndEachEndsWithAMeasurementOnTheValidationPart() {
        // 3400 of 4000 photos are learned from: 54 updates of 64 an epoch, 100 epochs.
        ExpectedTime expected = ExpectedTime.of(PhotoRecipe.best(), 4000, 10, 10);
        assertEquals(5400 * 0.010 * (1 + 600 / (3.0 * 3400)), expected.low(), 1e-9);
        assertEquals(64, ExpectedTime.batch(PhotoRecipe.best(), 4000));
        assertEquals(34, ExpectedTime.batch(PhotoRecipe.best(), 40), "a batch is no larger than what is learned from");
    }

    @Test
    void saysThatItWasMeasuredHereAndWhatItMayBe() {
        assertEquals(
                "About 12\u00a0min on this device (10\u00a0min to 14\u00a0min), based on updates timed just now.",
                new ExpectedTime(600, 840, false).text());
        assertEquals(
                "About 1\u00a0s on this device, based on updates timed just now.",
                new ExpectedTime(0.2, 0.3, false).text());
        assertTrue(new ExpectedTime(60, 80, true).text().endsWith(" Early stopping may end it sooner."));
        assertTrue(ExpectedTime.of(STOPPING, 100, 1, 1).stopsEarly());
    }

    @Test
    void aRunOfHoursIsWarnedOfAndAShortVersionTakesFiveMinutes() {
        ExpectedTime hours = new ExpectedTime(3 * 3600, 5 * 3600, false);
        assertTrue(hours.text().startsWith("About 4\u00a0h on this device (3.0\u00a0h to 5.0\u00a0h), "), hours.text());
        assertTrue(hours.text().contains("The tab has to stay open; a short version"), hours.text());
        assertTrue(hours.isLong());
        assertEquals(300.0 / (4 * 3600), hours.shortShare(), 1e-12);
        assertFalse(new ExpectedTime(100, 200, false).isLong());
        assertEquals(1, new ExpectedTime(10, 20, false).shortShare(), 0);
    }

    @Test
    void aRangeThatRoundsToItsMiddleIsNotGiven() {
        String about = "About 1\u00a0min on this device, based on updates timed just now.";
        assertEquals(about, new ExpectedTime(51, 72, false).text());
        assertEquals(
                "About 1\u00a0min on this device (51\u00a0s to 2\u00a0min), based on updates timed just now.",
                new ExpectedTime(51, 95, false).text());
        assertEquals(
                "About 2\u00a0h on this device (1.8\u00a0h to 2.3\u00a0h), based on updates timed just now.",
                new ExpectedTime(1.8 * 3600, 2.3 * 3600, false).text().replaceAll(" The tab .*", ""));
    }
}
