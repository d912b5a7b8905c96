package org.layerlab.network.file;

/** A file that is not what it claims to be; the message tells a person what is wrong with it, in one line. */
public class ParameterFileException extends Exception {
    private final String message;

    public ParameterFileException(String message) {
        super(message);
        this.message = message;
    }

    public ParameterFileException(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    /** What is wrong with the file; always there. */
    @Override
    public String getMessage() {
        return message;
    }

    /** What a check of values found, as what a file has wrong with it. */
    static ParameterFileException of(IllegalArgumentException e) {
        return new ParameterFileException(String.valueOf(e.getMessage()), e);
    }

    /** A name out of a stranger's file, fit for a message: short, in quotes, without control characters. */
    static String quote(String name) {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < name.length(); i++) {
            if (i == 60) {
                return text.append("…'").toString();
            }
            char c = name.charAt(i);
            text.append(c < ' ' || (c >= 0x7F && c < 0xA0) || Character.isSurrogate(c) ? '?' : c);
        }
        return text.append('\'').toString();
    }
}
