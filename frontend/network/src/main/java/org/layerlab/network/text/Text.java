package org.layerlab.network.text;

import java.util.ArrayList;
import java.util.List;

/** Operations on text that the page can afford. */
public final class Text {
    private Text() {}

    /**
     * The parts of a text between separators; empty parts count. ({@link String#split} brings all of the regular
     * expressions into the page: a seventh of its code.)
     */
    public static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            parts.add(text.substring(from, to));
            from = to + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The first characters of a text, {@code most} or fewer, and not the half of one. */
    public static String start(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, most > 0 && isHigh(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Whether the {@code char} there is half of a character, without the other half beside it. */
    public static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        return isHigh(c)
                ? at + 1 == text.length() || !isLow(text.charAt(at + 1))
                : isLow(c) && (at == 0 || !isHigh(text.charAt(at - 1)));
    }

    private static boolean isHigh(char c) {
        return (c & 0xfc00) == 0xd800;
    }

    private static boolean isLow(char c) {
        return (c & 0xfc00) == 0xdc00;
    }

    /**
     * A label within a sentence, without its unit or symbol: {@code "Learning rate"} gives {@code "learning rate"},
     * {@code "Time limit (s)"} gives {@code "time limit"}, {@code "ReLU"} stays.
     */
    public static String inSentence(String label) {
        int unit = label.endsWith(")") ? label.indexOf(" (") : -1;
        String name = unit > 0 ? label.substring(0, unit) : label;
        boolean word = name.length() > 1 && isUpper(name.charAt(0)) && isLower(name.charAt(1));
        return word ? (char) (name.charAt(0) + ('a' - 'A')) + name.substring(1) : name;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** A number as people write it: no exponent except for huge numbers, no trailing zeros. */
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.valueOf((long) value);
        }
        String text = String.valueOf(value);
        int e = text.indexOf("E-");
        if (e < 0) {
            return text;
        }
        int end = text.startsWith(".0", e - 2) ? e - 2 : e;
        String digits = text.substring(0, end).replace(".", "");
        String sign = value < 0 ? "-" : "";
        return sign + "0." + "0".repeat(Integer.parseInt(text.substring(e + 2)) - 1) + digits.substring(sign.length());
    }
}
