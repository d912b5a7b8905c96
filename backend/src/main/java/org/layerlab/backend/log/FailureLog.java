package org.layerlab.backend.log;

import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Logs unexpected failures: with a stack trace the first time, in a line when they repeat. Clients that go away are no
 * failures.
 */
public final class FailureLog {
    /** Vert.x's exception for a write to a connection that is closed has no class of its own. */
    private static final String CLOSED = "Connection was closed";

    private static final System.Logger LOG = System.getLogger(FailureLog.class.getName());

    private final Set<String> traced = new HashSet<>();
    private final Repetitions repetitions;

    /** Nothing was logged yet. */
    public FailureLog(LongSupplier nanoTime) {
        repetitions = new Repetitions(nanoTime);
    }

    /**
     * Logs a failure, unless it is the client's.
     *
     * @param what failed, such as {@code GET /models}
     */
    public void report(String what, Throwable failure) {
        if (isDisconnection(failure)) {
            return;
        }
        String kind = failure.getClass().getName() + place(failure);
        long times = repetitions.count(kind);
        if (times == 0) {
            return;
        }
        if (isNew(kind)) {
            LOG.log(System.Logger.Level.ERROR, what + " failed", PrintableFailure.of(failure));
        } else {
            LOG.log(
                    System.Logger.Level.ERROR,
                    what + " failed again, " + times + (times == 1 ? " time" : " times") + " since the last such line: "
                            + LogText.line(failure.toString()));
        }
    }

    /** Logs a failure whose place in the program tells nothing, such as a full disk: in a line, at most one a minute. */
    public void reportLine(String what, Throwable failure) {
        long times = repetitions.count(failure.getClass().getName());
        if (times > 0) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    what + " failed: " + LogText.line(String.valueOf(failure.getMessage()))
                            + (times == 1 ? "" : "; " + times + " such failures since the last such line"));
        }
    }

    /** The kinds of failures are the places that throw, so there are few. */
    private synchronized boolean isNew(String kind) {
        return traced.add(kind);
    }

    private static String place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    /** Whether the client has closed or lost the connection. */
    public static boolean isDisconnection(Throwable failure) {
        if (failure instanceof HttpClosedException
                || failure instanceof ClosedChannelException
                || (failure instanceof VertxException && CLOSED.equals(failure.getMessage()))
                || failure instanceof StreamResetException) {
            return true;
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return failure instanceof IOException
                && (message.contains("connection reset")
                        || message.contains("broken pipe")
                        || message.contains("connection was aborted")
                        || message.contains("connection timed out"));
    }
}
