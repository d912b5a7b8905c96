package org.layerlab.backend.bucket;

import java.io.IOException;

/** A body that is longer, shorter, slower or another than it has to be. */
final class UnreliableException extends IOException {
    UnreliableException(String message) {
        super(message);
    }
}
