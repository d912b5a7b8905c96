package org.layerlab.backend.dataset;

/** Receives the progress of a preparation. Called from several threads, one at a time. */
@FunctionalInterface
public interface PreparationProgress {
    PreparationProgress NONE = (done, total) -> {};

    /** {@code done} of {@code total} image files are prepared or skipped; {@code done} never falls. */
    void at(int done, int total);

    /**
     * An image is left out; {@code why} names it and what is wrong with it. Called from several threads concurrently.
     */
    default void leftOut(String why) {}
}
