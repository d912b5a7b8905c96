package org.layerlab.compiler;

/** Sources or a program do not compile; the message is the compiler's. */
public final class CompilationException extends Exception {
    private static final long serialVersionUID = 1;

    /** What the compiler says. */
    public CompilationException(String message) {
        super(message);
    }

    /** What the compiler says, and where it broke off. */
    CompilationException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
