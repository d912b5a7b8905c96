package org.layerlab.backend.bucket;

import java.io.IOException;

/** A body that is too long, too short, too slow, or not the expected one. */
final class UnreliableException extends IOException {
    UnreliableException(String message) {
        super(message);
    }
}
