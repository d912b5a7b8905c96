package org.layerlab.network.training;

/** How the learning rate changes over a run. */
public enum Schedule {
    /** Always the same. */
    CONSTANT("constant") {
        @Override
        double factor(double progress) {
            return 1;
        }
    },
    /** Half a cosine from the full rate to 0 (Loshchilov and Hutter 2017, without restarts). */
    COSINE("cosine") {
        @Override
        double factor(double progress) {
            return 0.5 * (1 + Math.cos(Math.PI * progress));
        }
    },
    /** A straight rise over the first 15 % of the run, then half a cosine to 0 (after Smith and Topin 2017). */
    ONE_CYCLE("oneCycle") {
        @Override
        double factor(double progress) {
            if (progress < RISE) {
                return START + (1 - START) * progress / RISE;
            }
            return COSINE.factor((progress - RISE) / (1 - RISE));
        }
    };

    private static final double RISE = 0.15;
    /** Of the full rate, at the beginning. */
    private static final double START = 0.04;

    private final String id;

    Schedule(String id) {
        this.id = id;
    }

    /** The name used in files, links and on the command line. */
    public String id() {
        return id;
    }

    /** The rate at an iteration counted from 0, of so many in the run. */
    public double rate(double learningRate, int iteration, int iterations) {
        return learningRate * factor(Math.min(1, (double) iteration / Math.max(1, iterations)));
    }

    abstract double factor(double progress);

    /**
     * The schedule of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Schedule of(String id) {
        for (Schedule schedule : values()) {
            if (schedule.id.equals(id)) {
                return schedule;
            }
        }
        throw new IllegalArgumentException("schedule '" + id + "' is unknown; there are constant, cosine, oneCycle");
    }
}
