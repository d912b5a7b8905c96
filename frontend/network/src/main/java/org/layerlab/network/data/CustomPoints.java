package org.layerlab.network.data;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;

/**
 * Points that the user placed, in up to {@link Points#MOST_CLASSES} classes, in the order in which they were added.
 * Coordinates lie on a grid of 1/1024 between −8 and 8, so that the short text of a link keeps them to the last bit.
 * Points of a table also keep what the table called the classes, and what was done to its coordinates; the same points
 * are equal whatever their table said. Immutable.
 */
public final class CustomPoints {
    /** No points. */
    public static final CustomPoints NONE = new CustomPoints(new int[0], "");

    /** At most this many. */
    public static final int MOST = 10_000;

    /** Characters that {@link #encode} takes for a point of classes 0 to 3. */
    public static final int CODE_LENGTH = 5;

    /** Precedes a text in which each point takes one more character, as class 4 or 5 needs. */
    private static final String LONGER = ".";

    /** Precedes what is known of a table, three characters for each of its own. */
    private static final char TABLE = '~';

    /** Characters of what was done to a table's coordinates, and of a class's name; the rest is cut off. */
    private static final int MOST_DONE = 300;

    private static final int MOST_NAME = 60;

    /** Characters of all that is known of a table. */
    private static final int MOST_TABLE = MOST_DONE + Points.MOST_CLASSES * (MOST_NAME + 1);

    /** Half of the side of the least square that is shown. */
    private static final double LEAST_WINDOW = 2.5;

    private static final int STEPS_PER_UNIT = 1024;
    private static final int BITS = 14;
    private static final int MASK = (1 << BITS) - 1;
    private static final int MIDDLE = 1 << (BITS - 1);
    /** The bits of a cell without those of the class. */
    private static final int PLACE = (1 << (2 * BITS)) - 1;

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** label · 2^28 + x · 2^14 + y, with x and y in steps from −8. */
    private final int[] cells;

    /** What was done to the coordinates, then a line for each class with its name; empty for points without a table. */
    private final String table;

    private CustomPoints(int[] cells, String table) {
        this.cells = cells;
        this.table = table;
    }

    /**
     * The same points as those of a table.
     *
     * @param done a sentence on what was done to the coordinates; may be empty
     * @param names what the classes were called, from class 0 on; left out where there are not as many as classes
     */
    public CustomPoints ofTable(String done, List<String> names) {
        StringBuilder lines = new StringBuilder(line(done, MOST_DONE));
        if (names.size() == classes()) {
            for (String name : names) {
                lines.append('\n').append(line(name, MOST_NAME));
            }
        }
        return new CustomPoints(cells, lines.toString());
    }

    private static String line(String text, int most) {
        return Text.start(text, most).replace('\n', ' ');
    }

    /** What was done to the coordinates of a table, in a sentence; empty where they are as they were. */
    public String done() {
        return Text.split(table, '\n').get(0);
    }

    /** What the classes are called, from class 0 on; empty where they have no names. */
    public List<String> names() {
        List<String> lines = Text.split(table, '\n');
        return lines.size() == classes() + 1 ? lines.subList(1, lines.size()) : List.of();
    }

    /** How far from 0 a coordinate may lie. */
    public static double reach() {
        return (double) (MIDDLE - 1) / STEPS_PER_UNIT;
    }

    /** How many points there are. */
    public int size() {
        return cells.length;
    }

    /** The first coordinate of a point. */
    public double x(int index) {
        return coordinate(cells[index] >>> BITS);
    }

    /** The second coordinate of a point. */
    public double y(int index) {
        return coordinate(cells[index]);
    }

    /** The class of a point, from 0. */
    public int label(int index) {
        return cells[index] >>> (2 * BITS);
    }

    /** How many classes there are: up to the last one that has a point, at least two. */
    public int classes() {
        int last = 1;
        for (int i = 0; i < cells.length; i++) {
            last = Math.max(last, label(i));
        }
        return last + 1;
    }

