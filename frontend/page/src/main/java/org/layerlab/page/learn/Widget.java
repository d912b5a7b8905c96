package org.layerlab.page.learn;

import java.util.function.Consumer;
import org.layerlab.page.browser.Dom;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.dom.html.HTMLElement;

/** What is tried, in a frame: a playground, or a model that classifies photos. It tells how it stands. */
final class Widget {
    private final HTMLElement frame = Dom.copyOf("frame");
    private Report report = Report.NOTHING;

    /** What a frame says. */
    private interface Said extends JSObject {
        @JSProperty
        String getType();

        @JSProperty
        int getIteration();

        @JSProperty
        double getCost();

        @JSProperty
        double getTrainAccuracy();

        @JSProperty
        double getTestAccuracy();

        @JSProperty
        boolean isRunning();
    }

    @JSFunctor
    private interface Hearer extends JSObject {
        void hear(Said said);
    }

    /**
     * Loads it into the page.
     *
     * @param title read aloud
     * @param hearer hears each report
     */
    Widget(String address, String title, Consumer<Report> hearer) {
        listen(frame, said -> {
            switch (said.getType()) {
                case "progress" ->
                    report = new Report(
                            said.getIteration(),
                            said.getCost(),
                            said.getTrainAccuracy(),
                            said.getTestAccuracy(),
                            said.isRunning(),
                            false,
                            0);
                case "goal" -> report = report.reached();
                case "verdict" -> report = report.judged();
                default -> {
                    return;
                }
            }
            hearer.accept(report);
        });
        frame.setAttribute("title", title);
        frame.setAttribute("src", address);
        Dom.emptied("widget").appendChild(frame);
        // Keys, such as Space for Play, go to the experiment.
        focusOnceLoaded(frame);
    }

    /** How it stands. */
    Report report() {
        return report;
    }

    /** Gives a photo to the frame. */
    void show(String photo) {
        give(frame, photo);
    }

    @JSBody(
            params = {"frame", "hearer"},
            script = "addEventListener('message', function(event) {"
                    + "  if (event.source === frame.contentWindow && event.data && event.data.source === 'layerlab') {"
                    + "    hearer(event.data); } });")
    private static native void listen(HTMLElement frame, Hearer hearer);

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
