package org.layerlab.page.play;

import org.layerlab.network.data.CustomPoints;
import org.layerlab.page.browser.LocalStore;

/** The points that a person has placed, which this browser keeps. */
final class OwnPoints {
    private static final String KEPT = "points";

    private OwnPoints() {}

    /** Keeps them for another visit. */
    static void keep(CustomPoints points) {
        LocalStore.put(KEPT, points.encode());
    }

    /** The points that were kept; none on a first visit. */
    static CustomPoints kept() {
        String kept = LocalStore.get(KEPT);
        try {
            if (kept != null && !kept.isEmpty()) {
                return CustomPoints.decode(kept);
            }
        } catch (IllegalArgumentException e) {
            LocalStore.remove(KEPT);
        }
        return CustomPoints.NONE;
    }
}
