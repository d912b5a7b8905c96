package org.layerlab.page.training;

import java.util.List;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;

/** A run whose network divides a plane. */
public interface ShowsPlane extends Run {
    /** The training points, as the network is given them: a row for each feature. */
    LabeledSet points();

    /** What the network is given of a point. */
    List<InputFeature> features();

    /** The part of the plane that is shown: x low, x high, y low, y high. */
    double[] window();

    /**
     * The probabilities over the window, rows from its top.
     *
     * @param still whether the surface is looked at for a while, so that it may take longer
     */
    float[] boundary(boolean still);

    /**
     * The run's plane.
     *
     * @throws IllegalStateException when its network takes photos
     */
    static ShowsPlane of(Run run) {
        if (run instanceof ShowsPlane plane) {
            return plane;
        }
        throw new IllegalStateException("this network takes photos, not points");
    }
}
