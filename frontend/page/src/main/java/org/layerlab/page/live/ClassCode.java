package org.layerlab.page.live;

/** The code of a class, as people type it. */
final class ClassCode {
    /** Those of the server's codes: no vowels, no Y. */
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int LENGTH = 6;
    private static final String JOIN = "/c/";

    private ClassCode() {}

    /** As it is in the path of the page of a class, in capitals; what follows it does not count. */
    static String ofPath(String path) {
        String code = path.substring(Math.min(path.length(), JOIN.length()));
        int slash = code.indexOf('/');
        StringBuilder capitals = new StringBuilder();
        for (char c : code.substring(0, slash < 0 ? code.length() : slash).toCharArray()) {
            capitals.append(capital(c));
        }
        return capitals.toString();
    }

    private static char capital(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c + ('A' - 'a')) : c;
    }

    /** The code in what was typed or pasted: six letters, with blanks anywhere, or a join link; empty if there is none. */
    static String of(String typed) {
        int join = typed.indexOf(JOIN);
        StringBuilder code = new StringBuilder();
        for (int i = join < 0 ? 0 : join + JOIN.length(); i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (join >= 0 && "/?#".indexOf(c) >= 0) {
                break;
            }
            char letter = capital(c);
            if (LETTERS.indexOf(letter) >= 0) {
                code.append(letter);
            } else if (c > ' ' && c != '\u00a0' && c != '-') {
                return "";
            }
        }
        return code.length() == LENGTH ? code.toString() : "";
    }
}
