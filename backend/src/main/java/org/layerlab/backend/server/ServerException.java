package org.layerlab.backend.server;

import org.jspecify.annotations.Nullable;

/** Why the server cannot start, in one line for a human. */
public class ServerException extends Exception {
    public ServerException(String message) {
        super(message);
    }

    public ServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
