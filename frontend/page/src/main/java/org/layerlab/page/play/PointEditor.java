package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.CustomPoints;

/**
 * The points that a person is changing. A change, such as a stroke of the pointer, is complete with {@link #finish}, and
 * {@link #undo} takes it back as a whole.
 */
final class PointEditor {
    /** At most this many changes can be taken back. */
    private static final int MOST_PAST = 50;

    private CustomPoints points = CustomPoints.NONE;
    /** The points as the others know them, and as they were before each of the last changes. */
    private CustomPoints known = CustomPoints.NONE;

    private final List<CustomPoints> past = new ArrayList<>();
    private boolean touched;
    private int held = -1;

    /** Shows these points; if they are not those last edited here, the undo history is cleared. */
    void show(CustomPoints placed) {
        points = placed;
        if (!placed.equals(known)) {
            past.clear();
        }
        // The same points may come from another table.
        known = placed;
    }

    /** The points as they are now. */
    CustomPoints points() {
        return points;
    }

    /** How many points there are of each class. */
    int[] counts() {
        int[] counts = new int[points.classes()];
        for (int i = 0; i < points.size(); i++) {
            counts[points.label(i)]++;
        }
        return counts;
    }

    /** Adds a point; false where there can be no more. */
    boolean place(double x, double y, int label) {
        if (points.size() == CustomPoints.MOST) {
            return false;
        }
        change(points.with(x, y, label));
        return true;
    }

    /** Takes away all points within a distance. */
    void erase(double x, double y, double within) {
        CustomPoints left = points;
        for (int found = left.nearest(x, y, within); found >= 0; found = left.nearest(x, y, within)) {
            left = left.without(found);
        }
        change(left);
    }

    /** Takes hold of the nearest point within a distance; whether there is one. */
    boolean hold(double x, double y, double within) {
        held = points.nearest(x, y, within);
        return held >= 0;
    }

    /** Whether a point is held. */
    boolean holds() {
        return held >= 0;
    }

    /** Lets go of the point that is held. */
    void release() {
        held = -1;
    }

    /** Moves the point that is held, where one is. */
    void move(double x, double y) {
        if (held >= 0) {
            change(points.moved(held, x, y));
        }
    }

    /** Replaces these points by others. */
    void replace(CustomPoints others) {
        points = others;
        touched = true;
    }

    private void change(CustomPoints to) {
        touched |= !to.equals(points);
        points = to;
    }

    /** Takes a change back that is not complete. */
    void cancel() {
        points = known;
        touched = false;
    }

    /** Completes a change; whether there was one. */
    boolean finish() {
        if (!touched) {
            return false;
        }
        touched = false;
        past.add(known);
        if (past.size() > MOST_PAST) {
            past.remove(0);
        }
        known = points;
        return true;
    }

    /** Whether a change can be taken back. */
    boolean canUndo() {
        return !past.isEmpty();
    }

    /** Takes the last change back; whether there was one. */
    boolean undo() {
        if (past.isEmpty()) {
            return false;
        }
        held = -1;
        points = past.remove(past.size() - 1);
        known = points;
        return true;
    }
}
