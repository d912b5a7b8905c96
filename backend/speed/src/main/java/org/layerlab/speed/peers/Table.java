package org.layerlab.speed.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The comparisons as Markdown: medians and ratios. */
final class Table {
    private static final String START = "<!-- peers -->";
    private static final String END = "<!-- /peers -->";

    private Table() {}

    /**
     * The table, without what could not be measured.
     *
     * @param machine the machine on which everything was measured
     */
    static String of(List<Comparison> comparisons, Measurements measurements, String machine) {
        List<String> lines = new ArrayList<>();
        lines.add("Medians, measured in turns: " + machine + ".");
        lines.add("");
        lines.add("| what | LayerLab | against | its figure | times as fast |");
        lines.add("|---|---|---|---|---|");
        for (Comparison comparison : comparisons) {
            row(comparison, measurements).ifPresent(lines::add);
        }
        return String.join("\n", lines);
    }

    private static Optional<String> row(Comparison comparison, Measurements measurements) {
        Optional<Contestant> ours = comparison.ours().stream()
                .filter(one -> measurements.median(one).isPresent())
                .findFirst();
        OptionalDouble theirs = comparison.theirs().stream()
                .map(measurements::median)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        double rate = measurements.median(ours.get()).orElseThrow();
        // Say so where fewer threads than the row names were measured.
        boolean standIn = !ours.get().equals(comparison.ours().get(0));
        return Optional.of("| " + comparison.what() + " | "
                + figure(comparison.unit(), rate) + (standIn ? " (on 1)" : "") + " | "
                + comparison.name() + " | "
                + figure(comparison.unit(), theirs.getAsDouble()) + " | "
                + ratio(rate / theirs.getAsDouble()) + " |");
    }

    private static String figure(Comparison.Unit unit, double rate) {
        double value = unit.of(rate);
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value) + " "
                + unit.text();
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : ratio < 100 ? "%.1f" : "%,.0f", ratio);
    }

    /**
     * The page with the table between its two markers.
     *
     * @throws IllegalArgumentException when the page lacks them
     */
    static String put(String table, String page) {
        int start = page.indexOf(START);
        int end = page.indexOf(END);
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("the page lacks the markers " + START + " and " + END);
        }
        return page.substring(0, start + START.length()) + "\n" + table + "\n" + page.substring(end);
    }
}
