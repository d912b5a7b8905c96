package org.layerlab.backend.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is searched: the combinations of some settings' values, each with each seed.
 *
 * @param command whose runs they are: {@code circles} or {@code train}
 * @param given the other settings that were given, as text by key
 * @param axes what is varied
 * @param seeds each combination's
 * @param draws random combinations; null for all of the grid
 * @param halving rounds of longer and longer runs of fewer and fewer combinations, or null
 * @param length the key of the setting that says how long a run is, which halving changes
 * @param whole the length of a whole run
 * @param photos identifies the photos to learn from, one text for each prepared set; empty for points
 */
public record Search(
        String command,
        Map<String, String> given,
        List<Axis> axes,
        List<Long> seeds,
        @Nullable Draws draws,
        @Nullable Halving halving,
        String length,
        long whole,
        List<String> photos) {
    /** The most runs that a search may have, over all rounds. */
    public static final int MOST_TRIALS = 10_000;

    public Search {
        given = new LinkedHashMap<>(given);
        axes = List.copyOf(axes);
        seeds = List.copyOf(seeds);
        photos = List.copyOf(photos);
        refuseTooMany(axes, seeds, draws);
        if (draws == null) {
            for (Axis axis : axes) {
                if (axis.span() != null) {
                    throw new IllegalArgumentException("axis " + axis.setting() + "=" + axis
                            + " is a range, which only --random draws from; a grid needs values");
                }
            }
        }
    }

    private static void refuseTooMany(List<Axis> axes, List<Long> seeds, @Nullable Draws draws) {
        double combinations = 1;
        for (Axis axis : axes) {
            combinations *= axis.values().size();
        }
        if (draws != null) {
            combinations = draws.count();
        }
        if (combinations * seeds.size() > MOST_TRIALS) {
            throw new IllegalArgumentException(String.format(
                    java.util.Locale.ROOT,
                    "%.0f combinations × %d %s are %.0f trials; at most %d are allowed",
                    combinations,
                    seeds.size(),
                    seeds.size() == 1 ? "seed" : "seeds",
                    combinations * seeds.size(),
                    MOST_TRIALS));
        }
    }

    /** The values of each combination, as text by the keys of the axes. */
    public List<Map<String, String>> combinations() {
        if (draws != null) {
            return draws.of(axes);
        }
        List<Map<String, String>> grid = new ArrayList<>(List.of(Map.of()));
        for (Axis axis : axes) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> shorter : grid) {
                for (String value : axis.values()) {
                    Map<String, String> combination = new LinkedHashMap<>(shorter);
                    combination.put(axis.setting().key(), value);
                    longer.add(combination);
                }
            }
            grid = longer;
        }
        return grid;
    }

    /** The rounds; without halving, a single one of full length. */
    public List<Halving.Rung> rungs(int combinations) {
        return halving == null ? List.of(new Halving.Rung(combinations, whole)) : halving.rungs(combinations, whole);
    }
}
