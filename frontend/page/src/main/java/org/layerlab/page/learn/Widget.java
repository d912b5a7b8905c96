package org.layerlab.page.learn;

import java.util.function.Consumer;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.TabStore;
import org.layerlab.page.parts.FrameMessages;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** What is tried, in a frame: a playground, or a model that classifies photos. It tells how it stands. */
final class Widget {
    private final HTMLElement frame = Dom.copyOf("frame");
    private final TryCounter shown = new TryCounter();
    private Report report = Report.NOTHING;
    /** Whether the frame takes photos. */
    private boolean listens;

    private String waiting = "";

    /**
     * Loads it into the page.
     *
     * @param title read aloud
     * @param hearer hears each report
     */
    Widget(String address, String title, Consumer<Report> hearer) {
        FrameMessages.listen(frame, said -> {
            switch (said.getType()) {
                case "progress" ->
                    report = new Report(
                            said.getIteration(),
                            said.getCost(),
                            said.getTrainAccuracy(),
                            said.getTestAccuracy(),
                            said.isRunning(),
                            said.isGoal(),
                            0);
                case "verdict" -> report = shown.counts(said.getPhoto()) ? report.judged() : report;
                case "ready" -> {
                    listens = true;
                    show(waiting);
                    waiting = "";
                    return;
                }
                default -> {
                    return;
                }
            }
            hearer.accept(report);
        });
        frame.setAttribute("title", title);
        frame.setAttribute("src", address);
        Dom.emptied("widget").appendChild(frame);
    }

    /** Gives a photo to the frame; while that does not listen yet, the last one waits. */
    void show(String photo) {
        if (!listens) {
            waiting = photo;
        } else if (!photo.isEmpty()) {
            give(frame, photo);
        }
    }

    /** Gives the keyboard to the frame, once it is there. */
    void focusOnceLoaded() {
        focusOnceLoaded(frame);
    }

    /** Takes the frame away, with the run that its page keeps for a reload. */
    void forget() {
        Dom.emptied("widget");
        TabStore.forget(frame);
    }

    @JSBody(
            params = "frame",
            script = "frame.addEventListener('load', function() { frame.contentWindow.focus(); }, {once: true});")
    private static native void focusOnceLoaded(HTMLElement frame);

    @JSBody(
            params = {"frame", "photo"},
            script = "frame.contentWindow.postMessage({source: 'layerlab', type: 'photo', url: photo},"
                    + " location.origin);")
    private static native void give(HTMLElement frame, String photo);
}
