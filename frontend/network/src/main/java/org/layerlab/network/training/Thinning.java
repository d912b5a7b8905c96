package org.layerlab.network.training;

import java.util.List;

/** Makes room in a list that is drawn as a curve. */
public final class Thinning {
    private Thinning() {}

    /** Removes every second element, if there are more than {@code most}; the first and the last stay. */
    public static void thin(List<?> points, int most) {
        if (points.size() > most) {
            for (int i = points.size() - 2; i > 0; i -= 2) {
                points.remove(i);
            }
        }
    }
}
