package org.layerlab.backend.classroom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Wrong codes of each client: in any minute {@value #A_MINUTE}. Remembers up to {@value #MAX_CLIENTS} clients and forgets
 * the least recent first. Safe for use by several threads.
 */
public final class Tries {
    /** Wrong codes of a client in any minute. */
    public static final int A_MINUTE = 10;

    private static final int MAX_CLIENTS = 10_000;
    private static final long MINUTE = 60_000_000_000L;

    private final LongSupplier nanoTime;
    private final Map<String, Deque<Long>> wrong = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    /** None yet. */
    public Tries(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The seconds until this client may try a code; 0 for now. */
    public synchronized long wait(String client) {
        Deque<Long> times = wrong.get(client);
        long now = nanoTime.getAsLong();
        while (times != null && !times.isEmpty() && now - times.peekFirst() >= MINUTE) {
            times.removeFirst();
        }
        if (times == null || times.size() < A_MINUTE) {
            return 0;
        }
        return (MINUTE - (now - times.peekFirst()) + 999_999_999) / 1_000_000_000;
    }

    /** Counts a wrong code. */
    public synchronized void count(String client) {
        Deque<Long> times = wrong.computeIfAbsent(client, one -> new ArrayDeque<>());
        times.addLast(nanoTime.getAsLong());
        if (times.size() > A_MINUTE) {
            times.removeFirst();
        }
    }
}
