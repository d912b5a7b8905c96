package org.layerlab.network.text;

/** Numbers as people write them: decimal, with a point and an exponent if need be. */
public final class Decimal {
    private Decimal() {}

    /**
     * The number, or NaN or an infinity by their names.
     *
     * @throws NumberFormatException when it is none, or one that only Java reads: {@code "5f"}, {@code "5d"}, {@code
     *     "0x1p-3"}
     */
    public static double parse(String text) {
        // Java passes over spaces.
        String number = text.trim();
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            boolean isLast = i == number.length() - 1;
            if (c == 'x' || c == 'X' || (isLast && (c == 'f' || c == 'F' || c == 'd' || c == 'D'))) {
                throw new NumberFormatException("'" + text + "' is not a number");
            }
        }
        return Double.parseDouble(text);
    }

    /**
     * The same where it is whole.
     *
     * @throws NumberFormatException when it is not, even by less than a double can say: {@code "1e-400"}
     */
    public static double whole(String text) {
        double value = parse(text);
        if (value != Math.rint(value) || (value == 0 && !isZero(text))) {
            throw new NumberFormatException("'" + text + "' is not a whole number");
        }
        return value;
    }

    /**
     * The number that ASCII digits say: a place or a count, which has no sign.
     *
     * @throws NumberFormatException when there is anything else, or nothing, or too much for an {@code int}
     */
    public static int index(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                throw new NumberFormatException("'" + text + "' is not a whole number");
            }
        }
        return Integer.parseInt(text);
    }

    private static boolean isZero(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                return true;
            }
            if (c >= '1' && c <= '9') {
                return false;
            }
        }
        return true;
    }
}
