package org.layerlab.backend.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.layerlab.backend.sweep.Axis;
import org.layerlab.backend.sweep.Halving;
import org.layerlab.backend.sweep.PointsWork;
import org.layerlab.backend.sweep.Results;
import org.layerlab.backend.sweep.Search;
import org.layerlab.backend.sweep.Trial;
import org.layerlab.backend.sweep.TrialPlace;
import org.layerlab.backend.sweep.TrialWork;
import org.layerlab.backend.training.PointsRun;
import org.layerlab.backend.training.PointsSettings;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.training.LearningSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Searches on points of the plane. */
@Command(
        name = "circles",
        description = {
            "Searches on points in the plane.",
            "For example:",
            "  layerlab sweep circles --grid learningRate=0.03,0.1,0.3 --grid layers=2,4,1/2,10,1 --seeds 1..5"
        })
final class SweepCirclesCommand implements Callable<Integer>, SettingOptions.Command {
    private static final WholeSetting VALIDATION_POINTS = new WholeSetting(
            PointsSettings.VALIDATION_POINTS.key(),
            PointsSettings.VALIDATION_POINTS.label(),
            "Points to compare runs on, neither trained nor tested on, drawn with a seed of their own.",
            300,
            2,
            Integer.MAX_VALUE);

    private static final List<Setting<?>> ROWS = rows();

    private static final String COMPARED = "runs can only be compared on the same points; give it as an option";

    /** What may not vary, and why. */
    private static final Map<Setting<?>, String> FIXED = fixed();

    private final TerminalOutput console;
    private final Interruption interruption;
    private final TrialPlace.Factory places;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SearchOptions options;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    SweepCirclesCommand(TerminalOutput console, Interruption interruption, TrialPlace.Factory places) {
        this.console = console;
        this.interruption = interruption;
        this.places = places;
    }

    private static List<Setting<?>> rows() {
        List<Setting<?>> rows = new ArrayList<>(PointsSettings.ALL);
        rows.set(rows.indexOf(PointsSettings.VALIDATION_POINTS), VALIDATION_POINTS);
        return List.copyOf(rows);
    }

    private static Map<Setting<?>, String> fixed() {
        Map<Setting<?>, String> fixed = new LinkedHashMap<>();
        for (Setting<?> row : ROWS) {
            if (row.key().equals(LearningSettings.SEED.key())) {
                fixed.put(row, "--seeds says which seeds each combination gets");
            }
        }
        for (Setting<?> row :
                List.of(PointsSettings.DATASET, PointsSettings.NOISE, PointsSettings.TEST_POINTS, VALIDATION_POINTS)) {
            fixed.put(row, COMPARED);
        }
        return fixed;
    }

    @Override
    public List<Setting<?>> settings() {
        return ROWS;
    }

    @Override
    public Integer call() throws CommandException {
        Results results;
        Search search;
        int threads;
        try {
            threads = options.threads();
            search = search();
            results = new Results(search, regression(search));
            check(results);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        TrialLine line = new TrialLine("circles", PointsSettings.ALL, List.of());
        SweepWork work = new SweepWork() {
            @Override
            public TrialWork training() {
                return new PointsWork();
            }

            @Override
            public TrialWork testing(List<Trial> chosen) {
                return new PointsWork();
            }
        };
        return new SweepRun(console, interruption, places, System::nanoTime)
                .run(results, work, line, SweepFile.at(options.out(), results, line, console), threads);
    }

    private Search search() {
        Map<String, String> given = SettingOptions.texts(spec, ROWS);
        List<Axis> axes = options.axes(ROWS, FIXED, given.keySet());
        String seed = given.remove(LearningSettings.SEED.key());
        List<Long> seeds = options.seeds(seedRow(), seed == null ? null : Long.valueOf(seed));
        refuseSharedSeeds(seeds);
        given.putIfAbsent(VALIDATION_POINTS.key(), VALIDATION_POINTS.text(VALIDATION_POINTS.byDefault()));
        Halving halving = options.halving();
        String length = LearningSettings.ITERATIONS.key();
        if (halving != null
                && axes.stream().anyMatch(axis -> axis.setting().key().equals(length))) {
            throw new IllegalArgumentException("--halving says how long runs are, so axis " + length + " can't vary");
        }
        long whole = PointsWork.chosen(given).get(LearningSettings.ITERATIONS);
        return new Search("circles", given, axes, seeds, options.draws(), halving, length, whole, List.of());
    }

    private static WholeSetting seedRow() {
        for (Setting<?> row : ROWS) {
            if (row.key().equals(LearningSettings.SEED.key()) && row instanceof WholeSetting whole) {
                return whole;
            }
        }
        throw new IllegalStateException("a run on points has a seed");
    }

    /** Points to compare on may not be those that another seed trains or tests on. */
    private static void refuseSharedSeeds(List<Long> seeds) {
        Set<Long> drawn = new HashSet<>();
        for (long seed : seeds) {
            drawn.add(seed);
            drawn.add(seed + 1);
        }
        for (long seed : seeds) {
            if (drawn.contains(PointsRun.validationSeed(seed))) {
                throw new IllegalArgumentException("the validation points of seed " + seed + " are drawn with seed "
                        + PointsRun.validationSeed(seed)
                        + ", whose points another seed trains or tests on; seeds below "
                        + PointsRun.validationSeed(0) + " keep them apart");
            }
        }
    }

    private static boolean regression(Search search) {
        return PointsWork.chosen(search.given()).get(PointsSettings.DATASET).isRegression();
    }

    /** Refuses combinations that no run can have, and such that would not have the same points. */
    private static void check(Results results) throws CommandException {
        PointsRun first = null;
        for (int i = 0; i < results.combinations().size(); i++) {
            Map<String, String> settings =
                    results.trial(i, 0, results.search().seeds().get(0)).settings();
            PointsRun run = PointsRun.of(PointsWork.chosen(settings));
            Memory.requireRoomToLearn(run.architecture(), Memory.most());
            if (first == null) {
                first = run;
                requirePoints(run);
            } else if (run.classes() != first.classes()) {
                throw new IllegalArgumentException("layers " + first.architecture() + " have " + first.classes()
                        + " classes and " + run.architecture() + " " + run.classes()
                        + "; runs can only be compared on the same points");
            }
        }
    }

    private static void requirePoints(PointsRun run) {
        run.train();
        run.test();
        run.validation();
    }
}
