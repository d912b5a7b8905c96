package org.layerlab.dev;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.layerlab.compiler.Program;

/**
 * The programs of the pages that are open: those that browsers have loaded, as the server's access log tells. Open pages
 * load theirs again when they reload, so that a page that was closed is soon forgotten.
 */
final class LoadedPrograms extends Handler {
    private static final Pattern LOADED = Pattern.compile(" GET /assets/\\w+/(\\w+)\\.wasm ");

    /** Kept here, since loggers that nobody keeps lose what they were told. */
    @SuppressWarnings("unused")
    private final Logger requests;

    private final Set<Program> current = EnumSet.noneOf(Program.class);
    /** Of the last state of the site, whose pages may not have reloaded yet. */
    private final Set<Program> former = EnumSet.noneOf(Program.class);

    /** Listens to a log of requests, which is not printed from now on. */
    LoadedPrograms(Logger requests) {
        this.requests = requests;
        requests.setUseParentHandlers(false);
        requests.addHandler(this);
    }

    /** Those of open pages. */
    synchronized Set<Program> open() {
        Set<Program> all = EnumSet.copyOf(current);
        all.addAll(former);
        return all;
    }

    /** Has open pages counted again: they reload now. */
    synchronized void pagesReload() {
        former.clear();
        former.addAll(current);
        current.clear();
    }

    @Override
    public synchronized void publish(LogRecord line) {
        Matcher loaded = LOADED.matcher(line.getMessage());
        if (loaded.find()) {
            Arrays.stream(Program.values())
                    .filter(program -> program.id().equals(loaded.group(1)))
                    .forEach(current::add);
        }
    }

    @Override
    public void flush() {
        // It keeps no lines.
    }

    @Override
    public void close() {
        // It holds nothing open.
    }
}
