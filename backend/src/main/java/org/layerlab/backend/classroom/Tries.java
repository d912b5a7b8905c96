package org.layerlab.backend.classroom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Wrong codes of each address: at most {@value #A_MINUTE} in any minute, times the number of schools that share it.
 * Repeating the same code does not count, since a whole school may share one address and rejoin before the teacher does.
 * Remembers up to {@value #MAX_CLIENTS} schools and forgets the least recent first. Safe for use by several threads.
 */
public final class Tries {
    /** A code that is wrong, or not known to be right yet, and when it came. */
    private record Guess(String code, long at) {}

    /**
     * A code that a client tries.
     *
     * @param seconds until it may; 0 for now
     */
    public record Try(String client, long seconds, Optional<Guess> guess) {}

    /** Wrong codes of a client in any minute. */
    public static final int A_MINUTE = 10;

    private static final int MAX_CLIENTS = 10_000;
    private static final long MINUTE = 60_000_000_000L;

    private final int most;
    private final int remembered;
    private final LongSupplier nanoTime;
    private final Map<String, Deque<Guess>> wrong = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Guess>> eldest) {
            return size() > remembered;
        }
    };

    /**
     * None yet.
     *
     * @param behindAddress how many schools share an address
     */
    public Tries(int behindAddress, LongSupplier nanoTime) {
        most = A_MINUTE * behindAddress;
        remembered = MAX_CLIENTS / behindAddress;
        this.nanoTime = nanoTime;
    }

    /**
     * Counts a code as wrong, once a minute, before anybody looks whether it is: those that are tried at the same time
     * must not all pass. What cannot be a code counts each time, and so does the key of a board.
     *
     * @return what to {@link #takeBack} if it is not wrong
     */
    public synchronized Try begin(String client, Hello hello) {
        Deque<Guess> guesses = wrong.computeIfAbsent(client, one -> new ArrayDeque<>());
        long now = nanoTime.getAsLong();
        forget(guesses, now);
        if (guesses.size() >= most) {
            return new Try(
                    client, (MINUTE - (now - guesses.getFirst().at) + 999_999_999) / 1_000_000_000, Optional.empty());
        }
        // No longer text is kept.
        String code = hello.board() || !RoomCode.isOne(hello.code()) ? "" : hello.code();
        if (!code.isEmpty() && guesses.stream().anyMatch(guess -> guess.code.equals(code))) {
            return new Try(client, 0, Optional.empty());
        }
        Guess guess = new Guess(code, now);
        guesses.addLast(guess);
        return new Try(client, 0, Optional.of(guess));
    }

    /** No longer counts a code: it was not wrong. */
    public synchronized void takeBack(Try one) {
        Deque<Guess> guesses = wrong.get(one.client);
        if (guesses != null && one.guess.isPresent()) {
            guesses.removeFirstOccurrence(one.guess.get());
            if (guesses.isEmpty()) {
                wrong.remove(one.client);
            }
        }
    }

    private static void forget(Deque<Guess> guesses, long now) {
        while (!guesses.isEmpty() && now - guesses.getFirst().at >= MINUTE) {
            guesses.removeFirst();
        }
    }
}
