package org.layerlab.page.play;

import java.util.List;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Kept;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;

/** Three sentences for first-time visitors, each beside the part of the page it is about, which is highlighted. */
final class Tour {
    private static final String KEPT = "tour";

    private record Stop(String place, String title, String text) {}

    private static final List<Stop> STOPS = List.of(
            new Stop(
                    "panel-transport",
                    Texts.of("Press Play"),
                    Texts.of(
                            "The network learns to separate orange from blue: the background shows its predictions, the line where it is undecided.")),
            new Stop(
                    "panel-network",
                    Texts.of("Look inside"),
                    Texts.of(
                            "Each square shows the output of one unit over the plane, each line a weight. Point at them, click to change them, add units with +.")),
            new Stop(
                    "panel-data",
                    Texts.of("Make it yours"),
                    Texts.of(
                            "Choose other points and settings. The address always holds all of them: copy it, and anyone who opens it sees the same.")));

    private int at = -1;

    Tour() {
        Dom.on("tour-next", "click", event -> go(at + 1));
        Dom.on("tour-close", "click", event -> end());
        Dom.on("tour", "keydown", event -> {
            KeyboardEvent key = (KeyboardEvent) event;
            if (key.getKey().equals("Escape")) {
                end();
            }
        });
        Dom.on("tour-again", "click", event -> go(0));
    }

    /** Begins, unless this browser has seen it through or sent it away. */
    void begin() {
        if (Kept.get(KEPT) == null) {
            go(0);
        }
    }

    private void go(int stop) {
        if (stop >= STOPS.size()) {
            end();
            return;
        }
        leave();
        at = stop;
        Stop here = STOPS.get(stop);
        Dom.text("tour-place", Texts.of("{0} of {1}", stop + 1, STOPS.size()));
        Dom.text("tour-title", here.title());
        Dom.text("tour-text", here.text());
        Dom.byId("tour").setAttribute("data-place", here.place());
        Dom.text("tour-next", stop + 1 < STOPS.size() ? Texts.of("Next") : Texts.of("Done"));
        Dom.show("tour", true);
        Dom.byId(here.place()).getClassList().add("tour-stop");
    }

    private void leave() {
        for (HTMLElement place : Dom.all(".tour-stop")) {
            place.getClassList().remove("tour-stop");
        }
    }

    private void end() {
        leave();
        at = -1;
        Dom.show("tour", false);
        Kept.put(KEPT, "seen");
    }
}
