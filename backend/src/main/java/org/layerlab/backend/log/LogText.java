package org.layerlab.backend.log;

/** Text of clients in the log: it can neither begin a line of its own nor command the terminal that shows it. */
public final class LogText {
    private static final int MAX_LENGTH = 500;

    private LogText() {}

    /** On one line of printable ASCII: other characters are escaped as in Java, and a long end is left out. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '\\') {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return line.length() < MAX_LENGTH ? line.toString() : line.append('…').toString();
    }
}
