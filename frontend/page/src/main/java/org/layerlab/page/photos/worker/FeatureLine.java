package org.layerlab.page.photos.worker;

import java.util.function.Consumer;

/** The worker on the GPU as {@link FeatureGathering} sees it; what it fails at goes to {@link FeatureGathering#failed}. */
interface FeatureLine {
    /** Opens it, and tells {@link FeatureGathering#opened}. */
    void open();

    /** Asks for a chunk's features. */
    void ask(int chunk, Consumer<double[]> then);

    /** Gives it back. */
    void close();
}
