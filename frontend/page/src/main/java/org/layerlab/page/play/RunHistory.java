package org.layerlab.page.play;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Kept;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.parts.RunCurves;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** The runs of this browser: kept when they stop or make way for another, and listed when a person opens the list. */
final class RunHistory {
    private static final String KEY = "runs";
    private static final int PICTURE = 96;

    private final BoundaryCanvas plane;
    private final RunCurves curves;
    private final Supplier<RunResult> present;
    private final Consumer<PlaySettings> takeUp;
    private final Consumer<PastRun> pin;

    /** The list where this browser stores nothing. */
    private PastRuns runs = PastRuns.read(null);

    private boolean stored = true;
    /** What was there before the last removal; empty where there is nothing to undo. */
    private String before = "";

    /** When the present run began; NaN where it is not kept: it continues a saved one. */
    private double started = Double.NaN;

    private RunResult last;
    private boolean running;

    /**
     * A list that is closed.
     *
     * @param curves of the present run
     * @param present tells how the present run stands
     * @param takeUp takes the settings of a run that is to be made again
     * @param pin puts a run beside the present one
     */
    RunHistory(
            BoundaryCanvas plane,
            RunCurves curves,
            Supplier<RunResult> present,
            Consumer<PlaySettings> takeUp,
            Consumer<PastRun> pin) {
        this.plane = plane;
        this.curves = curves;
        this.present = present;
        this.takeUp = takeUp;
        this.pin = pin;
        last = present.get();
        Dom.on("history", "toggle", event -> show());
        Dom.on("history-clear", "click", event -> {
            PastRuns none = load();
            before = none.text();
            while (!none.runs().isEmpty()) {
                none.remove(0);
            }
            keep(none);
            Dom.focus("#history-undo");
        });
        Dom.on("history-undo", "click", event -> {
            String text = before;
            before = "";
            keep(PastRuns.read(text));
        });
        Dom.on(Window.current(), "pagehide", event -> leave());
    }

    /** Another run is ready; one that continues a saved run is not kept. */
    void begin(boolean fresh) {
        started = fresh ? wallClock() : Double.NaN;
        running = false;
    }

    /** The present run has moved: it is kept when it comes to a stop. */
    void moved(PlayRun run, PlaySettings settings) {
        last = new RunResult(settings, run.iteration(), run.cost(), run.train(), run.test(), List.of());
        boolean stops = running && !run.playing();
        running = run.playing();
        if (stops && !run.inThePast()) {
            record();
        }
    }

    /** The present run makes way for another. */
    void leave() {
        record();
        started = Double.NaN;
    }

    private void record() {
        boolean own = last.settings().fitsLink() && Dom.all("html[data-embed]").isEmpty();
        if (Double.isNaN(started) || last.iteration() == 0 || !own) {
            return;
        }
        RunResult whole = new RunResult(
                last.settings(),
                last.iteration(),
                last.cost(),
                last.train(),
                last.test(),
                present.get().costs());
        PastRuns now = load();
        now.add(PastRun.of(whole, started, !curves.changes().isEmpty(), picture(plane.element(), PICTURE)));
        keep(now);
    }

    private PastRuns load() {
        return stored ? PastRuns.read(Kept.get(KEY)) : runs;
    }

    /** Keeps the runs; where there is no room for all of them, as many of the newest as there is room for. */
    private void keep(PastRuns now) {
        runs = now;
        if (!now.isOfLaterVersion()) {
            stored = Kept.put(KEY, now.text());
            while (!stored && now.shorten()) {
                stored = Kept.put(KEY, now.text());
            }
        }
        show();
    }

    private void show() {
        if (!Dom.byId("history").hasAttribute("open")) {
            return;
        }
        PastRuns now = load();
        List<PastRun> all = now.runs();
        HTMLElement list = Dom.emptied("history-runs");
        for (int i = 0; i < all.size(); i++) {
            list.appendChild(row(all.get(i), i));
        }
        Dom.show("history-clear", !all.isEmpty());
        Dom.show("history-undo", !before.isEmpty());
        Dom.text(
                "history-note",
                now.isOfLaterVersion()
                        ? Texts.of("A newer version of LayerLab keeps the runs of this browser. Reload the page.")
                        : !stored
                                ? Texts.of(
                                        "This browser does not store runs: the list is gone when you close the page.")
                                : all.isEmpty()
                                        ? Texts.of("No runs yet. A run is listed when it stops.")
                                        : Texts.of("The last {0} runs, in this browser alone.", PastRuns.MOST));
    }

    private HTMLElement row(PastRun past, int index) {
        RunResult run = past.result();
        PlaySettings settings = run.settings();
        HTMLElement row = Dom.copyOf("history-template");
        picture(row.querySelector("img"), past);
        String name = Texts.of(
                "{0}, {1}, rate {2}, seed {3}",
                settings.dataset().id(),
                settings.shapeText("·"),
                Text.number(settings.learningRate()),
                settings.seed());
        Dom.setText(row.querySelector("b"), name);
        Dom.setText(
                row.querySelector(".note"),
                Texts.of(
                                "{0} iterations · cost {1} · training {2} % · test {3} %",
                                NumberFormat.grouped(run.iteration()),
                                CostPoint.sixDecimals(run.cost()),
                                NumberFormat.percent(run.train()),
                                NumberFormat.percent(run.test()))
                        + (past.changed() ? " · " + Texts.of("settings changed during the run") : "")
                        + " · "
                        + CardText.date(iso(past.started())));
        act(row, "again", name, () -> takeUp.accept(settings));
        act(row, "pin", name, () -> pin.accept(past));
        act(row, "away", name, () -> {
            PastRuns now = load();
            before = now.text();
            now.remove(index);
            keep(now);
            Dom.focus("#history-undo");
        });
        return row;
    }

    private static void act(HTMLElement row, String what, String name, Runnable then) {
        HTMLElement button = row.querySelector("[data-" + what + "]");
        button.setAttribute("aria-label", button.getTextContent() + ": " + name);
        Dom.on(button, "click", event -> then.run());
    }

    /** Shows a run's picture; nothing where it has none. */
    static void picture(HTMLElement image, PastRun run) {
        image.setHidden(run.picture().isEmpty());
        image.setAttribute("src", "data:image/jpeg;base64," + run.picture());
    }

    /** What a canvas shows, as a JPEG of so many pixels in base64. */
    static String picture(HTMLCanvasElement plane, int pixels) {
        HTMLCanvasElement copy = Dom.createCanvas(pixels, pixels);
        ((CanvasRenderingContext2D) copy.getContext("2d")).drawImage(plane, 0, 0, pixels, pixels);
        String url = jpeg(copy);
        return url.substring(url.indexOf(',') + 1);
    }

    @JSBody(params = "canvas", script = "return canvas.toDataURL('image/jpeg', 0.7);")
    private static native String jpeg(HTMLCanvasElement canvas);

    /** Milliseconds since 1970. */
    @JSBody(script = "return Date.now();")
    static native double wallClock();

    @JSBody(params = "at", script = "return new Date(at).toISOString();")
    private static native String iso(double at);
}
