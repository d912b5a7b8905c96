package org.layerlab.dev;

/** The sources do not compile; the message is the compiler's. */
final class BuildException extends Exception {
    private static final long serialVersionUID = 1;

    BuildException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
