package org.layerlab.backend.cli;

/** Why a command failed; the message tells a person, in one line. */
final class CommandException extends Exception {
    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
