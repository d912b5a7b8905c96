package org.layerlab.speed.peers;

/** A figure cannot be measured; the message says why. */
final class MeasurementException extends Exception {
    MeasurementException(String message) {
        super(message);
    }

    MeasurementException(String message, Throwable cause) {
        super(message, cause);
    }
}
