package org.layerlab.page.play;

import java.util.List;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.LocalStore;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Float64Array;

/**
 * A bubble for first-time visitors that points at Play, the plot, the network and the data, one after another. It goes
 * on when a person does what it speaks of.
 */
final class Tour {
    private static final String KEPT = "tour";

    /** One of the buttons that stand where Play is. */
    private static final String PLAY =
            "#play:not([hidden]), #pause:not([hidden]), #train-more:not([hidden]), #start-over:not([hidden])";

    private record Stop(String target, String title, String text) {}

    private static final List<Stop> STOPS = List.of(
            new Stop(PLAY, Texts.of("Press Play"), Texts.of("The network learns to tell orange from blue.")),
            new Stop(
                    "#boundary-frame",
                    Texts.of("Watch the plot"),
                    Texts.of("The background shows the network’s predictions, the line where it is undecided.")),
            new Stop(
                    "#net-units",
                    Texts.of("Look inside"),
                    Texts.of(
                            "Each square shows the output of one unit over the plane, each line a weight. Point at them, click to change them, add units with +.")),
            new Stop(
                    ".datasets",
                    Texts.of("Make it yours"),
                    Texts.of(
                            "Choose other points and settings. The address holds them: copy it, and anyone who opens it sees the same.")));

    private static final int AT_PLAY = 0;
    private static final int AT_NETWORK = 2;
    private static final int AT_DATA = 3;
    private static final int NOWHERE = -1;
    private static final int WIDE = 960;

    private final HTMLElement bubble = Dom.byId("tour");
    private int at = NOWHERE;

    Tour() {
        // First in the order of Tab.
        toFront(bubble);
        Dom.on("tour-next", "click", event -> go(at + 1));
        Dom.on("tour-close", "click", event -> end());
        Dom.on("tour-again", "click", event -> go(AT_PLAY));
        Dom.on("play", "click", event -> done(AT_PLAY));
        Dom.on("panel-network", "click", event -> done(AT_NETWORK));
        Dom.on("panel-data", "change", event -> done(AT_DATA));
        Dom.on(Window.current().getDocument(), "keydown", event -> {
            if (((KeyboardEvent) event).getKey().equals("Escape")) {
                end();
            }
        });
        Dom.on(Window.current(), "scroll", event -> place());
        Dom.on(Window.current(), "resize", event -> place());
    }

    /**
     * Whether a link is none that somebody made to show something: a saved model, a lesson, a frame, a page without some
     * of its controls.
     *
     * @param others what the link says besides settings
     */
    static boolean fits(List<String> others) {
        for (String pair : others) {
            if (pair.startsWith("continue=")
                    || pair.startsWith("parent=")
                    || pair.equals("embed=true")
                    || pair.endsWith("_hide=true")) {
                return false;
            }
        }
        return Lesson.of(others).isEmpty();
    }

    /** Begins, once a browser, where it fits what the link says besides settings. */
    void begin(List<String> others) {
        if (fits(others) && LocalStore.get(KEPT) == null) {
            LocalStore.put(KEPT, "seen");
            go(AT_PLAY);
        }
    }

    private void done(int stop) {
        if (at == stop) {
            go(stop + 1);
        }
    }

    private void go(int stop) {
        end();
        if (stop >= STOPS.size()) {
            return;
        }
        at = stop;
        Stop here = STOPS.get(stop);
        Dom.text("tour-place", Texts.of("{0} of {1}", stop + 1, STOPS.size()));
        Dom.text("tour-title", here.title());
        Dom.text("tour-text", here.text());
        Dom.text("tour-next", stop + 1 < STOPS.size() ? Texts.of("Next") : Texts.of("Done"));
        bubble.setHidden(false);
        target().getClassList().add("tour-stop");
        if (!place()) {
            // The buttons that the text speaks of are above the drawing; where it is low, those of the layers alone.
            Dom.scrollToTop(at == AT_NETWORK ? Dom.byId("panel-network") : target());
            if (!place() && at == AT_NETWORK) {
                Dom.scrollToTop(Dom.byId("net-scroll"));
                place();
            }
        }
    }

    private HTMLElement target() {
        // Where there is room beside the whole panel, its buttons stay free, too.
        boolean whole = at == AT_NETWORK && Window.current().getInnerWidth() >= WIDE;
        return Dom.all(whole ? "#panel-network" : STOPS.get(at).target()).get(0);
    }

    /** Puts the bubble beside its target; whether there is room. */
    private boolean place() {
        if (at == NOWHERE) {
            return true;
        }
        double[] m = measure(target(), bubble).copyToJavaArray();
        TourPlace place = TourPlace.beside(
                new TourPlace.Box(m[0], m[1], m[2], m[3]), m[4], m[5], new TourPlace.Box(0, 0, m[6], m[7]));
        bubble.setAttribute("data-side", place.side());
        Dom.setStyle(bubble, "--x", place.x() + "px");
        Dom.setStyle(bubble, "--y", place.y() + "px");
        Dom.setStyle(bubble, "--arrow", place.arrow() + "px");
        // It has nothing to point at.
        Dom.setStyle(bubble, "visibility", m[3] < 0 || m[1] > m[7] ? "hidden" : "visible");
        return place.free();
    }

    private void end() {
        for (HTMLElement place : Dom.all(".tour-stop")) {
            place.getClassList().remove("tour-stop");
        }
        at = NOWHERE;
        bubble.setHidden(true);
    }

    @JSBody(params = "bubble", script = "document.body.prepend(bubble);")
    private static native void toFront(HTMLElement bubble);

    /** Target's left, top, right, bottom; the bubble's width and height; width and height of what the bar leaves free. */
    @JSBody(
            params = {"target", "bubble"},
            script = "var t = target.getBoundingClientRect(), low = innerHeight;"
                    + "document.querySelectorAll('.transport, .jumps').forEach(function(bar) {"
                    + "  if (getComputedStyle(bar).position === 'fixed' && !bar.contains(target)"
                    + "    && !bar.parentElement.contains(target)) {"
                    + "    low = Math.min(low, bar.getBoundingClientRect().top); } });"
                    + "return Float64Array.of(t.left, t.top, t.right, t.bottom, bubble.offsetWidth, bubble.offsetHeight,"
                    + "  document.documentElement.clientWidth, low);")
    private static native Float64Array measure(HTMLElement target, HTMLElement bubble);
}
