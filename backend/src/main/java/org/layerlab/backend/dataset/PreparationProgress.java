package org.layerlab.backend.dataset;

/** Hears how far the preparation of a split is; called by one thread at a time, from several. */
@FunctionalInterface
public interface PreparationProgress {
    PreparationProgress NONE = (done, total) -> {};

    /** {@code done} of {@code total} image files are prepared or skipped; {@code done} never falls. */
    void at(int done, int total);

    /** An image is left out; {@code why} names it and what is wrong with it. Called from several threads at once. */
    default void leftOut(String why) {}
}