    /**
     * These points and one more; a coordinate that lies too far out is taken to the edge.
     *
     * @throws IllegalArgumentException when there are {@link #MOST} already, or a coordinate is not a number
     */
    public CustomPoints with(double x, double y, int label) {
        requireRoom(cells.length + 1);
        int[] more = Arrays.copyOf(cells, cells.length + 1);
        more[cells.length] = cell(x, y, label);
        return new CustomPoints(more, table);
    }

    /** These points without the one at this index; the last point moves there. */
    public CustomPoints without(int index) {
        int[] fewer = Arrays.copyOf(cells, cells.length - 1);
        if (index < fewer.length) {
            fewer[index] = cells[cells.length - 1];
        }
        return new CustomPoints(fewer, table);
    }

    /** These points with one of them at another place. */
    public CustomPoints moved(int index, double x, double y) {
        int[] same = cells.clone();
        same[index] = cell(x, y, label(index));
        return new CustomPoints(same, table);
    }

    /**
     * The points of a set of two features.
     *
     * @throws IllegalArgumentException when there are more than {@link #MOST}, or other features than two
     */
    public static CustomPoints of(LabeledSet set) {
        if (set.features() != 2) {
            throw new IllegalArgumentException("the points have " + set.features() + " features, not 2");
        }
        int m = set.size();
        requireRoom(m);
        int[] cells = new int[m];
        for (int i = 0; i < m; i++) {
            cells[i] = cell(set.X()[i], set.X()[m + i], set.label(i));
        }
        return new CustomPoints(cells, "");
    }

    /**
     * The square around the middle in which all points are seen, {x low, x high, y low, y high}. It stays the same while
     * points are placed in it.
     */
    public double[] window() {
        double most = LEAST_WINDOW;
        for (int i = 0; i < cells.length; i++) {
            most = Math.max(most, Math.max(Math.abs(x(i)), Math.abs(y(i))));
        }
        double half = Math.ceil(2 * most) / 2;
        return new double[] {-half, half, -half, half};
    }

    /** The point nearest to a place and no farther than that; −1 where there is none. */
    public int nearest(double x, double y, double within) {
        int found = -1;
        double least = within * within;
        for (int i = 0; i < cells.length; i++) {
            double dx = x(i) - x;
            double dy = y(i) - y;
            double distance = dx * dx + dy * dy;
            if (distance <= least) {
                least = distance;
                found = i;
            }
        }
        return found;
    }

    /**
     * Whether a point is held out for testing when this many of a hundred are learned from: with 80, every fifth one.
     *
     * @param percent of training points, 1 to 100
     */
    public static boolean heldOut(int index, int percent) {
        return upTo(index + 1, percent) == upTo(index, percent);
    }

    /** The points that are learned from, or null where there are none. */
    public @Nullable LabeledSet train(int percent) {
        return chosen(percent, false);
    }

    /** The points that are held out, or null where there are none. */
    public @Nullable LabeledSet test(int percent) {
        return chosen(percent, true);
    }

    /**
     * The points as a short text of letters, digits, '-', '_' and, with more than four classes, a '.' before them; behind a
     * '~', what is known of their table.
     */
    public String encode() {
        boolean isLonger = classes() > 4;
        StringBuilder text = new StringBuilder(CODE_LENGTH * cells.length).append(isLonger ? LONGER : "");
        for (int i = 0; i < cells.length; i++) {
            if (isLonger) {
                text.append(DIGITS.charAt(label(i)));
            }
            int cell = isLonger ? cells[i] & PLACE : cells[i];
            for (int shift = 6 * (CODE_LENGTH - 1); shift >= 0; shift -= 6) {
                text.append(DIGITS.charAt((cell >>> shift) & 63));
            }
        }
        for (int i = 0; i < table.length(); i++) {
            int c = table.charAt(i);
            text.append(i == 0 ? String.valueOf(TABLE) : "")
                    .append(DIGITS.charAt(c >> 12))
                    .append(DIGITS.charAt((c >> 6) & 63))
                    .append(DIGITS.charAt(c & 63));
        }
        return text.toString();
    }

