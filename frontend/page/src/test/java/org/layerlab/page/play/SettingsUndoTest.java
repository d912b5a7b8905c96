package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.page.settings.PlaySettings;

class SettingsUndoTest {
    private static final PlaySettings FIRST = PlaySettings.DEFAULT;
    private static final PlaySettings SECOND = FIRST.with("learningRate=0.5");
    private static final PlaySettings THIRD = SECOND.with("networkShape=4,2");

    private final SettingsUndo undo = new SettingsUndo();

    @Test
    void eachChangeIsTakenBackAndMadeAgain() {
        assertFalse(undo.canUndo());
        undo.changed(FIRST, SECOND);
        undo.changed(SECOND, THIRD);
        assertEquals(SECOND, undo.undo(THIRD));
        assertEquals(FIRST, undo.undo(SECOND));
        assertFalse(undo.canUndo());
        assertEquals(SECOND, undo.redo(FIRST));
        assertEquals(THIRD, undo.redo(SECOND));
        assertFalse(undo.canRedo());
    }

    @Test
    void anotherChangeEndsWhatCouldBeMadeAgain() {
        undo.changed(FIRST, SECOND);
        undo.undo(SECOND);
        assertTrue(undo.canRedo());
        undo.changed(FIRST, THIRD);
        assertFalse(undo.canRedo());
        assertEquals(FIRST, undo.undo(THIRD));
    }

    @Test
    void howARunIsShownDoesNotCount() {
        undo.changed(FIRST, FIRST.with("showTestData=true"));
        assertFalse(undo.canUndo());
    }

    @Test
    void aHundredChangesAreKept() {
        for (int seed = 0; seed < 150; seed++) {
            undo.changed(FIRST.with("seed=" + seed), FIRST.with("seed=" + (seed + 1)));
        }
        PlaySettings now = FIRST.with("seed=150");
        int taken = 0;
        while (undo.canUndo()) {
            now = undo.undo(now);
            taken++;
        }
        assertEquals(100, taken);
        assertEquals(50, now.seed());
    }

    private static WeightEdit edit(double from, double to, int iteration) {
        return new WeightEdit(1, 0, -1, from, to, iteration);
    }

    @Test
    void aWeightIsSetBackBeforeSettingsAre() {
        undo.changed(FIRST, SECOND);
        undo.edited(edit(0.5, 9, 5000));
        undo.edited(edit(9, 3, 5000));
        assertEquals(edit(9, 3, 5000), undo.nextEdit(true));
        undo.moveEdit(true, 5000);
        assertEquals(edit(0.5, 9, 5000), undo.nextEdit(true));
        undo.moveEdit(true, 5000);
        assertNull(undo.nextEdit(true), "the settings come next");
        assertEquals(edit(0.5, 9, 5000), undo.nextEdit(false));
        undo.moveEdit(false, 5000);
        assertEquals(edit(0.5, 9, 5000), undo.nextEdit(true));
        assertEquals(edit(9, 3, 5000), undo.nextEdit(false));
        undo.edited(edit(9, 1, 5100));
        assertFalse(undo.canRedo());
    }

    @Test
    void whatIsUndoneDoesNotShortenARunThatGoesOn() {
        PlaySettings longer = SECOND.with("iterations=77000");
        undo.changed(FIRST, SECOND);
        undo.changed(FIRST.with("iterations=300"), SECOND);
        undo.lengthen(SECOND.iterations(), 77_000);
        assertEquals(300, undo.undo(longer).iterations(), "another length is another setting");
        PlaySettings back = undo.undo(FIRST.with("iterations=300"));
        assertEquals(FIRST.with("iterations=77000"), back);
    }

    /** As a key does that is held. */
    @Test
    void manyWeightsPushNoSettingsOut() {
        undo.changed(FIRST, SECOND);
        for (int i = 0; i < 1000; i++) {
            undo.edited(edit(i, i + 1, 5000));
        }
        for (int i = 1000; undo.nextEdit(true) != null; i--) {
            assertEquals(edit(i - 1, i, 5000), undo.nextEdit(true));
            undo.moveEdit(true, 5000);
        }
        assertEquals(FIRST, undo.undo(SECOND));
    }

    @Test
    void whatWasSetBackLaterIsForgottenWithThatMoment() {
        undo.edited(edit(0.5, 9, 5000));
        undo.moveEdit(true, 10000);
        undo.cut(7000);
        assertFalse(undo.canRedo(), "the run is as it was before it was set back");
        assertFalse(undo.canUndo());
    }

    /** Another run has other weights. */
    @Test
    void weightsAreForgottenWithTheirRunAndSettingsStay() {
        undo.changed(FIRST, SECOND);
        undo.edited(edit(0.5, 9, 0));
        undo.edited(edit(0.5, 9, 5000));
        undo.moveEdit(true, 5000);
        undo.cut(4000);
        assertFalse(undo.canRedo());
        assertEquals(edit(0.5, 9, 0), undo.nextEdit(true));
        undo.cut(-1);
        assertNull(undo.nextEdit(true));
        assertEquals(FIRST, undo.undo(SECOND));
        assertNull(undo.nextEdit(false));
        assertEquals(SECOND, undo.redo(FIRST));
    }

    @Test
    void placedPointsStay() {
        PlaySettings drawn = FIRST.with(CustomPoints.NONE.with(0.5, 0.5, 1));
        PlaySettings faster = drawn.with("learningRate=0.5");
        undo.changed(drawn, faster);
        PlaySettings more = faster.with(faster.points().with(-0.5, 0.5, 0));
        PlaySettings back = undo.undo(more);
        assertEquals(2, back.points().size());
        assertEquals(drawn.learningRate(), back.learningRate());
    }
}
