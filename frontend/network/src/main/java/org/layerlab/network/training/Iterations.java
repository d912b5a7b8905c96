package org.layerlab.network.training;

/** How long a run may be that the playground, links, lessons and saved courses tell of. */
public final class Iterations {
    /** The most iterations: beyond them, a browser would train for days. */
    public static final int MOST = 10_000_000;

    private Iterations() {}
}
