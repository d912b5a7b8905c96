package org.layerlab.page.photos.train;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.WorkerLink;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The offer to resume the training that this browser keeps. Where that was on a person's own photos, which no page can
 * open again by itself, it says which photos to choose first.
 */
final class ResumeOffer {
    private final Status status;
    private final WorkerLink worker;
    private final TrainingRun training;
    private final BooleanSupplier ownPhotos;
    private @Nullable KeptRun run;
    /** Whether it was said that what is kept cannot be read. */
    private boolean saidUnreadable;

    /**
     * Nothing is offered yet.
     *
     * @param worker knows what is kept
     * @param training says whether it may be offered now, and where
     * @param ownPhotos whether a person's own photos are here
     */
    ResumeOffer(Status status, WorkerLink worker, TrainingRun training, BooleanSupplier ownPhotos) {
        this.status = status;
        this.worker = worker;
        this.training = training;
        this.ownPhotos = ownPhotos;
        Dom.on("forget-confirm", "click", event -> forget());
    }

    /** The run that can be resumed now; null if there is none. */
    @Nullable
    KeptRun run() {
        return run;
    }

    /** Offers what this browser keeps, as soon as that is known, if it may be offered then. */
    void ask() {
        worker.ask(
                PhotoMessages.kept(),
                answer -> {
                    if (training.offersKept()) {
                        offer(answer.getText());
                    }
                },
                // A worker that died has said so.
                why -> {});
    }

    private void offer(String about) {
        hide();
        try {
            if (!about.isEmpty()) {
                KeptRun kept = KeptRun.of(about);
                show(kept, !kept.settings().photos().own() || ownPhotos.getAsBoolean());
            }
        } catch (IllegalArgumentException e) {
            if (saidUnreadable) {
                return;
            }
            saidUnreadable = true;
            // It stays until another training takes its place: the version that kept it can go on with it.
            status.note(
                    Texts.of(
                            "This browser keeps a training that this version of the page cannot read. Reload the page to get the newest version. The next training replaces it."));
        }
    }

    private void show(KeptRun kept, boolean photosAreHere) {
        run = photosAreHere ? kept : null;
        Dom.text("resume-text", photosAreHere ? kept.text() : kept.textWithoutPhotos());
        Dom.text("resume", kept.action());
        Dom.show("resume", photosAreHere);
        // A saved run that waits for Continue comes first.
        HTMLElement form = Dom.byId("train-form");
        HTMLElement offer = Dom.byId("resume-offer");
        form.insertBefore(offer, training.waitsForContinue() ? Dom.byId("own") : Dom.byId("presets"));
        Dom.show("resume-offer", true);
    }

    /** Offers nothing. */
    void hide() {
        run = null;
        Dom.show("resume-offer", false);
    }

    /** Forgets what this browser keeps. */
    private void forget() {
        worker.send(PhotoMessages.forget());
        hide();
    }
}
