package org.layerlab.page.photos.classes;

import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.photos.EngineNote;

/** What the page says of a training: how far it is, and what came of it. */
final class TrainingStatus {
    private boolean on;
    private int number;
    private double since;

    /** A training begins; the answer is its number. */
    int begin() {
        on = true;
        number++;
        since = Clock.now();
        EngineNote.clear();
        Dom.show("class-stop", true);
        progress(0, 1);
        tell(Texts.of("Training …"));
        return number;
    }

    /** Whether there is a training. */
    boolean isOn() {
        return on;
    }

    /** Whether the training of that number is on its way. */
    boolean isOn(int which) {
        return on && which == number;
    }

    /** The training has ended; late news of it is ignored. */
    void end() {
        on = false;
        Dom.show("class-stop", false);
        Dom.show("class-progress", false);
    }

    /** Shows how much of the network that the classes start from has come; the time counts from the next news on. */
    void arriving(String text, double received, double total) {
        since = Clock.now();
        if (!text.isEmpty()) {
            tell(text);
            if (on) {
                progress(received, Math.max(received, total));
            }
        }
    }

    /** Shows how much is done. */
    void progress(PhotoMessages.Loading loading) {
        if (on) {
            tell(Texts.of("Training …"));
            progress(loading.getDone(), loading.getTotal());
        }
    }

    /** Shows what computes; what fails goes to the status. */
    void engine(EngineChoice choice, Status status) {
        if (on) {
            EngineNote.show(choice, EngineNote.Work.PHOTOS, status);
        }
    }

    private static void progress(double done, double total) {
        Dom.progress(Dom.byId("class-progress"), done, total);
        Dom.show("class-progress", true);
    }

    /**
     * Shows what came of it.
     *
     * @param photos it learned from
     * @param leftOut a sentence about the classes that it left out; empty where there were none
     */
    void trained(int photos, String leftOut) {
        String seconds = NumberFormat.decimals((Clock.now() - since) / 1000, 1);
        String trained = Texts.of("Trained on {0} photos in {1} s.", NumberFormat.grouped(photos), seconds);
        tell((trained + " " + leftOut).trim());
    }

    /** Says something else. */
    static void tell(String text) {
        Dom.text("class-status", text);
    }
}
