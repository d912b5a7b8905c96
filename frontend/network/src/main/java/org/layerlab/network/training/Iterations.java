package org.layerlab.network.training;

/** The longest run that the playground, links, lessons and saved courses accept. */
public final class Iterations {
    /** The most iterations: beyond them, a browser would train for days. */
    public static final int MOST = 10_000_000;

    private Iterations() {}
}
