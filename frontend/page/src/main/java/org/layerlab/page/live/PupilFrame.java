package org.layerlab.page.live;

import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.FrameMessages;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The playground or the lesson in which a pupil works: a page of this site in a frame. It tells how it stands by the
 * messages of embedded pages; what it looks like is read from it, and it is saved by its own dialog, so that what is
 * handed in is what is saved, bit for bit.
 */
final class PupilFrame {
    /** Hears what the frame tells. */
    interface Hearer {
        void progress(int iteration, double cost, double train, double test, boolean running, boolean goal);

        void lesson(int predicted, int outcome, int checked, boolean right);
    }

    /** Hears what came of saving. */
    @JSFunctor
    interface Outcome extends JSObject {
        void came(String text);
    }

    private final Hearer hearer;
    private @Nullable HTMLElement frame;

    PupilFrame(Hearer hearer) {
        this.hearer = hearer;
    }

    /** Opens an address of this site in a fresh frame. */
    void open(String address, String title) {
        HTMLElement fresh = Dom.copyOf("frame");
        frame = fresh;
        FrameMessages.listen(fresh, this::hear);
        hideHeader(fresh);
        fresh.setAttribute("title", title);
        fresh.setAttribute("src", address);
        Dom.emptied("live-frame").appendChild(fresh);
    }

    /** Takes the frame away. */
    void close() {
        frame = null;
        Dom.emptied("live-frame");
    }

    boolean isOpen() {
        return frame != null;
    }

    private void hear(FrameMessages.Said said) {
        switch (said.getType()) {
            case "progress" ->
                hearer.progress(
                        said.getIteration(),
                        said.getCost(),
                        said.getTrainAccuracy(),
                        said.getTestAccuracy(),
                        said.isRunning(),
                        said.isGoal());
            case "lesson" -> hearer.lesson(said.getPredicted(), said.getOutcome(), said.getChecked(), said.isRight());
            default -> {
                // That a goal is reached is in the progress; verdicts on photos stay here.
            }
        }
    }

    /** The hidden layers. */
    String shape() {
        return frame == null ? "" : shape(frame);
    }

    /** The decision boundary; an empty text where there is none. */
    String picture() {
        HTMLElement canvas = frame == null ? null : boundary(frame);
        return canvas == null ? "" : Picture.of(canvas);
    }

    /** Makes the frame wait, or go on by its own controls. */
    void hold(boolean held) {
        if (frame != null) {
            hold(frame, held);
        }
    }

    /**
     * Saves the network as it is.
     *
     * @param name of the model
     * @param saved gets the model's id
     * @param failed gets the reason, for people; empty where there is no network
     */
    void save(String name, Outcome saved, Outcome failed) {
        if (frame == null) {
            failed.came("");
        } else {
            save(
                    frame,
                    name,
                    Texts.of("Your class moved on before your network was saved, so it was not handed in."),
                    Texts.of("Saving your network took longer than a minute. Try handing it in again."),
                    saved,
                    failed);
        }
    }

    /** Whether the frame shows a lesson in which a saved network judges photos. */
    boolean judgesPhotos() {
        return frame != null && judgesPhotos(frame);
    }

    @JSBody(params = "frame", script = "return !!frame.contentDocument.querySelector('#lesson[data-kind=classifier]');")
    private static native boolean judgesPhotos(HTMLElement frame);

    /** The document with the playground: the frame's own, or that of the frame in a lesson. */
    private static final String INNER = "var inner = function(frame) { var d = frame && frame.contentDocument;"
            + "  return !d ? null : d.getElementById('boundary') ? d : inner(d.querySelector('iframe')); };"
            + "var page = inner(frame);";

    /** The class has a bar of its own. */
    @JSBody(
            params = "frame",
            script = "frame.addEventListener('load', function() {"
                    + "  frame.contentDocument.querySelectorAll('.top, footer, .skip').forEach("
                    + "    function(one) { one.hidden = true; }); });")
    private static native void hideHeader(HTMLElement frame);

    @JSBody(
            params = "frame",
            script = INNER
                    + "var shape = page && page.getElementById('network-shape');"
                    + "return shape ? shape.value.replace(/[^0-9,]/g, '').slice(0, 40) : '';")
    private static native String shape(HTMLElement frame);

    @JSBody(params = "frame", script = INNER + "return page && page.getElementById('boundary');")
    private static native @Nullable HTMLElement boundary(HTMLElement frame);

    @JSBody(
            params = {"frame", "held"},
            script = INNER
                    + "frame.inert = held; var pause = page && page.getElementById('pause');"
                    + "if (held && pause && !pause.hidden) { pause.click(); }")
    private static native void hold(HTMLElement frame, boolean held);

    @JSBody(
            params = {"frame", "name", "gone", "late", "saved", "failed"},
            script = INNER
                    + "var by = function(id) { return page.getElementById(id); };"
                    + "if (!page || by('share-open').disabled) { failed(''); return; }"
                    + "if (!by('pause').hidden) { by('pause').click(); }"
                    + "by('share-open').click(); by('save-name').value = name; by('save').click();"
                    + "var end = performance.now() + 60000, timer = setInterval(function() {"
                    + "  var done = !by('share-result').hidden, wrong = !by('share-error').hidden;"
                    + "  var there = frame.isConnected && page.defaultView;"
                    + "  if (there && !done && !wrong && performance.now() < end) { return; }"
                    + "  clearInterval(timer); if (there) { by('share-dialog').close(); }"
                    + "  if (done) { saved(by('share-link').value.replace(/^.*\\/m\\//, '')); }"
                    + "  else { failed(!there ? gone : wrong ? by('share-error').textContent : late); } }, 100);")
    private static native void save(
            HTMLElement frame, String name, String gone, String late, Outcome saved, Outcome failed);
}
