package org.layerlab.page.parts;

import org.layerlab.network.verdict.Interval;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLElement;

/** An accuracy as people read it: with the number of examples it was measured on and, on hover, its interval. */
public final class AccuracyText {
    private AccuracyText() {}

    /** {@code "97.1 % of 1,000"}; without the number where nobody knows it, a dash where nothing was measured. */
    public static String of(double accuracy, double size) {
        String percent = NumberFormat.percent(accuracy);
        return Double.isNaN(accuracy)
                ? percent
                : size >= 1 ? Texts.of("{0}\u00a0% of {1}", percent, count(size)) : percent + "\u00a0%";
    }

    /** Writes {@code "97.1 %"} into an element, and beside it, by the style sheet, what it was measured on. */
    public static void write(HTMLElement element, double accuracy, double size) {
        write(element, accuracy, size, false);
    }

    /**
     * The same.
     *
     * @param learned whether these examples were learned from
     */
    public static void write(HTMLElement element, double accuracy, double size, boolean learned) {
        Dom.setText(element, of(accuracy, 0));
        element.setAttribute("data-of", accuracy >= 0 && size >= 1 ? Texts.of("of {0}", count(size)) : "");
        explain(element, accuracy, size, learned);
    }

    /** What a pointer that rests on an element is told: right answers, examples and interval; nothing where unknown. */
    public static void explain(HTMLElement element, double accuracy, double size) {
        explain(element, accuracy, size, false);
    }

    /**
     * The same.
     *
     * @param learned without an interval: examples that were learned from don't tell how right others of their kind are
     */
    public static void explain(HTMLElement element, double accuracy, double size, boolean learned) {
        if (!(accuracy >= 0 && accuracy <= 1 && size >= 1)) {
            element.removeAttribute("title");
            return;
        }
        Interval interval = Interval.of(accuracy, (long) size);
        String right = count(Math.rint(accuracy * size));
        element.setAttribute(
                "title",
                learned
                        ? Texts.of("{0} of {1} right", right, count(size))
                        : Texts.of(
                                "{0} of {1} right; 95\u00a0% confidence interval: {2} to {3}\u00a0%",
                                right,
                                count(size),
                                NumberFormat.percent(interval.low()),
                                NumberFormat.percent(interval.high())));
    }

    private static String count(double size) {
        return NumberFormat.grouped((long) size);
    }
}
