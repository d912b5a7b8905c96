package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.settings.PlayRows;
import org.layerlab.page.settings.PlaySettings;

/**
 * An earlier run, as this browser keeps it: its settings and results, without the network. Independent of the page.
 *
 * @param result its curve has at most {@link #MOST_COSTS} points; its settings are those that it began with, where it is
 *     known how it was changed
 * @param started when it began, in milliseconds since 1970
 * @param picture its decision boundary as a JPEG in base64; empty without one
 */
record PastRun(RunResult result, double started, String picture) {
    static final int MOST_COSTS = 100;
    /** Far more than a picture of 220 pixels takes. */
    static final int MOST_PICTURE = 60_000;

    private static final int MOST_LINK = 12_000;
    /** Of {@link RunChanges#pair}. */
    private static final int MOST_PAIR = 40;

    private static final double MOST_TIME = 8.64e15;
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    private static final int PARTS = 9;

    /** A run as it stands. */
    static PastRun of(RunResult result, double started, String picture) {
        List<CostPoint> costs = result.costs();
        int stride = Math.max(1, (costs.size() + MOST_COSTS - 1) / MOST_COSTS);
        List<CostPoint> few = new ArrayList<>();
        for (int i = costs.size() - 1; i >= 0; i -= stride) {
            few.add(0, costs.get(i));
        }
        RunChanges changes = result.changes();
        if (changes.course().length() > MOST_LINK - MOST_PAIR) {
            changes = new RunChanges(true, changes.settings(), changes.weights());
        }
        return new PastRun(result.with(few, changes).begun(), started, isPicture(picture) ? picture : "");
    }

    /** A line that {@link #read} reads. */
    String line() {
        StringBuilder costs = new StringBuilder("0");
        for (CostPoint point : result.costs()) {
            costs.append(',').append(point.iteration()).append(',').append(NumberFormat.brief(point.cost()));
        }
        return (long) started + " " + result.changes().any() + " " + result.iteration() + " " + result.cost() + " "
                + result.train()
                + " "
                + result.test() + " " + (picture.isEmpty() ? "-" : picture) + " " + costs + " "
                + link() + result.changes().pair();
    }

    /** Whether a browser can keep it: its points fit a link. */
    boolean canBeKept() {
        return link().length() <= MOST_LINK - MOST_PAIR;
    }

    /** What makes it again, as in a link: its settings, and its changes where they are known. */
    String link() {
        String course = result.changes().course();
        return course.isEmpty() ? result.settings().fragment() : course;
    }

    /**
     * Reads a line, which may be malformed.
     *
     * @throws IllegalArgumentException if {@link #line} did not write it
     */
    static PastRun read(String line) {
        List<String> parts = Text.split(line, ' ');
        require(parts.size() == PARTS);
        double started = number(parts.get(0));
        require(started >= 0 && started <= MOST_TIME);
        String picture = parts.get(6).equals("-") ? "" : parts.get(6);
        require(isPicture(picture));
        String link = parts.get(8);
        require(link.length() <= MOST_LINK);
        PlaySettings.Parsed parsed = PlaySettings.parse(link);
        require(parsed.problems().isEmpty());
        RunResult result = new RunResult(
                parsed.settings(),
                whole(parts.get(2)),
                number(parts.get(3)),
                Math.min(1, number(parts.get(4))),
                Math.min(1, number(parts.get(5))),
                costs(parts.get(7)),
                RunChanges.read(parts.get(1).equals("true"), parsed));
        return new PastRun(result, started, picture);
    }

    private static List<CostPoint> costs(String text) {
        List<String> numbers = Text.split(text, ',');
        require(numbers.size() <= 2 * MOST_COSTS + 1);
        List<CostPoint> costs = new ArrayList<>();
        int last = -1;
        for (int i = 1; i + 1 < numbers.size(); i += 2) {
            int iteration = whole(numbers.get(i));
            require(iteration > last);
            last = iteration;
            costs.add(new CostPoint(iteration, number(numbers.get(i + 1))));
        }
        return costs;
    }

    private static int whole(String text) {
        int value = Integer.parseInt(text);
        require(value >= 0 && value <= PlayRows.MOST_ITERATIONS);
        return value;
    }

    private static double number(String text) {
        return text.equals("NaN")
                ? Double.NaN
                : text.equals("Infinity") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static void require(boolean fine) {
        if (!fine) {
            throw new IllegalArgumentException("not a kept run");
        }
    }

    private static boolean isPicture(String text) {
        if (text.length() > MOST_PICTURE) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (BASE64.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
