package org.layerlab.backend.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that is logged until it is closed, by java.util.logging and on standard error. */
public final class CapturedLog implements AutoCloseable {
    private final PrintStream stdErr = System.err;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
    private final Logger root = Logger.getLogger("");
    private final Handler[] handlers = root.getHandlers();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            out.print(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Captures from now on. */
    public CapturedLog() {
        List.of(handlers).forEach(root::removeHandler);
        root.addHandler(listener);
        System.setErr(out);
    }

    /** All lines. */
    public String text() {
        return text.toString(StandardCharsets.UTF_8);
    }

    /** The lines with this text. */
    public List<String> lines(String part) {
        return text().lines().filter(line -> line.contains(part)).toList();
    }

    @Override
    public void close() {
        System.setErr(stdErr);
        root.removeHandler(listener);
        List.of(handlers).forEach(root::addHandler);
    }
}
