package org.layerlab.network.data;

/**
 * TensorFlow Playground's seeds, which are texts such as {@code 0.53921}, as the whole numbers that seeds are here: that
 * one is 53921. Whole numbers of up to nine digits and fractions of one to eight digits, which people write by hand,
 * have numbers of their own above those.
 */
public final class TensorFlowSeed {
    /** How many digits follow the point of a seed that TensorFlow Playground draws. */
    private static final int DIGITS = 5;

    private static final int MOST_FRACTION = 8;
    private static final int MOST_WHOLE = 9;

    /** From here on whole numbers, as they are written, follow. */
    private static final long WHOLE = 1_000_000_000;

    /** From here on fractions of other than five digits follow: those of d digits from 10^d on. */
    private static final long FRACTIONS = 2_000_000_000;

    private TensorFlowSeed() {}

    /**
     * The number of a seed.
     *
     * @return −1 for a text that has none
     */
    public static long number(String text) {
        if (text.startsWith("0.")) {
            String digits = text.substring(2);
            if (digits.isEmpty() || digits.length() > MOST_FRACTION || !areDigits(digits)) {
                return -1;
            }
            long value = Long.parseLong(digits);
            return digits.length() == DIGITS ? value : FRACTIONS + power(digits.length()) + value;
        }
        boolean plain = text.equals("0") || !text.startsWith("0");
        return text.isEmpty() || text.length() > MOST_WHOLE || !plain || !areDigits(text)
                ? -1
                : WHOLE + Long.parseLong(text);
    }

    /** The text of a number; that of a number which stands for none is the number itself. */
    public static String text(long number) {
        if (number < power(DIGITS)) {
            return fraction(number, DIGITS);
        }
        for (int digits = 1; digits <= MOST_FRACTION; digits++) {
            long value = number - FRACTIONS - power(digits);
            if (value >= 0 && value < power(digits) && digits != DIGITS) {
                return fraction(value, digits);
            }
        }
        return String.valueOf(number >= WHOLE && number < FRACTIONS ? number - WHOLE : number);
    }

    /** The random numbers of a seed. */
    static Seedrandom random(long number) {
        return new Seedrandom(text(number));
    }

    private static String fraction(long value, int digits) {
        return "0." + String.valueOf(power(digits) + value).substring(1);
    }

    private static boolean areDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }
}
