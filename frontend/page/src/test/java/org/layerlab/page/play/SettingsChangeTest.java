package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.page.settings.PlaySettings;

class SettingsChangeTest {
    private static final CustomPoints OWN = CustomPoints.NONE.with(0.5, -1, 1).with(2, 2, 0);

    private static SettingsChange change(String before, String with) {
        PlaySettings settings = PlaySettings.parse(before).settings();
        return SettingsChange.of(settings, settings.with(with), () -> OWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noise=20",
                "trainSize=200",
                "testSize=50",
                "networkShape=4",
                "networkShape=",
                "seed=2",
                "precision=float32",
                "activation=tanh",
                "initialization=he",
                "batchSize=10",
                "optimizer=adam",
                "dataset=moons"
            })
    void whatShapesTheRunNeedsAFreshOne(String with) {
        assertTrue(change("", with).freshRun());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "learningRate=0.1",
                "iterations=100",
                "schedule=cosine",
                "schedule=oneCycle",
                "regularization=L2&regularizationRate=0.01"
            })
    void whatTheTrainingTakesUpAsItGoesNeedsNone(String with) {
        SettingsChange change = change("", with);
        assertFalse(change.freshRun());
        assertTrue(change.training());
        assertFalse(change.stopRules());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopCost=0.1", "stopPatience=10", "stopSeconds=3"})
    void rulesThatEndItEarlyAreTheirOwn(String with) {
        SettingsChange change = change("", with);
        assertFalse(change.freshRun());
        assertFalse(change.training());
        assertTrue(change.stopRules());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "showTestData=true", "discretize=true", "regularization=L1"})
    void whatIsOnlySeenChangesNothingInTheRun(String with) {
        SettingsChange change = change("", with);
        assertFalse(change.freshRun());
        assertFalse(change.training(), "a penalty of strength 0 is none");
        assertFalse(change.stopRules());
    }

    @Test
    void pointsOfOnesOwnNeedAFreshRunWhenTheyChange() {
        String custom = "dataset=custom&points=" + OWN.encode();
        assertTrue(change(custom, "points=" + OWN.with(1, 1, 1).encode()).freshRun());
        assertTrue(change(custom, "percTrainData=50").freshRun());
        assertFalse(change(custom, "").freshRun());
    }

    @Test
    void anotherDataSetBringsItsOwnNetworkAlong() {
        SettingsChange change = change("seed=7", "dataset=spiral");
        assertEquals(PlaySettings.of(Points.SPIRAL).with("seed=7"), change.settings());
        assertEquals(
                java.util.List.of(3),
                change("networkShape=3", "dataset=spiral").settings().hidden(),
                "but not over a network that a person has changed");
    }

    @Test
    void theCustomDataSetBeginsWithOnesOwnPoints() {
        assertEquals(OWN, change("", "dataset=custom").settings().points());
        CustomPoints others = CustomPoints.NONE.with(3, 3, 1);
        assertEquals(
                others,
                change("dataset=custom", "points=" + others.encode()).settings().points());
    }

    @Test
    void seedsFollowEachOtherInACircle() {
        assertEquals(2, PlaySettings.DEFAULT.nextSeed());
        assertEquals(0, PlaySettings.DEFAULT.with("seed=4294967294").nextSeed());
    }

    @Test
    void whatARunTakesUpIsSaidInWords() {
        PlaySettings settings = PlaySettings.parse("learningRate=0.2").settings();
        assertEquals("", SettingsChange.told(settings, settings));
        assertEquals("", SettingsChange.told(settings, settings.with("iterations=20&stopCost=0.1&showTestData=true")));
        assertEquals(
                "Learning rate: 0.2 → 0.5; Regularization: None → L2; Strength (λ): 0 → 0.01",
                SettingsChange.told(
                        settings, settings.with("learningRate=0.5&regularization=L2&regularizationRate=0.01")));
    }

    @Test
    void allThatIsUndoneIsSaidInWordsButHowARunIsShown() {
        PlaySettings settings =
                PlaySettings.parse("networkShape=4&noise=15&learningRate=0.2").settings();
        assertEquals("", SettingsChange.words(settings, settings.with("showTestData=true&discretize=true")));
        assertEquals(
                "Hidden layers: 4 → none; Learning rate: 0.2 → 0.5; Iterations: 15000 → 20",
                SettingsChange.words(settings, settings.with("networkShape=&learningRate=0.5&iterations=20")));
    }

    @Test
    void lengthIsToldOnlyWhereAScheduleDependsOnIt() {
        PlaySettings constant = PlaySettings.DEFAULT;
        PlaySettings cosine = constant.with("schedule=cosine&iterations=1000");
        assertEquals("", SettingsChange.told(constant, constant.with("iterations=77")));
        assertEquals("Iterations: 1000 \u2192 2000", SettingsChange.told(cosine, cosine.with("iterations=2000")));
    }
}
