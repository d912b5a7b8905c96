package org.layerlab.page.play;

import java.util.List;
import org.layerlab.network.data.InputFeature;

/** How the features of a network are written: {@code "x₁, x₂, sin x₁"}. */
final class FeatureNames {
    private FeatureNames() {}

    /** All of them, with commas between them. */
    static String text(List<InputFeature> features) {
        StringBuilder text = new StringBuilder();
        for (InputFeature feature : features) {
            text.append(text.length() == 0 ? "" : ", ").append(feature.label());
        }
        return text.toString();
    }
}
