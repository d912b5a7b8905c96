package org.layerlab.page.play;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * Hands a run to the list of this browser's runs when it stops, another run replaces it, or the page is left or goes
 * out of sight. The list itself is {@code static/runs.js}, which is loaded with the first training and reports which run
 * to load or pin.
 */
final class RunHistory {
    private static final int PICTURE = 96;
    private static final int NOWHERE = -1;

    private final BoundaryCanvas plane;
    private final Supplier<RunResult> present;

    /** When the present run began; NaN where it is not kept: it continues a saved one. */
    private double started = Double.NaN;
    /** When the run began whose place in the list the next one takes; NaN where that has a place of its own. */
    private double replaced = Double.NaN;

    private boolean fresh;
    private RunResult last;
    /** Whether the list has the present run as it is: the plot may show its past. */
    private boolean recorded;

    private boolean running;
    /** Where Play was pressed, until the run is seen to run or is over before that; {@link #NOWHERE} otherwise. */
    private int playedFrom = NOWHERE;

    /**
     * Nothing handed over yet.
     *
     * @param present tells how the present run stands
     * @param takeUp takes a run that is to be made again
     * @param pin puts a run beside the present one
     */
    RunHistory(BoundaryCanvas plane, Supplier<RunResult> present, Consumer<PastRun> takeUp, Consumer<PastRun> pin) {
        this.plane = plane;
        this.present = present;
        last = present.get();
        Dom.on(Window.current().getDocument(), "pastrun", event -> {
            String told = detail(event);
            PastRun run = PastRun.read(told.substring(told.indexOf(' ') + 1));
            if (told.startsWith("pin")) {
                pin.accept(run);
            } else {
                takeUp.accept(run);
            }
        });
        // It may go on, if the page comes back: the list has it once.
        Dom.onLeaving(event -> record());
    }

    /**
     * Another run is ready.
     *
     * @param isFresh false where it continues a saved run, which is not kept
     * @param plays whether it starts at once
     */
    void begin(boolean isFresh, boolean plays) {
        fresh = isFresh;
        last = present.get();
        double now = Double.isNaN(replaced) ? wallClock() : replaced;
        started = fresh ? now : Double.NaN;
        replaced = Double.NaN;
        running = false;
        recorded = false;
        press(plays, 0);
    }

    /** Whether the present run began from initial weights. */
    boolean isFresh() {
        return fresh;
    }

    /** Play or Pause was pressed at this iteration. */
    void press(boolean plays, int iteration) {
        playedFrom = plays ? iteration : NOWHERE;
    }

    /** The present run has moved: it is kept when it comes to a stop. */
    void moved(PlayRun run, PlaySettings settings) {
        // A run that is looked at in its past was made further.
        if (!run.inThePast()) {
            last = new RunResult(settings, run.iteration(), run.cost(), run.train(), run.test(), List.of());
            recorded = false;
        }
        boolean ran = running || (playedFrom != NOWHERE && run.iteration() != playedFrom);
        boolean stops = ran && !run.playing();
        running = run.playing();
        if (running || stops) {
            playedFrom = NOWHERE;
        }
        if (stops && !run.inThePast()) {
            record();
        }
    }

    /** The next run is the present one with other points, drawn as it went: the list has the two as one. */
    void redraw() {
        replaced = started;
    }

    /** There are no points any more: the run that comes next is another one. */
    void forget() {
        replaced = Double.NaN;
    }

    /** Another run replaces the present one. */
    void leave() {
        record();
        started = Double.NaN;
    }

    private void record() {
        boolean own = last.settings().fitsLink() && Dom.all("html[data-embed]").isEmpty();
        if (recorded || Double.isNaN(started) || last.iteration() == 0 || !own) {
            return;
        }
        recorded = true;
        RunResult now = present.get();
        push(PastRun.of(last.with(now.costs(), now.changes()), started, picture(plane.element(), PICTURE))
                .line());
    }

    /** Shows a run's picture; nothing where it has none. */
    static void picture(HTMLElement image, PastRun run) {
        image.setHidden(run.picture().isEmpty());
        image.setAttribute("src", "data:image/jpeg;base64," + run.picture());
    }

    /** A canvas as a JPEG of this many pixels a side, in base64. */
    static String picture(HTMLCanvasElement plane, int pixels) {
        HTMLCanvasElement copy = Dom.createCanvas(pixels, pixels);
        ((CanvasRenderingContext2D) copy.getContext("2d")).drawImage(plane, 0, 0, pixels, pixels);
        String url = jpeg(copy);
        return url.substring(url.indexOf(',') + 1);
    }

    /** Until the list is loaded, its lines wait in an array. */
    @JSBody(params = "line", script = "(self.LayerLabRuns = self.LayerLabRuns || []).push(line);")
    private static native void push(String line);

    @JSBody(params = "event", script = "return event.detail;")
    private static native String detail(Event event);

    @JSBody(params = "canvas", script = "return canvas.toDataURL('image/jpeg', 0.7);")
    private static native String jpeg(HTMLCanvasElement canvas);

    /** Milliseconds since 1970. */
    @JSBody(script = "return Date.now();")
    static native double wallClock();
}