    /**
     * The points of such a text.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static CustomPoints decode(String text) {
        int end = text.indexOf(TABLE);
        if (end < 0) {
            return decodePoints(text);
        }
        int length = text.length() - end - 1;
        boolean isWhole = length % 3 == 0 && length <= 3 * MOST_TABLE;
        StringBuilder table = new StringBuilder();
        for (int i = end + 1; isWhole && i < text.length(); i += 3) {
            int c = (digit(text, i) << 12) | (digit(text, i + 1) << 6) | digit(text, i + 2);
            isWhole = c <= Character.MAX_VALUE;
            table.append((char) c);
        }
        if (!isWhole) {
            throw new IllegalArgumentException("the table of points in the link cannot be read: the link was cut off");
        }
        List<String> lines = Text.split(table.toString(), '\n');
        return decodePoints(text.substring(0, end)).ofTable(lines.get(0), lines.subList(1, lines.size()));
    }

    private static CustomPoints decodePoints(String text) {
        int from = text.startsWith(LONGER) ? 1 : 0;
        int length = CODE_LENGTH + from;
        int size = (text.length() - from) / length;
        if (size * length + from != text.length()) {
            throw new IllegalArgumentException("points are " + text.length() + " characters, but each point takes "
                    + length + ": the link was cut off");
        }
        requireRoom(size);
        int[] cells = new int[size];
        for (int i = from; i < text.length(); i++) {
            int at = (i - from) / length;
            cells[at] = (cells[at] << 6) | digit(text, i);
        }
        for (int i = 0; i < size; i++) {
            // In the longer form the class has a digit of its own, which was shifted out.
            int label = from == 1 ? DIGITS.indexOf(text.charAt(1 + i * length)) : cells[i] >>> (2 * BITS);
            requireClass(label);
            cells[i] = (cells[i] & PLACE) | (label << (2 * BITS));
        }
        return new CustomPoints(cells, "");
    }

    private static int digit(String text, int at) {
        int digit = DIGITS.indexOf(text.charAt(at));
        if (digit < 0) {
            throw new IllegalArgumentException("points have the character '" + text.charAt(at) + "' at position "
                    + (at + 1) + ", which no point has");
        }
        return digit;
    }

    private static void requireClass(int label) {
        if (label < 0 || label >= Points.MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "points have one of class " + label + "; there are 0 to " + (Points.MOST_CLASSES - 1));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CustomPoints points && Arrays.equals(cells, points.cells);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cells);
    }

    @Override
    public String toString() {
        return cells.length + " points";
    }

    private @Nullable LabeledSet chosen(int percent, boolean heldOut) {
        int learned = upTo(cells.length, percent);
        int m = heldOut ? cells.length - learned : learned;
        if (m == 0) {
            return null;
        }
        double[] X = new double[2 * m];
        double[] Y = new double[m];
        int to = 0;
        for (int i = 0; i < cells.length; i++) {
            if (heldOut(i, percent) == heldOut) {
                X[to] = x(i);
                X[m + to] = y(i);
                Y[to++] = label(i);
            }
        }
        return new LabeledSet(2, m, X, Y);
    }

    /** How many of the first {@code count} points are learned from. */
    private static int upTo(int count, int percent) {
        return (count * percent + 99) / 100;
    }

    private static void requireRoom(int size) {
        if (size > MOST) {
            throw new IllegalArgumentException(size + " points: there can be at most " + MOST);
        }
    }

    private static int cell(double x, double y, int label) {
        requireClass(label);
        return (label << (2 * BITS)) | (steps(x) << BITS) | steps(y);
    }

    private static int steps(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a coordinate is " + value + ", which is not finite");
        }
        double limited = Math.max(-reach(), Math.min(reach(), value));
        return (int) Math.round(limited * STEPS_PER_UNIT) + MIDDLE;
    }

    private static double coordinate(int steps) {
        return (double) ((steps & MASK) - MIDDLE) / STEPS_PER_UNIT;
    }
}
