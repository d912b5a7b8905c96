package org.layerlab.page.photos;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Status;
import org.layerlab.page.message.Asker;
import org.layerlab.page.parts.VerdictPanel;

/** A photo, the verdict of whichever network judges, why, and what its layers find in the photo. */
public final class JudgePanel {
    private final Asker network;
    private final VerdictPanel verdict;
    private final ExplanationPanel explanation;
    private final MapsPanel maps;
    private PhotoWorker current;

    /**
     * The panel on this page.
     *
     * @param first judges until another one is chosen
     * @param alsoAsked hears of each photo that is judged
     */
    public JudgePanel(Status status, PhotoWorker first, VerdictPanel.Asked alsoAsked) {
        current = first;
        network = new Asker(status::say);
        verdict = new VerdictPanel(status, network);
        explanation = new ExplanationPanel(network, verdict::take);
        maps = new MapsPanel(network);
        ShareResult.bind(status);
        explanation.also(there -> Dom.enable("verdict-share", there));
        verdict.also(photo -> {
            explanation.ask(photo, current.labels("train") != null);
            maps.ask(photo);
            alsoAsked.asked(photo);
        });
    }

    /** Asks the network that judges. */
    public Asker network() {
        return network;
    }

    /** The photo and what is said of it. */
    public VerdictPanel verdict() {
        return verdict;
    }

    /** The worker whose network judges. */
    public PhotoWorker current() {
        return current;
    }

    /** Takes a worker whose network is still on its way. */
    public void await(PhotoWorker worker) {
        current = worker;
        network.turnTo(worker.link());
        verdict.noModel();
    }

    /** Lets the network of a worker judge, the photo that is there first. */
    public void judgeBy(PhotoWorker worker) {
        await(worker);
        calibrated(worker);
        verdict.judgeAgain(worker.preparation());
    }

    /** Shows how far the probabilities of a worker can be trusted, where it is the one that judges. */
    public void calibrated(PhotoWorker from) {
        if (from != current) {
            return;
        }
        @Nullable Calibration known = from.calibration();
        verdict.calibrated(known);
        Dom.setStyle(Dom.byId("probability-bar"), "--unsure", String.valueOf(CalibrationText.band(known)));
    }

    /** Other photos are loaded, among which there may be nearer ones. */
    public void loaded(PhotoWorker from) {
        if (from == current) {
            explanation.askNear(true);
        }
    }
}
