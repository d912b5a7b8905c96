package org.layerlab.backend.classroom;

import java.text.Normalizer;

/** Names that pupils choose, as a board may show them: one line, short, and without what changes the text around them. */
final class Nickname {
    /** Characters, counted as code points. */
    static final int LONGEST = 24;

    /** Marks above and below one letter. */
    private static final int MOST_MARKS = 2;

    private Nickname() {}

    /**
     * The name without control, formatting (bidirectional, zero-width) and unassigned characters, with single spaces.
     *
     * @param otherwise what stands for a name of which nothing is left
     */
    static String of(String given, String otherwise) {
        String composed =
                Normalizer.normalize(given.substring(0, Math.min(given.length(), 8 * LONGEST)), Normalizer.Form.NFC);
        StringBuilder name = new StringBuilder();
        int length = 0;
        int marks = 0;
        boolean visible = false;
        for (int i = 0; i < composed.length() && length < LONGEST; ) {
            int c = composed.codePointAt(i);
            i += Character.charCount(c);
            boolean isMark = isMark(c);
            marks = isMark ? marks + 1 : 0;
            if (isSpace(c)) {
                if (name.length() > 0 && name.charAt(name.length() - 1) != ' ') {
                    name.append(' ');
                    length++;
                }
            } else if (!isRefused(c) && marks <= MOST_MARKS && (!isMark || name.length() > 0)) {
                name.appendCodePoint(c);
                length++;
                visible |= !isMark;
            }
        }
        return visible ? name.toString().strip() : otherwise;
    }

    private static boolean isSpace(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isRefused(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            // Fillers that look like nothing: Hangul's and the empty Braille pattern.
            default -> c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
        };
    }
}
