package org.layerlab.backend.cli;

/** Why a command failed, in one line for a human. */
final class CommandException extends Exception {
    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
