package org.layerlab.backend.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.function.Elementary;
import org.layerlab.network.text.Text;

/**
 * A range from which the values of one setting are drawn.
 *
 * @param low the smallest
 * @param high the largest, above {@code low}
 * @param logarithmic whether values are uniform on a log scale
 */
record Span(double low, double high, boolean logarithmic) {
    private static final String LOG = "log:";
    private static final String TO = "..";

    /** Digits of a number that was drawn: enough to search by, and few enough to read. */
    private static final MathContext DIGITS = new MathContext(3);

    /** Whether a text looks like a span: {@code "log:0.001..1"}, {@code "0.1..0.5"}. */
    static boolean is(String text) {
        return text.startsWith(LOG) || text.contains(TO);
    }

    /**
     * Reads {@code "0.1..0.5"} or {@code "log:0.001..1"}.
     *
     * @throws IllegalArgumentException when the setting cannot have the bounds, or there is nothing between them
     */
    static Span parse(Setting<?> setting, String text) {
        boolean logarithmic = text.startsWith(LOG);
        String bounds = logarithmic ? text.substring(LOG.length()) : text;
        int to = bounds.indexOf(TO);
        if (to < 0) {
            throw new IllegalArgumentException("'" + text + "' is not a range; it must be " + LOG + "MIN" + TO + "MAX");
        }
        double low = number(setting, bounds.substring(0, to));
        double high = number(setting, bounds.substring(to + TO.length()));
        if (!(low < high)) {
            throw new IllegalArgumentException("the range of " + setting.name() + " begins at " + Text.number(low)
                    + " and ends at " + Text.number(high) + "; it must end above its beginning");
        }
        if (logarithmic && low <= 0) {
            throw new IllegalArgumentException("the logarithmic range of " + setting.name() + " begins at "
                    + Text.number(low) + "; it must begin above 0");
        }
        return new Span(low, high, logarithmic);
    }

    private static double number(Setting<?> setting, String text) {
        if (setting instanceof NumberSetting number) {
            return number.parse(text);
        }
        if (setting instanceof WholeSetting whole) {
            return (double) whole.parse(text);
        }
        throw new IllegalArgumentException(
                "a range is for numbers, but " + setting.name() + " is not a number; list its values instead");
    }

    /**
     * A number of this span as the setting writes it, rounded to three digits within the span.
     *
     * @param uniform 0 to 1
     */
    String draw(Setting<?> setting, double uniform) {
        double value =
                logarithmic ? low * Elementary.exp(uniform * Elementary.log(high / low)) : low + uniform * (high - low);
        if (setting instanceof WholeSetting) {
            value = Math.rint(value);
        } else {
            value = new BigDecimal(value).round(DIGITS).doubleValue();
        }
        return Text.number(Math.min(high, Math.max(low, value)));
    }
}
