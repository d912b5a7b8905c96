package org.layerlab.page.photos.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/** The verdicts on many photos: what was refused, what is there twice, a summary, and all of it as CSV. */
final class ManyVerdicts {
    /** One photo; the probabilities are NaN where they are not known. */
    private record Row(String name, String verdict, double dog, double calibrated, String note) {}

    @SuppressWarnings("ArrayRecordComponent") // pixels
    private record Seen(String name, byte[] pixels) {}

    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, List<Seen>> seen = new HashMap<>();
    private int refused;
    private int twice;

    /** How many photos were judged or refused. */
    int size() {
        return rows.size();
    }

    /** How many photos were judged. */
    int judged() {
        return rows.size() - refused;
    }

    /** Adds a file that cannot be judged. */
    void refuse(String name, String why) {
        refused++;
        rows.add(new Row(name, "", Double.NaN, Double.NaN, why));
    }

    /**
     * Adds a verdict. What is worth noting about it: that an earlier photo has the same pixels; else an empty text.
     *
     * @param pixels as the network sees them; not to be modified
     * @param calibrated the calibrated probability of a dog; NaN where that is not known
     */
    String add(String name, byte[] pixels, String verdict, double dog, double calibrated) {
        String same = sameAs(name, pixels);
        twice += same.isEmpty() ? 0 : 1;
        rows.add(new Row(name, verdict, dog, calibrated, same));
        return same;
    }

    private String sameAs(String name, byte[] pixels) {
        List<Seen> alike = seen.computeIfAbsent(Arrays.hashCode(pixels), none -> new ArrayList<>());
        for (Seen other : alike) {
            if (Arrays.equals(other.pixels(), pixels)) {
                return Texts.of("same picture as {0}", other.name());
            }
        }
        alike.add(new Seen(name, pixels));
        return "";
    }

    private int count(String verdict) {
        int count = 0;
        for (Row row : rows) {
            count += row.verdict().equals(verdict) ? 1 : 0;
        }
        return count;
    }

    /** The result for all of them, in whole sentences. */
    String summary() {
        StringBuilder text = new StringBuilder(
                Texts.of("Cats: {0}, dogs: {1}, unsure: {2}.", count("cat"), count("dog"), count("unsure")));
        if (refused > 0) {
            text.append(' ').append(Texts.of("Not judged: {0}; the reasons are below.", refused));
        }
        if (twice > 0) {
            text.append(' ').append(Texts.of("Duplicates: {0}.", twice));
        }
        return text.append(' ').append(Texts.of("Choose a picture to see why.")).toString();
    }

    /** All rows as CSV with a header, for spreadsheets: comma, CRLF, RFC 4180's quotes. */
    String csv() {
        StringBuilder csv = new StringBuilder("name,verdict,probability of dog,calibrated,note\r\n");
        for (Row row : rows) {
            csv.append(quoted(row.name()))
                    .append(',')
                    .append(row.verdict())
                    .append(',')
                    .append(number(row.dog()))
                    .append(',')
                    .append(number(row.calibrated()))
                    .append(',')
                    .append(quoted(row.note()))
                    .append("\r\n");
        }
        return csv.toString();
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : NumberFormat.decimals(value, 6);
    }

    /** A name that a spreadsheet would take for a formula gets an apostrophe. */
    private static String quoted(String text) {
        String safe = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
