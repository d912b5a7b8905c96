package org.layerlab.page.play.worker;

import org.layerlab.network.data.BayesOptimum;
import org.layerlab.network.data.Points;
import org.layerlab.page.settings.PlaySettings;

/**
 * The best that can be had on points: sums over tens of thousands of places, which most runs share with the one before.
 *
 * @param accuracy that nothing can exceed on average; NaN if unknown, or for points with numbers
 * @param best the same, and of points with numbers the R²
 */
record Optimum(Points dataset, int classes, double noise, double accuracy, double best) {
    /** Nothing is known yet, of points that nobody has. */
    static final Optimum NONE = new Optimum(Points.CUSTOM, 0, Double.NaN, Double.NaN, Double.NaN);

    /** Of the points of these settings: this one, where they are of the same kind. */
    Optimum of(PlaySettings settings) {
        double theirs = settings.noise() / 100;
        if (settings.dataset() == dataset && settings.classes() == classes && theirs == noise) {
            return this;
        }
        double highest = BayesOptimum.accuracy(settings.dataset(), settings.classes(), theirs);
        return new Optimum(
                settings.dataset(),
                settings.classes(),
                theirs,
                highest,
                settings.dataset().isRegression() ? BayesOptimum.r2(settings.dataset(), theirs) : highest);
    }
}
