package org.layerlab.backend.dataset;

import org.jspecify.annotations.Nullable;

/** A data set cannot be opened or read; the message names the path and what is wrong with it. */
public class DataSetException extends Exception {
    public DataSetException(String message) {
        super(message);
    }

    public DataSetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
