package org.layerlab.backend.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.layerlab.network.data.NumpyRandom;

/**
 * Random combinations, all different.
 *
 * @param count how many
 * @param seed that they are drawn with
 */
public record Draws(int count, long seed) {
    /** How often each combination is drawn before the axes count as having too few. */
    private static final int PATIENCE = 100;

    /**
     * The combinations.
     *
     * @throws IllegalArgumentException when the axes do not have this many
     */
    List<Map<String, String>> of(List<Axis> axes) {
        NumpyRandom random = new NumpyRandom(seed);
        Set<Map<String, String>> drawn = new LinkedHashSet<>();
        for (int k = 0; k < count; k++) {
            int tries = 0;
            while (drawn.size() == k) {
                if (++tries > PATIENCE) {
                    throw new IllegalArgumentException("--random is " + count + ", but the axes gave only " + k
                            + (k == 1 ? " combination" : " different combinations")
                            + "; a grid has each of them once");
                }
                Map<String, String> combination = new LinkedHashMap<>();
                for (Axis axis : axes) {
                    combination.put(axis.setting().key(), axis.draw(random));
                }
                drawn.add(combination);
            }
        }
        return new ArrayList<>(drawn);
    }
}
