package org.layerlab.network.layer;

/**
 * A piece of an update that can be done in several goes. What follows in the update may begin when all parts are done.
 */
public final class Work {
    /** Parts beyond this many cost more than they give. */
    private static final int MOST_PARTS = 4096;

    /** Does one of {@code parts} parts, in their order. */
    public interface Part {
        void run(int part, int parts);
    }

    private final double flops;
    private final Part body;
    private int parts;
    private int done;

    /**
     * Work of about {@code flops} floating-point operations.
     *
     * @param flops 0 for what takes no time to speak of
     */
    public Work(double flops, Part body) {
        this.flops = flops;
        this.body = body;
    }

    /** Work that is done in one go. */
    public static Work whole(Runnable body) {
        return new Work(0, (part, parts) -> body.run());
    }

    /** Starts over. */
    public void reset() {
        parts = 0;
        done = 0;
    }

    public boolean finished() {
        return parts > 0 && done == parts;
    }

    /**
     * Does the next part. How many parts there are is settled by the first.
     *
     * @param atMost operations that a part should have at most
     * @return how many operations that was
     */
    public double advance(double atMost) {
        if (parts == 0) {
            parts = (int) Math.max(1, Math.min(MOST_PARTS, Math.ceil(flops / atMost)));
        }
        body.run(done, parts);
        done++;
        return flops / parts;
    }
}
