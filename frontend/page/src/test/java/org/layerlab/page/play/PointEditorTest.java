package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;

class PointEditorTest {
    private static final CustomPoints TWO = CustomPoints.NONE.with(0, 0, 0).with(1, 1, 1);

    private static PointEditor editor(CustomPoints points) {
        PointEditor editor = new PointEditor();
        editor.show(points);
        return editor;
    }

    @Test
    void aStrokeIsOneChange() {
        PointEditor editor = editor(TWO);
        assertFalse(editor.canUndo());
        assertTrue(editor.place(0.5, 0.5, 1));
        assertTrue(editor.place(0.6, 0.6, 1));
        assertFalse(editor.canUndo(), "it is not complete yet");
        assertTrue(editor.finish());
        assertEquals(4, editor.points().size());
        assertEquals(3, editor.counts()[1]);
        assertTrue(editor.undo());
        assertEquals(TWO, editor.points());
        assertFalse(editor.undo());
    }

    @Test
    void whatChangesNothingIsNoChange() {
        PointEditor editor = editor(TWO);
        editor.erase(5, 5, 0.1);
        editor.move(3, 3);
        assertFalse(editor.finish());
        assertFalse(editor.canUndo());
    }

    @Test
    void allPointsWithinReachAreErased() {
        PointEditor editor = editor(TWO.with(0.01, 0, 1).with(0, 0.01, 0));
        editor.erase(0, 0, 0.1);
        assertTrue(editor.finish());
        assertEquals(1, editor.points().size());
        assertEquals(1, editor.counts()[1]);
    }

    @Test
    void aPointIsTakenMovedAndLetGo() {
        PointEditor editor = editor(TWO);
        assertFalse(editor.hold(0.5, 0.5, 0.1), "none is near");
        assertTrue(editor.hold(0.95, 1, 0.1));
        assertTrue(editor.holds());
        editor.move(0.5, 0.25);
        editor.release();
        assertFalse(editor.holds());
        editor.move(0, 0);
        assertTrue(editor.finish());
        assertTrue(editor.points().nearest(0.5, 0.25, 0.01) >= 0);
        assertEquals(2, editor.points().size());
    }

    @Test
    void pointsFromElsewhereForgetThePast() {
        PointEditor editor = editor(TWO);
        editor.place(3, 3, 0);
        editor.finish();
        editor.show(editor.points());
        assertTrue(editor.canUndo(), "the same points again");
        editor.show(CustomPoints.NONE);
        assertFalse(editor.canUndo());
    }

    @Test
    void aTableReplacesThemAndCanBeTakenBack() {
        PointEditor editor = editor(TWO);
        editor.replace(CustomPoints.NONE);
        assertTrue(editor.finish());
        assertTrue(editor.undo());
        assertEquals(TWO, editor.points());
    }

    @Test
    void noMoreThanTheMostCanBePlaced() {
        CustomPoints full = CustomPoints.of(Points.XOR.generate(CustomPoints.MOST, 0.1, 1));
        PointEditor editor = editor(full);
        assertFalse(editor.place(0, 0, 1));
        assertFalse(editor.finish());
    }

    @Test
    void onlyTheLastChangesAreKept() {
        PointEditor editor = editor(CustomPoints.NONE);
        Random random = new Random(3);
        for (int i = 0; i < 70; i++) {
            editor.place(random.nextGaussian(), random.nextGaussian(), random.nextInt(2));
            assertTrue(editor.finish());
        }
        int undone = 0;
        while (editor.undo()) {
            undone++;
        }
        assertEquals(50, undone);
        assertEquals(20, editor.points().size());
    }

    @Test
    void classesComeAndGoWithTheirPointsAlsoWhenAChangeIsTakenBack() {
        PointEditor editor = new PointEditor();
        for (int label = 0; label < 4; label++) {
            editor.place(label, 0, label);
            editor.finish();
        }
        assertArrayEquals(new int[] {1, 1, 1, 1}, editor.counts());
        editor.undo();
        assertArrayEquals(new int[] {1, 1, 1}, editor.counts());
        editor.erase(2, 0, 0.1);
        editor.finish();
        assertArrayEquals(new int[] {1, 1}, editor.counts());
        editor.undo();
        assertArrayEquals(new int[] {1, 1, 1}, editor.counts());
        editor.place(0, 1, 5);
        assertArrayEquals(new int[] {1, 1, 1, 0, 0, 1}, editor.counts());
    }

    @Test
    void aStrokeThatIsCanceledLeavesNothing() {
        PointEditor editor = new PointEditor();
        editor.place(0, 0, 1);
        editor.finish();
        editor.place(1, 1, 0);
        editor.place(2, 2, 0);
        editor.cancel();
        assertFalse(editor.finish());
        assertEquals(1, editor.points().size());
        assertTrue(editor.undo());
        assertEquals(0, editor.points().size());
    }
}
