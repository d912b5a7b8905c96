package org.layerlab.page.play;

import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.page.browser.Kept;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunBeginning;

/** The points that a person has placed, which this browser keeps. */
final class OwnPoints {
    private static final String KEPT = "points";

    private OwnPoints() {}

    /** Keeps them for another visit. */
    static void keep(CustomPoints points) {
        Kept.put(KEPT, points.encode());
    }

    /** The points that were kept, else a copy of those that were shown before; none after a regression. */
    static CustomPoints after(PlaySettings before) {
        String kept = Kept.get(KEPT);
        try {
            if (kept != null && !kept.isEmpty()) {
                return CustomPoints.decode(kept);
            }
        } catch (IllegalArgumentException e) {
            Kept.remove(KEPT);
        }
        if (before.dataset() == Points.CUSTOM || before.dataset().isRegression()) {
            return CustomPoints.NONE;
        }
        return CustomPoints.of(RunBeginning.train(before));
    }
}
