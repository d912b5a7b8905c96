package org.layerlab.speed.peers;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Measures all contestants in turns, round after round, so that other load on the machine hits them alike. */
final class Measurements {
    /** About as long as {@code /bench} measures a figure. */
    private static final int MILLISECONDS = 900;
    /** The most that anyone gets: some need many seconds for one update. */
    private static final double MOST_SECONDS = 25;

    private final Map<String, Rates> everyone;
    private final PrintStream out;
    private final Map<Contestant, List<Double>> rates = new LinkedHashMap<>();
    private final Map<Contestant, Double> seconds = new LinkedHashMap<>();
    private final Map<Contestant, String> missing = new LinkedHashMap<>();

    /**
     * @param everyone the contestants by name
     * @param out where progress is printed
     */
    Measurements(Map<String, Rates> everyone, PrintStream out) {
        this.everyone = everyone;
        this.out = out;
    }

    /** Measures everyone in the comparisons once per round. */
    void run(List<Comparison> comparisons, int rounds) {
        Set<Contestant> contestants = new LinkedHashSet<>();
        for (Comparison comparison : comparisons) {
            contestants.addAll(comparison.ours());
            contestants.addAll(comparison.theirs());
        }
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : contestants) {
                if (!missing.containsKey(contestant) && seconds.getOrDefault(contestant, 0.0) < MOST_SECONDS) {
                    measure(contestant, "round " + round + " of " + rounds + ": ");
                }
            }
        }
    }

    private void measure(Contestant contestant, String round) {
        Rates one = everyone.get(contestant.who());
        if (one == null) {
            missing.put(contestant, "is missing");
            return;
        }
        long start = System.nanoTime();
        try {
            double rate = one.measure(contestant.figure(), MILLISECONDS);
            rates.computeIfAbsent(contestant, key -> new ArrayList<>()).add(rate);
            out.printf(Locale.ROOT, "%s%s: %,.1f per second%n", round, contestant, rate);
        } catch (MeasurementException e) {
            missing.put(contestant, String.valueOf(e.getMessage()));
            out.println(contestant + " is left out: " + e.getMessage());
        }
        seconds.merge(contestant, (System.nanoTime() - start) / 1e9, Double::sum);
    }

    /** The median of a contestant's rates; empty when it could not be measured. */
    OptionalDouble median(Contestant contestant) {
        double[] sorted = rates.getOrDefault(contestant, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
    }

    /** Who was left out and why, one line each. */
    List<String> complaints() {
        Set<String> seen = new HashSet<>();
        List<String> complaints = new ArrayList<>();
        missing.forEach((contestant, why) -> {
            if (seen.add(contestant.who() + why)) {
                complaints.add(contestant.who() + ": " + why);
            }
        });
        return complaints;
    }
}
