package org.layerlab.backend.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Standard output takes no more: its reader, such as {@code head}, has closed it, or its disk is full. */
final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * What happened.
     *
     * @param failure null where the reader has enough, which is none
     */
    OutputException(@Nullable IOException failure) {
        super(
                failure == null ? "the output is closed" : "standard output can't be written: " + failure.getMessage(),
                failure);
    }

    /** Whether the reader has enough. */
    boolean isClosed() {
        return getCause() == null;
    }
}
