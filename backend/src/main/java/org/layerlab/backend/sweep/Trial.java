package org.layerlab.backend.sweep;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of a search.
 *
 * @param combination its index
 * @param rung the round, from 0
 * @param seed of the run
 * @param settings all that were given or chosen for it, as text by key
 */
public record Trial(int combination, int rung, long seed, LinkedHashMap<String, String> settings)
        implements Serializable {
    /** A run with these settings, which are copied. */
    public Trial(int combination, int rung, long seed, Map<String, String> settings) {
        this(combination, rung, seed, new LinkedHashMap<>(settings));
    }

    /** Which of a search's runs it is. */
    public record Key(int rung, int combination, long seed) {}

    /** Which of the search's runs it is. */
    public Key key() {
        return new Key(rung, combination, seed);
    }
}
