package org.layerlab.backend.cli;

import org.layerlab.network.layer.Architecture;

/** The memory that Java may use, and what a network needs of it. */
final class Memory {
    /** Bytes of a parameter while it is learned: as a double, and at least as a float with its gradient. */
    private static final int LEARNED = 16;

    private Memory() {}

    /** The bytes that Java may use. */
    static long most() {
        return Runtime.getRuntime().maxMemory();
    }

    /**
     * Refuses layers whose parameters alone don't fit into memory, before anything is allocated. Others may still turn
     * out to need too much.
     */
    static void requireRoomToLearn(Architecture architecture, long most) throws CommandException {
        long count = architecture.parameterCount();
        // A sum beyond 2^63 is negative.
        long parameters = count < 0 ? Long.MAX_VALUE : count;
        if (parameters > most / LEARNED) {
            throw new CommandException("the layers " + architecture + " have " + parameters
                    + " parameters, which need at least " + megabytes((double) parameters * LEARNED)
                    + " of memory, but Java may use " + megabytes((double) most) + "; start Java with -Xmx and more");
        }
    }

    /**
     * Refuses a batch of which some layer has more values than a matrix can hold.
     *
     * @param m how many examples a batch has
     * @param most how many values fit
     */
    static void requireBatch(Architecture architecture, int m, int most) throws CommandException {
        for (int i = 0; i <= architecture.layers().size(); i++) {
            long each = architecture.shape(i).features();
            if (each * m > most) {
                throw new CommandException("a batch of " + m + " examples needs a matrix of " + each + "×" + m + " = "
                        + each * m + " values; at most " + most + " fit; give a smaller --batch-size");
            }
        }
    }

    /** What a command says that ran out of memory. */
    static String message(OutOfMemoryError e) {
        return "not enough memory: " + e.getMessage() + ", and Java may use " + megabytes((double) most())
                + "; start Java with -Xmx and more, such as -Xmx" + 2 * (most() >> 20) + "m";
    }

    private static String megabytes(double bytes) {
        return (long) Math.ceil(bytes / (1 << 20)) + " MB";
    }
}
