package org.layerlab.page.training;

/** A run whose network takes photos. */
public interface Classifies extends Run {
    PhotoClassifier classifier();

    /**
     * The run's classifier.
     *
     * @throws IllegalStateException when its network takes points
     */
    static PhotoClassifier of(Run run) {
        if (run instanceof Classifies classifies) {
            return classifies.classifier();
        }
        throw new IllegalStateException("this network takes points, not photos");
    }
}
