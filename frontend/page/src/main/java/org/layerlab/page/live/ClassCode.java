package org.layerlab.page.live;

/** The code of a class, as people type it. */
final class ClassCode {
    /** Those of the server's codes: no vowels, no Y. */
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int LENGTH = 6;
    private static final String JOIN = "/c/";

    private ClassCode() {}

    /** The code in what was typed or pasted: six letters, with blanks anywhere, or a join link; empty if there is none. */
    static String of(String typed) {
        int join = typed.indexOf(JOIN);
        StringBuilder code = new StringBuilder();
        for (int i = join < 0 ? 0 : join + JOIN.length(); i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (join >= 0 && "/?#".indexOf(c) >= 0) {
                break;
            }
            char letter = c >= 'a' && c <= 'z' ? (char) (c + ('A' - 'a')) : c;
            if (LETTERS.indexOf(letter) >= 0) {
                code.append(letter);
            } else if (c > ' ' && c != '\u00a0' && c != '-') {
                return "";
            }
        }
        return code.length() == LENGTH ? code.toString() : "";
    }
}
