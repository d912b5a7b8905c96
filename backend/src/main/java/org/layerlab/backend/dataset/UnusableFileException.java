package org.layerlab.backend.dataset;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is refused for what it is, such as too large or damaged: reading it again gives the same. */
final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1;

    UnusableFileException(String message) {
        this(message, null);
    }

    UnusableFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
