package org.layerlab.backend.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.sweep.Figure;
import org.layerlab.backend.sweep.Measured;
import org.layerlab.backend.sweep.Results;
import org.layerlab.backend.sweep.Spread;
import org.layerlab.backend.sweep.Standing;
import org.layerlab.backend.sweep.Trial;
import org.layerlab.backend.sweep.TrialPlace;

/** Makes the runs of a search, several at a time, and says which combination is best. */
final class SweepRun {
    private static final int LOOK_MILLIS = 100;
    private static final long SAVE_NANOS = 1_000_000_000L;
    private static final int SHOWN = 10;
    private static final int PATIENCE_SECONDS = 20;

    private final TerminalOutput console;
    private final Interruption interruption;
    private final TrialPlace.Factory places;
    private final LongSupplier nanos;

    /** The outcome of a run. */
    private record Done(Trial trial, Measured measured) {}

    /** Told of each run, on one thread. */
    private interface Ear {
        void heard(Done done) throws CommandException;
    }

    /**
     * @param nanos the time in ns, from any beginning
     */
    SweepRun(TerminalOutput console, Interruption interruption, TrialPlace.Factory places, LongSupplier nanos) {
        this.console = console;
        this.interruption = interruption;
        this.places = places;
        this.nanos = nanos;
    }

