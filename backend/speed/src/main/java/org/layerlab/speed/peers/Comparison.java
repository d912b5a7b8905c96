package org.layerlab.speed.peers;

import java.util.List;

/**
 * A row of the table: ours against the best of theirs.
 *
 * @param what is measured
 * @param unit what it counts; {@code ms} where it takes that long
 * @param ours who computes for us, the first of them that can be measured
 * @param name of the others
 * @param theirs who they are, the fastest of them counts
 */
record Comparison(String what, Unit unit, List<Contestant> ours, String name, List<Contestant> theirs) {
    /** What people read of a rate. */
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

        /** The figure behind a rate a second. */
        double of(double rate) {
            return this == MILLISECONDS ? 1000 / rate : rate;
        }
    }
}
