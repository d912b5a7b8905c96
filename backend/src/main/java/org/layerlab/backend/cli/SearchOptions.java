package org.layerlab.backend.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.sweep.Axis;
import org.layerlab.backend.sweep.Draws;
import org.layerlab.backend.sweep.Halving;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.LearningSettings;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of the search commands: what varies, and how the runs are made. */
final class SearchOptions {
    private static final int MOST_SEEDS = 1000;
    private static final int MOST_THREADS = 1024;

    @Parameters(
            paramLabel = "AXIS",
            arity = "0..*",
            description = "What --random varies. NAME=VALUE,VALUE draws from a list (layers: layers=2,4,1/2,10,1), "
                    + "NAME=MIN..MAX from a range, NAME=log:MIN..MAX from a range on a log scale.")
    private List<String> drawn = List.of();

    @Option(
            names = "--grid",
            paramLabel = "AXIS",
            description = "Try these values of a setting: NAME=VALUE,VALUE, or layers=2,4,1/2,10,1. If repeated, all "
                    + "combinations are tried.")
    private List<String> grid = List.of();

    @Option(names = "--random", paramLabel = "N", description = "Draw N combinations from the axes that follow.")
    private @Nullable Integer random;

    @Option(
            names = "--search-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of --random. Default: ${DEFAULT-VALUE}.")
    private long searchSeed;

    @Option(
            names = "--halving",
            paramLabel = "eta=N",
            description =
                    "Begin with short runs; the best 1/eta of the combinations get runs eta times as long, and so "
                            + "on up to the full length.")
    private @Nullable String halving;

    @Option(
            names = "--seeds",
            paramLabel = "SEEDS",
            description = "Run each combination with each of these seeds, and rank by the mean: 1..5, or 1,7,12.")
    private @Nullable String seeds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Number of parallel runs. Default: one per core.")
    private int threads;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description =
                    "Write results to this folder, as sweep.json and sweep.csv, or to this .json file and a .csv file "
                            + "beside it. Run the same command again to resume.")
    private @Nullable Path out;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    SearchOptions() {}

    int threads() {
        if (threads < 0 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "--threads is " + threads + "; it must be 1 to " + MOST_THREADS + ", or 0 for one per core");
        }
        return threads;
    }

    @Nullable
    Path out() {
        return out;
    }

    @Nullable
    Draws draws() {
        if (random == null) {
            return null;
        }
        if (random < 1) {
            throw new IllegalArgumentException("--random is " + random + "; it must be at least 1");
        }
        LearningSettings.SEED.require(searchSeed);
        return new Draws(random, searchSeed);
    }

    @Nullable
    Halving halving() {
        return halving == null ? null : Halving.parse(halving);
    }

    /**
     * What varies.
     *
     * @param rows the settings of the runs
     * @param fixed those that may not vary, and why
     * @param given keys of those that were given as options
     * @throws IllegalArgumentException when that cannot be searched
     */
    List<Axis> axes(List<Setting<?>> rows, Map<Setting<?>, String> fixed, Set<String> given) {
        if (random == null && !drawn.isEmpty()) {
            throw new IllegalArgumentException(
                    drawn.get(0) + " is an axis for --random N; for a grid, write --grid " + drawn.get(0));
        }
        if (random != null && !grid.isEmpty()) {
            throw new IllegalArgumentException("--random " + random + " and --grid " + grid.get(0)
                    + " are two searches; write the axes of --random without --grid");
        }
        List<String> texts = random == null ? grid : drawn;
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("nothing varies: give --grid NAME=VALUE,VALUE, or --random N with "
                    + "NAME=MIN..MAX, where NAME is one of " + names(rows, fixed));
        }
        List<Axis> axes = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        for (String text : texts) {
            Axis axis = Axis.parse(text, rows);
            Setting<?> setting = axis.setting();
            String why = fixed.get(setting);
            if (why != null) {
                throw new IllegalArgumentException("axis " + setting + " can't vary: " + why);
            }
            if (!keys.add(setting.key())) {
                throw new IllegalArgumentException("axis " + setting + " is given twice");
            }
            if (given.contains(setting.key())) {
                throw new IllegalArgumentException(SettingOptions.name(setting) + " and the axis " + setting
                        + " both set the " + setting.name() + "; give one of them");
            }
            axes.add(axis);
        }
        return axes;
    }

    private static String names(List<Setting<?>> rows, Map<Setting<?>, String> fixed) {
        StringBuilder names = new StringBuilder();
        for (Setting<?> row : rows) {
            if (!fixed.containsKey(row)) {
                names.append(names.length() == 0 ? "" : ", ").append(row.key());
            }
        }
        return names.toString();
    }

    /**
     * The seeds of the runs.
     *
     * @param row what a seed may be
     * @param seed the one that was given as an option, or null
     */
    List<Long> seeds(Setting<Long> row, @Nullable Long seed) {
        if (seeds == null) {
            return List.of(seed == null ? row.byDefault() : seed);
        }
        if (seed != null) {
            throw new IllegalArgumentException(
                    "--seed " + seed + " and --seeds " + seeds + " both set the seeds; give one of them");
        }
        Set<Long> all = new LinkedHashSet<>();
        for (String part : Text.split(seeds, ',')) {
            int to = part.indexOf("..");
            long first = row.parse(to < 0 ? part : part.substring(0, to));
            long last = to < 0 ? first : row.parse(part.substring(to + 2));
            if (last < first) {
                throw new IllegalArgumentException("--seeds " + part + " ends before it begins");
            }
            if (last - first >= MOST_SEEDS - all.size()) {
                throw new IllegalArgumentException("--seeds " + seeds + " has more than " + MOST_SEEDS
                        + " seeds; at most " + MOST_SEEDS + " are allowed");
            }
            for (long one = first; one <= last; one++) {
                if (!all.add(one)) {
                    throw new IllegalArgumentException("--seeds " + seeds + " has " + one + " twice");
                }
            }
        }
        return List.copyOf(all);
    }
}
