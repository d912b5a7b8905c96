package org.layerlab.page.settings;

import org.layerlab.network.data.Points;

/** A data set's own settings, for links that do not say them: a network that learns it within seconds. */
final class OwnSetUp {
    private OwnSetUp() {}

    /** The noise at which the set is interesting, as a link says it; empty for the default. */
    static String noise(Points dataset) {
        return switch (dataset) {
            case BLOBS -> "noise=40";
            case XOR -> "noise=5";
            case SPIRAL -> "noise=3";
            default -> "";
        };
    }

    /** Network and training, as a link says them; empty for the defaults. */
    static String training(Points dataset) {
        return switch (dataset) {
            case MOONS -> "networkShape=8&initialization=he&learningRate=0.5&iterations=5000";
            case BLOBS -> "networkShape=4&initialization=he&iterations=2000";
            case XOR -> "networkShape=8&initialization=he&learningRate=0.5&iterations=5000";
            case SPIRAL -> "networkShape=16,16&initialization=he&optimizer=adam&learningRate=0.01&iterations=3000";
            case CUSTOM -> "networkShape=8,8&initialization=he&optimizer=adam&learningRate=0.01&iterations=3000";
            default -> "";
        };
    }
}
