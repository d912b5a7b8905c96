package org.layerlab.page.photos.train;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.training.Thinning;

/** The points of several curves over the iterations, each curve thinned by itself. */
final class AccuracyPoints {
    /** With more in a curve, every second one goes. */
    static final int MOST = 600;

    /** Iteration and value, in the order of the iterations. */
    private final List<List<double[]>> curves = new ArrayList<>();

    /** Without points. */
    AccuracyPoints(int curves) {
        for (int i = 0; i < curves; i++) {
            this.curves.add(new ArrayList<>());
        }
    }

    void clear() {
        curves.forEach(List::clear);
    }

    /**
     * Adds what is known at an iteration. It may be one that has passed.
     *
     * @param values one for each curve; NaN where it is not known
     */
    void add(int iteration, double... values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                add(curves.get(i), new double[] {iteration, values[i]});
            }
        }
    }

    private static void add(List<double[]> curve, double[] point) {
        int at = curve.size();
        while (at > 0 && curve.get(at - 1)[0] > point[0]) {
            at--;
        }
        if (at > 0 && curve.get(at - 1)[0] == point[0]) {
            curve.set(at - 1, point);
        } else {
            curve.add(at, point);
        }
        Thinning.thin(curve, MOST);
    }

    /** The points of a curve, iteration and value. */
    List<double[]> known(int curve) {
        return List.copyOf(curves.get(curve));
    }
}
