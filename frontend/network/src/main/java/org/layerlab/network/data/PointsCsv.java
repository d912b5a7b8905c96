package org.layerlab.network.data;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.text.Decimal;
import org.layerlab.network.text.Text;

/**
 * Points as people keep them in a table: {@code x, y, label} on each line, set apart by commas, semicolons or tabs, with
 * or without a line of names above.
 *
 * @param points what was read
 * @param note what was done to them, a sentence on each line, or nothing
 */
public record PointsCsv(CustomPoints points, String note) {
    private static final int MOST_CHARACTERS = 2_000_000;
    private static final int SHOWN = 40;
    private static final String NAMES = "x,y,label\n";
    /** Where points that do not fit the plane are scaled to. */
    private static final double SCALED_REACH = 1.5;

    private record Row(double x, double y, String label) {}

    /** A label and the line where it first occurs. */
    private record Label(String text, int line) {}

    /**
     * Reads a table. Labels are whole numbers from 0, or any names or numbers, of which the smallest becomes class 0; two
     * labels of any kind become classes 0 and 1. Columns that leave the plane are scaled into it.
     *
     * @throws IllegalArgumentException naming the line and what is wrong there
     */
    public static PointsCsv parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "the table has " + text.length() + " characters; at most " + MOST_CHARACTERS + " are read");
        }
        List<Row> rows = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        char separator = 0;
        boolean first = true;
        int number = 0;
        for (String line : Text.split(text.startsWith("\uFEFF") ? text.substring(1) : text, '\n')) {
            number++;
            String trimmed = line.trim();
            if (trimmed.isEmpty()) {
                continue;
            }
            if (separator == 0) {
                separator = trimmed.indexOf(';') >= 0 ? ';' : trimmed.indexOf('\t') >= 0 ? '\t' : ',';
            }
            List<String> fields = Text.split(trimmed, separator);
            if (fields.size() != 3) {
                throw columns(number, fields.size(), trimmed);
            }
            if (first && isName(fields.get(0), separator) && isName(fields.get(1), separator)) {
                first = false;
                continue;
            }
            first = false;
            if (rows.size() == CustomPoints.MOST) {
                throw new IllegalArgumentException("line " + number + " would be point " + (CustomPoints.MOST + 1)
                        + "; there can be at most " + CustomPoints.MOST);
            }
            Row row = new Row(
                    coordinate(fields.get(0), separator, number, "x"),
                    coordinate(fields.get(1), separator, number, "y"),
                    unquoted(fields.get(2)));
            if (place(labels, row.label()) < 0) {
                labels.add(new Label(row.label(), number));
                checkLabels(labels);
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("there are no points in the table");
        }
        return made(rows, labels);
    }

    private static IllegalArgumentException columns(int line, int count, String text) {
        return new IllegalArgumentException(
                count == 1
                        ? "line " + line + " has 1 column; x, y and label make 3: " + quote(text)
                        : "line " + line + " has " + count + " columns; x, y and label make 3: " + quote(text));
    }

    /** The points as a table with a line of names. */
    public static String write(CustomPoints points) {
        LabeledSet all = points.train(100);
        return all == null ? NAMES : write(all);
    }

    /** Points of any number of classes, or with numbers, as a table with a line of names, to the last digit. */
    public static String write(LabeledSet points) {
        StringBuilder text = new StringBuilder(NAMES);
        int m = points.size();
        for (int i = 0; i < m; i++) {
            text.append(points.X()[i])
                    .append(',')
                    .append(points.X()[m + i])
                    .append(',')
                    .append(Text.number(points.Y()[i]))
                    .append('\n');
        }
        return text.toString();
    }

    private static int place(List<Label> labels, String text) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).text().equals(text)) {
                return i;
            }
        }
        return -1;
    }

    private static void checkLabels(List<Label> labels) {
        Label label = labels.get(labels.size() - 1);
        if (label.text().isEmpty()) {
            throw new IllegalArgumentException("line " + label.line() + " has no label");
        }
        if (labels.size() > Points.MOST_CLASSES) {
            throw new IllegalArgumentException("line " + label.line() + " has another label, " + quote(label.text())
                    + ", after " + texts(labels.subList(0, Points.MOST_CLASSES)) + "; there can be at most "
                    + Points.MOST_CLASSES);
        }
    }

    /** More than two labels that are all whole numbers must be the classes from 0; any two labels become 0 and 1. */
    private static void checkNumbers(List<Label> sorted) {
        if (sorted.size() <= 2) {
            return;
        }
        for (Label label : sorted) {
            if (whole(label.text()) < 0) {
                return;
            }
        }
        Label last = sorted.get(sorted.size() - 1);
        if (whole(last.text()) >= Points.MOST_CLASSES) {
            throw new IllegalArgumentException("line " + last.line() + " has the label " + quote(last.text())
                    + "; class labels are 0 to " + (Points.MOST_CLASSES - 1));
        }
        for (int i = 0; i < sorted.size(); i++) {
            if (whole(sorted.get(i).text()) != i) {
                throw new IllegalArgumentException("the labels are " + texts(sorted) + ", but " + quote("" + i)
                        + " is missing; number the classes from 0 without gaps");
            }
        }
    }

    /** The whole number from 0 that a label is; −1 for other labels. */
    private static double whole(String label) {
        double number = parsed(label, ',');
        return number >= 0 && number == Math.rint(number) ? number : -1;
    }

    private static List<Label> sorted(List<Label> labels) {
        List<Label> sorted = new ArrayList<>();
        boolean numbers = true;
        for (Label label : labels) {
            numbers &= !Double.isNaN(parsed(label.text(), ','));
        }
        for (Label label : labels) {
            int at = sorted.size();
            while (at > 0 && !before(sorted.get(at - 1).text(), label.text(), numbers)) {
                at--;
            }
            sorted.add(at, label);
        }
        return sorted;
    }

    private static String texts(List<Label> labels) {
        List<String> texts = new ArrayList<>();
        for (Label label : labels) {
            texts.add(quote(label.text()));
        }
        return String.join(", ", texts);
    }

    private static PointsCsv made(List<Row> rows, List<Label> found) {
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        for (Row row : rows) {
            low[0] = Math.min(low[0], row.x());
            high[0] = Math.max(high[0], row.x());
            low[1] = Math.min(low[1], row.y());
            high[1] = Math.max(high[1], row.y());
        }
        double reach = CustomPoints.reach();
        boolean scaled = low[0] < -reach || low[1] < -reach || high[0] > reach || high[1] > reach;
        List<Label> labels = sorted(found);
        checkNumbers(labels);
        boolean single = labels.size() == 1;
        int m = rows.size();
        double[] X = new double[2 * m];
        double[] Y = new double[m];
        for (int i = 0; i < m; i++) {
            Row row = rows.get(i);
            X[i] = scaled ? scaled(row.x(), low[0], high[0]) : row.x();
            X[m + i] = scaled ? scaled(row.y(), low[1], high[1]) : row.y();
            Y[i] = single ? (row.label().equals("1") ? 1 : 0) : place(labels, row.label());
        }
        CustomPoints points = CustomPoints.of(new LabeledSet(2, m, X, Y));
        String done = "";
        if (scaled) {
            done = "Both columns were scaled to ±" + SCALED_REACH + " and rounded to 1/1024: x from " + low[0] + " to "
                    + high[0] + ", y from " + low[1] + " to " + high[1] + ".";
        } else if (isRounded(points, X)) {
            done = "Coordinates were rounded to 1/1024.";
        }
        boolean named = false;
        for (int i = 0; i < labels.size() && !single; i++) {
            named |= !labels.get(i).text().equals(String.valueOf(i));
        }
        if (!named) {
            return new PointsCsv(points.ofTable(done, List.of()), done);
        }
        List<String> names = new ArrayList<>();
        for (Label label : labels) {
            names.add(cut(label.text()));
        }
        String became = labels.size() == 2
                ? quote(labels.get(0).text()) + " became class 0 and "
                        + quote(labels.get(1).text()) + " class 1."
                : "The labels became classes 0 to " + (labels.size() - 1) + ", in this order: " + texts(labels) + ".";
        return new PointsCsv(points.ofTable(done, names), done.isEmpty() ? became : done + "\n" + became);
    }

    private static boolean isRounded(CustomPoints points, double[] X) {
        int m = points.size();
        for (int i = 0; i < m; i++) {
            if (points.x(i) != X[i] || points.y(i) != X[m + i]) {
                return true;
            }
        }
        return false;
    }

    private static double scaled(double value, double low, double high) {
        // Halves, for the distance of the two may be more than a number can be.
        return high == low ? 0 : ((value / 2 - low / 2) / (high / 2 - low / 2) * 2 - 1) * SCALED_REACH;
    }

    private static boolean before(String a, String b, boolean numbers) {
        double order = numbers ? parsed(a, ',') - parsed(b, ',') : 0;
        return order == 0 ? a.compareTo(b) < 0 : order < 0;
    }

    /** Whether a field is the name of a column, and not a coordinate that is missing. */
    private static boolean isName(String field, char separator) {
        boolean missing = List.of("", "NaN", "nan", "NA", "na", "null").contains(unquoted(field));
        return !missing && Double.isNaN(parsed(field, separator));
    }

    private static double coordinate(String field, char separator, int line, String axis) {
        double value = parsed(field, separator);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "line " + line + ": " + axis + " is " + quote(field.trim()) + ", which is not a number");
        }
        return value;
    }

    /** The number in a field, NaN where there is none; between semicolons and tabs a comma may be the decimal point. */
    private static double parsed(String field, char separator) {
        String text = unquoted(field);
        try {
            return Decimal.parse(separator == ',' ? text : text.replace(',', '.'));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String unquoted(String field) {
        String text = field.trim();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).trim() : text;
    }

    private static String quote(String text) {
        return "'" + cut(text) + "'";
    }

    private static String cut(String text) {
        return text.length() > SHOWN ? Text.start(text, SHOWN) + "…" : text;
    }
}
