package org.layerlab.page.settings;

import org.layerlab.network.data.Points;

/** A data set's own settings, for links that do not say them: a network that learns it within seconds. */
final class OwnSetUp {
    /** TensorFlow Playground's own. */
    private static final String TENSOR_FLOW =
            "rules=tensorflow&initialization=uniform&activation=tanh&batchSize=10&learningRate=0.03&iterations=25000";

    private OwnSetUp() {}

    /** How many points and the noise at which the set is interesting, as a link says it; empty for the defaults. */
    static String points(Points dataset) {
        return switch (dataset) {
            case BLOBS -> "noise=40";
            case XOR -> "noise=5";
            case SPIRAL -> "noise=3";
            case TF_CIRCLE, TF_XOR, TF_GAUSS, TF_SPIRAL -> "noise=0&trainSize=250&testSize=250";
            case TF_PLANE, TF_BELLS -> "noise=0&trainSize=600&testSize=600";
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
            case TF_CIRCLE, TF_XOR, TF_GAUSS -> TENSOR_FLOW + "&networkShape=4,2";
            case TF_PLANE -> TENSOR_FLOW + "&networkShape=";
            case TF_BELLS -> TENSOR_FLOW + "&networkShape=8,8";
            case TF_SPIRAL -> TENSOR_FLOW + "&networkShape=8,8&features=x,y,sinX,sinY";
            case CUSTOM -> "networkShape=8,8&initialization=he&optimizer=adam&learningRate=0.01&iterations=3000";
            default -> "";
        };
    }
}
