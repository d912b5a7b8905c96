package org.layerlab.backend.cli;

import java.util.function.LongSupplier;
import org.layerlab.backend.sweep.Results;
import org.layerlab.backend.sweep.Spread;
import org.layerlab.backend.sweep.Standing;

/** How far a search has gotten: one changing line on a terminal, otherwise a line now and then. */
final class SweepProgress implements AutoCloseable {
    private static final int LINES = 10;
    private static final double NANOS = 1e9;
    private static final long LOOK_NANOS = 500_000_000L;

    private final TerminalOutput console;
    private final Results results;
    private final LongSupplier nanos;
    private final TerminalOutput.Progress bar;
    private final int before;
    private final long start;
    private int said;
    private long looked;
    private String bestSoFar = "";

    /**
     * @param nanos the time in ns, from any beginning
     */
    SweepProgress(TerminalOutput console, Results results, LongSupplier nanos) {
        this.console = console;
        this.results = results;
        this.nanos = nanos;
        bar = console.progress("trials", results.total());
        before = results.count();
        start = nanos.getAsLong();
        looked = start - LOOK_NANOS - 1;
        said = before * LINES / results.total();
    }

    /** Shows the state. */
    void show() {
        long now = nanos.getAsLong();
        // Ranking thousands of combinations takes longer than some runs.
        if (console.isTerminal() && now - looked > LOOK_NANOS) {
            looked = now;
            Standing best = results.best();
            Spread spread = best == null ? null : best.spread();
            bestSoFar = spread == null ? "" : "best " + SweepTable.figure(results, spread);
        }
        bar.at(results.count(), bestSoFar);
        int tenths = results.count() * LINES / results.total();
        if (!console.isTerminal() && tenths > said) {
            said = tenths;
            console.say(
                    results.count() + " of " + results.total() + " trials" + SweepTable.bestSoFar(results) + left());
        }
    }

    private String left() {
        int now = results.count() - before;
        int open = results.total() - results.count();
        if (now == 0 || open == 0) {
            return "";
        }
        double seconds = (nanos.getAsLong() - start) / NANOS / now * open;
        return "; about " + (seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min") + " left";
    }

    @Override
    public void close() {
        bar.close();
    }
}
