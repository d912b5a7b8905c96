package org.layerlab.speed.peers;

import java.util.List;

/**
 * A row of the table: ours against the best of theirs.
 *
 * @param what is measured
 * @param unit its unit; {@code ms} where a duration is shown
 * @param ours LayerLab's contestants; the first that can be measured counts
 * @param name what the others are called in the table
 * @param theirs their contestants; the fastest counts
 */
record Comparison(String what, Unit unit, List<Contestant> ours, String name, List<Contestant> theirs) {
    /** The figure that is shown for a rate. */
    enum Unit {
        IMAGES_A_SECOND("images/s"),
        ITERATIONS_A_SECOND("iterations/s"),
        MILLISECONDS("ms");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        /** The figure for a rate per second. */
        double of(double rate) {
            return this == MILLISECONDS ? 1000 / rate : rate;
        }
    }
}
