package org.layerlab.page.browser;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.teavm.classlib.PlatformDetector;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** Numbers as people read them, the same in every language but for what sets groups of digits apart. */
public final class NumberFormat {
    /** Percentages from here on, as the R² of a run that diverges has them, are told in three digits. */
    private static final double MOST_DECIMAL = 10_000;

    private NumberFormat() {}

    /** A whole number in groups of three: {@code "15,000"}, or with narrow spaces between them in other languages. */
    public static String grouped(long value) {
        String digits = String.valueOf(Math.abs(value));
        StringBuilder text = new StringBuilder(value < 0 ? "-" : "");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                text.append(Texts.grouping());
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    /** A share as percent with one decimal, {@code "74.6"}, if there is room for it; a dash where there is none. */
    public static String percent(double share) {
        double percent = 100 * share;
        if (Double.isNaN(share)) {
            return "–";
        }
        return Math.abs(percent) < MOST_DECIMAL ? decimals(percent, 1) : significant(percent, 3);
    }

    /**
     * A number with this many decimals, as Python's {@code '%.6f'} prints it: the exact value, rounded half to even. From
     * 1e21 on a page shows it with an exponent.
     */
    public static String decimals(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        return PlatformDetector.isTeaVM() ? fixed(value, decimals) : fixedOnTheJvm(value, decimals);
    }

    // The tests' way: in a browser it would bring BigDecimal along.
    private static String fixedOnTheJvm(double value, int decimals) {
        String text =
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        return value < 0 && text.charAt(0) != '-' ? "-" + text : text;
    }

    // toFixed rounds the exact value, but a tie away from 0. In a tie one more decimal, a 5, says all of the value.
    @JSBody(
            params = {"value", "decimals"},
            script = "var text = value.toFixed(decimals), exact = value.toFixed(decimals + 1), last = text.length - 1;"
                    + "return Math.abs(value) < 1e21 && exact.endsWith('5') && Number(exact) === value && text[last] % 2 === 1"
                    + " ? text.slice(0, last).concat(String(text[last] - 1)) : text;")
    private static native String fixed(double value, int decimals);

    /** A number with at most this many significant digits, as people read it: {@code "−0.01624"}, {@code "3.1e−7"}. */
    public static String significant(double value, int digits) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : decimals(value, 0);
        }
        double size = Math.abs(value);
        int exponent = (int) Math.floor(Math.log10(size));
        // In two factors, for a power of ten may lie beyond what a double holds.
        int by = digits - 1 - exponent;
        int half = by / 2;
        String text = String.valueOf(Math.round(size * Math.pow(10, half) * Math.pow(10, by - half)));
        exponent += text.length() - digits;
        int end = text.length();
        while (end > 1 && text.charAt(end - 1) == '0') {
            end--;
        }
        text = text.substring(0, end);
        String sign = value < 0 ? "−" : "";
        if (exponent < -4 || exponent > 6) {
            return sign + text.charAt(0) + (end > 1 ? "." + text.substring(1) : "") + "e" + signed(exponent);
        }
        if (exponent < 0) {
            return sign + "0." + "0".repeat(-1 - exponent) + text;
        }
        return end <= exponent + 1
                ? sign + text + "0".repeat(exponent + 1 - end)
                : sign + text.substring(0, exponent + 1) + "." + text.substring(exponent + 1);
    }

    /**
     * A number in about eight digits, as programs read it: {@code "0.69314718"}, {@code "3.1e-7"}, {@code "NaN"}, {@code
     * "Infinity"}. {@code String.valueOf(float)} would bring three kilobytes along for it.
     */
    public static String brief(double value) {
        return PlatformDetector.isTeaVM() ? precise(value) : String.valueOf((float) value);
    }

    @JSBody(params = "value", script = "return String(Number(value.toPrecision(8)));")
    private static native String precise(double value);

    private static String signed(int exponent) {
        return exponent < 0 ? "−" + -exponent : String.valueOf(exponent);
    }

    /** Seconds as a person would say them: {@code "12 s"}, {@code "3 min 20 s"}. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "–";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /**
     * Writes a whole number into an element so that people see groups of three, set apart by the style sheet, and
     * scripts read plain digits.
     */
    public static void write(HTMLElement element, long value) {
        String digits = String.valueOf(value);
        element.setAttribute("data-value", digits);
        int first = (digits.length() + 2) % 3 + 1;
        Dom.setText(element, digits.substring(0, first));
        for (int i = first; i < digits.length(); i += 3) {
            HTMLElement group = Dom.create("span");
            group.setClassName("group");
            Dom.setText(group, digits.substring(i, i + 3));
            element.appendChild(group);
        }
    }
}
