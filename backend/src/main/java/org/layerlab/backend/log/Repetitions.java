package org.layerlab.backend.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides which of many equal events are worth a log line: the first, then at most one a minute, and at most
 * {@value #MAX_LINES} lines a minute of all events together. Safe for use by several threads.
 */
public final class Repetitions {
    private static final long MINUTE = 60_000_000_000L;
    private static final int MAX_KINDS = 1000;
    private static final int MAX_LINES = 100;

    private final LongSupplier nanoTime;
    private final Map<String, Kind> kinds = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kind> eldest) {
            return size() > MAX_KINDS;
        }
    };
    private long minuteBegan;
    private int lines;

    private static final class Kind {
        private boolean isTold;
        private long toldAt;
        private long untold;
    }

    /** Nothing was counted yet. */
    public Repetitions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        minuteBegan = nanoTime.getAsLong();
    }

    /**
     * Counts an event.
     *
     * @param kind what equal events have in common
     * @return how many events of this kind the line has to tell of; 0 for no line
     */
    public synchronized long count(String kind) {
        long now = nanoTime.getAsLong();
        if (now - minuteBegan >= MINUTE) {
            minuteBegan = now;
            lines = 0;
        }
        Kind state = kinds.computeIfAbsent(kind, key -> new Kind());
        state.untold++;
        if ((state.isTold && now - state.toldAt < MINUTE) || lines >= MAX_LINES) {
            return 0;
        }
        lines++;
        long untold = state.untold;
        state.isTold = true;
        state.toldAt = now;
        state.untold = 0;
        return untold;
    }
}
