package org.layerlab.network.doctor;

import java.util.List;

/**
 * What the doctor says.
 *
 * @param kind what it is
 * @param title in a few words; empty where nothing is to be said
 * @param text what it means and what can be done
 * @param remedies what can be tried, the best first
 */
public record Diagnosis(Kind kind, String title, String text, List<Remedy> remedies) {
    /** Nothing to be said. */
    public static final Diagnosis HEALTHY = new Diagnosis(Kind.HEALTHY, "", "", List.of());

    /** Where the best classifier is right this often, or the best prediction reaches this R², noise limits nothing. */
    public static final double APART = 0.995;

    public Diagnosis {
        remedies = List.copyOf(remedies);
    }

    /** What can be found. */
    public enum Kind {
        /** It learns, or it is too early to tell. */
        HEALTHY("note"),
        /** It is about as good as it can become. */
        SOLVED("good"),
        /** Weights or cost are not numbers anymore, or the cost is many times that of guessing while a layer is dead. */
        DIVERGED("bad"),
        /** There is no line to learn: points of a class are missing, or nearly all. */
        TOO_FEW("warn"),
        /** All units of a layer do the same. */
        SYMMETRIC("bad"),
        /** Units answer 0 to every point, and so never learn. */
        DEAD("bad"),
        /** The penalty on weights holds all of them near 0. */
        OVERREGULARIZED("warn"),
        /** Units answer as far as they can reach, where nothing is left of a gradient. */
        SATURATED("warn"),
        /** Steps overshoot. */
        RATE_TOO_LARGE("warn"),
        /** Steps lead nowhere in the time there is. */
        RATE_TOO_SMALL("warn"),
        /** The cost stays, far from what can be reached. */
        PLATEAU("warn"),
        /** The run is over, and its boundary is worse than could be reached. */
        POOR_START("warn"),
        /** The run is over, and could do better: it was still learning. */
        UNFINISHED("warn"),
        /** It learns the noise of its points. */
        OVERFITTING("warn");

        private final String tone;

        Kind(String tone) {
            this.tone = tone;
        }

        /** How it is shown: {@code note}, {@code good}, {@code warn} or {@code bad}. */
        public String tone() {
            return tone;
        }
    }

    /**
     * Something to try.
     *
     * @param label for the button
     * @param settings as in a link, to be changed before it starts again; empty to go back instead
     * @param iteration where to go back to, when there are no settings
     */
    public record Remedy(String label, String settings, int iteration) {
        static Remedy change(String label, String settings) {
            return new Remedy(label, settings, 0);
        }

        static Remedy goBack(int iteration) {
            return new Remedy("Go back to iteration " + iteration, "", iteration);
        }
    }
}