    /**
     * Searches to the end, or until interrupted.
     *
     * @param file where results are kept, or null
     * @return the exit code
     */
    int run(Results results, SweepWork work, TrialLine line, @Nullable SweepFile file, int threads)
            throws CommandException {
        RunLock lock = file == null ? RunLock.on(console) : file.open();
        try {
            console.say(count(results.combinations().size(), "combination") + " × "
                    + count(results.search().seeds().size(), "seed") + ": " + count(results.total(), "trial"));
            if (!search(results, work, file, threads)) {
                return interrupted(results, file);
            }
            Standing best = results.best();
            if (best == null) {
                throw new CommandException(
                        "all " + results.combinations().size()
                                + " combinations diverged: their costs were NaN or infinite; lower learning rates or weaker regularization may help");
            }
            Tested tested = test(results, work, best, threads);
            if (tested == null) {
                return interrupted(results, file);
            }
            CommandException unsaved = save(file, tested);
            // Without a file, what is printed is all that is left of the search.
            boolean kept = file != null && unsaved == null;
            report(results, best, tested, line, kept ? console::printEvenUnread : console::print);
            if (unsaved != null) {
                throw unsaved;
            }
            return 0;
        } finally {
            lock.release();
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Writes what is known now; returns why that failed, as on a full disk. */
    private static @Nullable CommandException save(@Nullable SweepFile file, @Nullable Tested tested) {
        try {
            if (file != null) {
                file.save(tested);
            }
            return null;
        } catch (CommandException e) {
            return e;
        }
    }

    private boolean search(Results results, SweepWork work, @Nullable SweepFile file, int threads)
            throws CommandException {
        List<Trial> next = results.next();
        if (next.isEmpty()) {
            return true;
        }
        long[] saved = {nanos.getAsLong()};
        try (TrialPlace place = places.open(work.training(), threads);
                SweepProgress progress = new SweepProgress(console, results, nanos)) {
            for (; !next.isEmpty(); next = results.next()) {
                boolean ended = make(place, next, false, done -> {
                    results.add(done.trial().key(), done.measured());
                    progress.show();
                    long now = nanos.getAsLong();
                    if (file != null && now - saved[0] > SAVE_NANOS) {
                        file.saveInPassing();
                        saved[0] = now;
                    }
                });
                if (!ended) {
                    return false;
                }
            }
        } catch (TrialPlace.PlaceException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        } finally {
            if (file != null) {
                file.saveInPassing();
            }
        }
        return true;
    }

    /** How the chosen combination does on the test set, which plays no part in the choice; null when interrupted. */
    private @Nullable Tested test(Results results, SweepWork work, Standing best, int threads) throws CommandException {
        List<Trial> chosen = new ArrayList<>();
        for (long seed : results.search().seeds()) {
            chosen.add(results.trial(best.combination(), best.rung(), seed));
        }
        Map<Long, Figure> figures = new HashMap<>();
        try (TrialPlace place = places.open(work.testing(chosen), threads)) {
            boolean ended = make(place, chosen, true, done -> {
                Figure test = done.measured().test();
                if (test != null) {
                    figures.put(done.trial().seed(), test);
                }
            });
            if (!ended) {
                return null;
            }
        } catch (TrialPlace.PlaceException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
        List<Figure> inOrder = new ArrayList<>();
        for (Trial trial : chosen) {
            Figure figure = figures.get(trial.seed());
            if (figure != null) {
                inOrder.add(figure);
            }
        }
        return new Tested(inOrder);
    }

    /** Makes runs, as many at a time as the place can; false when interrupted. */
    private boolean make(TrialPlace place, List<Trial> trials, boolean onTest, Ear ear) throws CommandException {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(place.parallel(), trials.size()));
        try {
            ExecutorCompletionService<Done> runs = new ExecutorCompletionService<>(threads);
            for (Trial trial : trials) {
                runs.submit(() -> new Done(trial, place.measure(trial, onTest, stop::get)));
            }
            for (int left = trials.size(); left > 0; ) {
                if (interruption.requested()) {
                    return false;
                }
                Future<Done> run = runs.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (run != null) {
                    ear.heard(run.get());
                    left--;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            if (interruption.requested()) {
                // Whatever stops this process may stop the place first.
                return false;
            }
            throw failure(e.getCause());
        } finally {
            stop.set(true);
            end(threads);
        }
    }

    private static CommandException failure(@Nullable Throwable cause) throws CommandException {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof TrialPlace.PlaceException) {
            return new CommandException(String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof CancellationException) {
            return new CommandException("a run was canceled", cause);
        }
        throw new IllegalStateException("a run failed unexpectedly: " + cause, cause);
    }

    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int interrupted(Results results, @Nullable SweepFile file) throws CommandException {
        CommandException unsaved = save(file, null);
        String next = file == null
                ? "; with --out PATH, the same command could resume"
                : unsaved == null ? "; run the same command to resume from " + file.path() : "";
        console.say("interrupted after " + results.count() + " of " + results.total() + " trials"
                + SweepTable.bestSoFar(results) + next);
        if (unsaved != null) {
            throw unsaved;
        }
        return Interruption.EXIT_CODE;
    }

    private void report(Results results, Standing best, Tested tested, TrialLine line, Consumer<String> out) {
        List<Standing> standings = results.standings();
        out.accept("rank  validation");
        for (int i = 0; i < Math.min(SHOWN, standings.size()); i++) {
            out.accept(
                    String.format(java.util.Locale.ROOT, "%4d  %s", i + 1, SweepTable.line(results, standings.get(i))));
        }
        String what = results.regression() ? " R²: " : " accuracy: ";
        Spread spread = best.spread();
        if (spread != null) {
            out.accept("best validation" + what + SweepTable.figure(results, spread));
            int draws = draws(standings, spread);
            if (draws > 0) {
                console.say(draws
                        + (draws == 1 ? " other combination has its mean" : " other combinations have their means")
                        + " within the 95 % interval of the best; more seeds may tell them apart");
            }
        }
        if (!tested.figures().isEmpty()) {
            out.accept("its test" + what + SweepTable.figure(results, tested.spread(results)));
        }
        out.accept(line.of(results.trial(
                        best.combination(),
                        best.rung(),
                        results.search().seeds().get(0))
                .settings()));
    }

    /** How many others of the best one's round cannot be told from it. */
    private static int draws(List<Standing> standings, Spread best) {
        int draws = 0;
        for (Standing standing : standings.subList(1, standings.size())) {
            Spread other = standing.spread();
            if (other != null && standing.rung() == standings.get(0).rung() && other.mean() >= best.low()) {
                draws++;
            }
        }
        return draws;
    }
}
