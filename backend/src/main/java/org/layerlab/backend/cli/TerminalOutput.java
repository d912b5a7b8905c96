package org.layerlab.backend.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * The output of a command: results to {@code out}, messages to {@code err}, and one progress bar below both on a
 * terminal. A line may quote a stranger's file; what would command the terminal in it is shown as text.
 */
public final class TerminalOutput {
    private static final int WIDTH = 78;
    private static final int REDRAW_MILLIS = 200;
    /** Back to the first column, then ECMA-48's "erase in line". */
    private static final String ERASE = "\r\u001b[K";
    /** C0 and C1 of ISO 6429 without the tab, Unicode's line separators, and its bidirectional overrides and isolates. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069&&[^\\t]]");

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final Supplier<@Nullable IOException> failure;
    private boolean barShown;
    private boolean failureTold;

    /**
     * @param terminal whether err is a terminal, so that a progress bar may be drawn on it
     */
    public TerminalOutput(PrintStream out, PrintStream err, boolean terminal) {
        this(out, err, terminal, () -> null);
    }

    /**
     * The same.
     *
     * @param failure why out could not be written; null where its reader has closed it
     */
    TerminalOutput(PrintStream out, PrintStream err, boolean terminal, Supplier<@Nullable IOException> failure) {
        this.failure = failure;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** Whether a progress bar can be drawn. */
    boolean isTerminal() {
        return terminal;
    }

    /** Standard output, for what picocli prints. */
    PrintStream out() {
        return out;
    }

    /** Standard error, for what picocli prints. */
    PrintStream err() {
        return err;
    }

    /** A UTF-8 writer, for what picocli prints. */
    static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /**
     * Prints a line of results.
     *
     * @throws OutputException when standard output takes no more
     */
    synchronized void print(String line) {
        eraseBar();
        out.println(shown(line));
        requireWritten();
    }

    /**
     * Waits until what was printed is written.
     *
     * @throws OutputException when standard output takes no more
     */
    void requireWritten() {
        if (out.checkError()) {
            throw new OutputException(failure.get());
        }
    }

    /** Prints a line of results, but goes on if its reader is gone: the model file matters more. */
    void printEvenUnread(String line) {
        try {
            print(line);
        } catch (OutputException e) {
            if (!e.isClosed() && !failureTold) {
                failureTold = true;
                say(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Prints a message. */
    synchronized void say(String line) {
        eraseBar();
        err.println(shown(line));
    }

    /** Prints a stack trace, whose messages may have several lines. */
    void say(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().forEach(this::say);
    }

    /**
     * A line without control characters other than tabs, and without those that turn the direction of text: each as its
     * code, <code>&#92;u001b</code>.
     */
    private static String shown(String line) {
        return CONTROL.matcher(line)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }

    /** A value for a line whose values are separated by tabs. */
    static String field(String value) {
        return value.replace("\t", "\\u0009");
    }

    private void eraseBar() {
        if (barShown) {
            err.print(ERASE);
            err.flush();
            barShown = false;
        }
    }

    /** Starts a progress bar, drawn only on a terminal. */
    Progress progress(String task, long total) {
        if (!terminal) {
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
                .build());
    }

    private synchronized void draw(String bar) {
        err.print(ERASE + bar);
        err.flush();
        barShown = true;
    }

    /** A progress bar, invisible without a terminal. */
    final class Progress implements AutoCloseable {
        private final @Nullable ProgressBar bar;

        private Progress(@Nullable ProgressBar bar) {
            this.bar = bar;
        }

        void at(long done, String extra) {
            if (bar != null) {
                bar.stepTo(done);
                bar.setExtraMessage(extra);
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                synchronized (TerminalOutput.this) {
                    eraseBar();
                }
            }
        }
    }
}
