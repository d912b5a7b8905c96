package org.layerlab.compiler;

/** A program does not compile; the message is the compiler's. */
public final class CompilationException extends Exception {
    private static final long serialVersionUID = 1;

    CompilationException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
