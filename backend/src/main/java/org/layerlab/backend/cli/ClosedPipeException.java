package org.layerlab.backend.cli;

/** The reader of standard output, such as {@code head}, has closed it. */
final class ClosedPipeException extends RuntimeException {
    ClosedPipeException() {
        super("the output is closed");
    }
}
