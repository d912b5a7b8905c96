package org.layerlab.backend.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A failure as the log may have it: the same stack traces, causes and suppressed failures, but their messages, which may
 * quote what a client has sent, as {@link LogText}.
 */
public final class PrintableFailure extends Throwable {
    private static final long serialVersionUID = 1;

    private final String text;

    private PrintableFailure(Throwable failure, Set<Throwable> known) {
        text = LogText.line(failure.toString());
        setStackTrace(failure.getStackTrace());
        known.add(failure);
        Throwable cause = failure.getCause();
        if (cause != null && !known.contains(cause)) {
            initCause(new PrintableFailure(cause, known));
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!known.contains(suppressed)) {
                addSuppressed(new PrintableFailure(suppressed, known));
            }
        }
    }

    /** This failure as the log may have it. */
    public static Throwable of(Throwable failure) {
        return new PrintableFailure(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        // It has the other's.
        return this;
    }

    /** The class and the message of the failure. */
    // A message of its own would follow the name of this class.
    @SuppressWarnings("OverrideThrowableToString")
    @Override
    public String toString() {
        return text;
    }
}
