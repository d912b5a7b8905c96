package org.layerlab.network;

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
    };

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
        throw new IllegalArgumentException("schedule '" + id + "' is unknown; there are constant, cosine");
    }
}
