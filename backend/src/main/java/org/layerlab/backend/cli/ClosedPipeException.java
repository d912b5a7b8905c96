package org.layerlab.backend.cli;

/** Whoever read our output, such as {@code head}, has had enough. */
final class ClosedPipeException extends RuntimeException {
    ClosedPipeException() {
        super("the output is closed");
    }
}
