package org.layerlab.page.photos;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker's network says of the photos that are loaded, as long as that holds. */
final class MeasuredPhotos {
    private static final String TRAIN = "train";

    private final Map<String, double[]> probabilities = new HashMap<>();
    /** How many updates the network had when it was told of last. */
    private int iteration = -1;

    /** The probabilities of a dog for {@code train} or {@code test}, or null where they are not measured. */
    double @Nullable [] of(String split) {
        return probabilities.get(split);
    }

    void put(String split, double[] values) {
        probabilities.put(split, values);
    }

    /** Other photos are loaded, or another network. */
    void clear() {
        probabilities.clear();
    }

    /**
     * The network is told of. Once it has moved, what it said of the training photos does not hold; what it says of the test
     * photos is told afresh.
     *
     * @param now how many updates were made
     * @param over whether the run is: it may then take back the best parameters that it had
     */
    void told(int now, boolean over) {
        if (now != iteration || over) {
            iteration = now;
            probabilities.remove(TRAIN);
        }
    }
}
