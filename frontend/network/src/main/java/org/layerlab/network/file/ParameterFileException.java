package org.layerlab.network.file;

/** A file that is not what it claims to be; the message tells a person what is wrong with it, in one line. */
public class ParameterFileException extends Exception {
    /** Characters of a message: a name in a file may have millions. */
    private static final int MOST = 2000;

    private final String message;

    public ParameterFileException(String message) {
        super(message);
        this.message = plain(message);
    }

    public ParameterFileException(String message, Throwable cause) {
        super(message, cause);
        this.message = plain(message);
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
    public static String quote(String name) {
        return "'" + (name.length() > 60 ? plain(name.substring(0, 60)) + "…" : plain(name)) + "'";
    }

    /** Text that may quote a stranger's file, on one line, of bounded length, in the order in which it is read. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length() && i < MOST; i++) {
            char c = text.charAt(i);
            plain.append(isPlain(c) ? c : '?');
        }
        return plain.append(text.length() > MOST ? "…" : "").toString();
    }

    /** Neither a control character nor one that hides text, breaks the line or turns the direction of writing. */
    private static boolean isPlain(char c) {
        boolean control = c < ' ' || (c >= 0x7F && c < 0xA0) || Character.isSurrogate(c);
        boolean turning = (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F);
        return !control && !turning && c != 0x061C && c != 0xFEFF;
    }
}
