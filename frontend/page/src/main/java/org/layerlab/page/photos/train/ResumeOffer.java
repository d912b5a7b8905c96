package org.layerlab.page.photos.train;

import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;

/**
 * The offer to take up the training that this browser keeps. Where that was on a person's own photos, which no page can
 * open again by itself, it says which photos to choose first.
 */
final class ResumeOffer {
    private @Nullable KeptRun run;

    /** The run that can be taken up now; null where there is none. */
    @Nullable
    KeptRun run() {
        return run;
    }

    /**
     * Shows what is kept.
     *
     * @param photosAreHere whether the photos of the run can be loaded
     */
    void show(KeptRun kept, boolean photosAreHere) {
        run = photosAreHere ? kept : null;
        Dom.text("resume-text", photosAreHere ? kept.text() : kept.textWithoutPhotos());
        Dom.text("resume", kept.action());
        Dom.show("resume", photosAreHere);
        Dom.show("resume-offer", true);
    }

    /** Offers nothing. */
    void hide() {
        run = null;
        Dom.show("resume-offer", false);
    }
}
