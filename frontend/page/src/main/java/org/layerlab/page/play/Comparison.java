package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.LocalStore;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.parts.CostChart;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * Runs that a person pins: their curves over the current one's, their boundaries side by side, and what differed. This
 * browser keeps them.
 */
final class Comparison {
    private static final int MOST = 4;
    private static final int PICTURE = 320;
    private static final int KEPT_PICTURE = 220;
    private static final String KEY = "pinned";

    /** While a run continues, its table is updated slowly enough to be read. */
    private static final double BETWEEN_MS = 400;

    private record Pinned(PastRun run, String letter, HTMLElement card) {}

    private final BoundaryCanvas plane;
    private final CostChart chart;
    private final Supplier<RunResult> present;
    private final Consumer<PastRun> takeUp;
    private final Status status;
    private final List<Pinned> kept = new ArrayList<>();
    private double refreshed;

    /**
     * Nothing kept yet.
     *
     * @param present tells how the present run stands
     * @param takeUp takes a run that is to be made again
     * @param status says what cannot be done
     */
    Comparison(
            BoundaryCanvas plane,
            CostChart chart,
            Supplier<RunResult> present,
            Consumer<PastRun> takeUp,
            Status status) {
        this.status = status;
        this.plane = plane;
        this.chart = chart;
        this.present = present;
        this.takeUp = takeUp;
        Dom.on("keep", "click", event -> {
            String picture = RunHistory.picture(plane.element(), KEPT_PICTURE);
            pin(PastRun.of(present.get(), RunHistory.wallClock(), picture));
        });
        PastRuns.read(LocalStore.get(KEY), MOST).forEach(this::add);
        // After the plane, which hears of it first.
        Dom.onThemeChange(event -> refresh());
    }

    /** Pins a run, if there is room for another one. */
    void pin(PastRun run) {
        if (kept.size() == MOST) {
            status.note(Texts.of("At most {0} runs can be pinned.", MOST));
            return;
        }
        add(run);
        if (run.canBeKept()) {
            LocalStore.put(KEY, PastRuns.with(LocalStore.get(KEY), run, MOST));
            String there = LocalStore.get(KEY);
            if (there == null || !there.contains(run.line())) {
                status.note(
                        Texts.of(
                                "This browser’s storage is blocked or full: if you reload or leave this page, this run is no longer pinned."));
            }
        }
    }

    private void add(PastRun run) {
        String letter = "A";
        for (char c = 'A'; c < 'A' + MOST; c++) {
            String free = String.valueOf(c);
            boolean taken = false;
            for (Pinned one : kept) {
                taken |= one.letter().equals(free);
            }
            if (!taken) {
                letter = free;
                break;
            }
        }
        HTMLElement card = Dom.copyOf("kept-template");
        Pinned one = new Pinned(run, letter, card);
        card.setAttribute("data-run", letter);
        HTMLElement picture = card.querySelector("img");
        RunHistory.picture(picture, run);
        picture.setAttribute("alt", Texts.of("Decision boundary of run {0}", letter));
        Dom.setText(card.querySelector("b"), letter);
        String caption = caption(run.result());
        Dom.setText(
                card.querySelector(".kept-text"),
                run.canBeKept() ? caption : caption + " · " + Texts.of("not kept: too many points"));
        HTMLElement again = card.querySelector("[data-again]");
        again.setAttribute("aria-label", Texts.of("Load and rerun run {0}", letter));
        Dom.on(again, "click", event -> takeUp.accept(run));
        HTMLElement away = card.querySelector("[data-away]");
        away.setAttribute("aria-label", Texts.of("Remove run {0}", letter));
        Dom.on(away, "click", event -> forget(one));
        kept.add(one);
        Dom.byId("kept").appendChild(card);
        chart.keep(run.result().costs(), letter);
        shown();
    }

    private void copyPlane(HTMLCanvasElement picture) {
        picture.setWidth(PICTURE);
        picture.setHeight(PICTURE);
        CanvasRenderingContext2D context = (CanvasRenderingContext2D) picture.getContext("2d");
        context.drawImage(plane.element(), 0, 0, PICTURE, PICTURE);
    }

    private static String caption(RunResult state) {
        String text = Texts.of(
                "{0}, rate {1}",
                state.settings().shapeText("·"), Text.number(state.settings().learningRate()));
        return state.changes().any() ? text + " · " + Texts.of("changed during the run") : text;
    }

    private void forget(Pinned one) {
        chart.forget(kept.indexOf(one));
        kept.remove(one);
        Dom.byId("kept").removeChild(one.card());
        LocalStore.put(KEY, PastRuns.without(LocalStore.get(KEY), one.run(), MOST));
        shown();
    }

    private void shown() {
        Dom.enable("keep", kept.size() < MOST);
        Dom.show("compare-empty", kept.isEmpty());
        Dom.show("differences", !kept.isEmpty());
        Dom.show("runs", !kept.isEmpty());
        refresh();
    }

    /** Follows the present run: at each call where it stands still, a few times a second where it continues. */
    void follow(boolean running) {
        if (!running || Clock.now() - refreshed >= BETWEEN_MS) {
            refresh();
        }
    }

    /** Brings picture and table up to date with the present run. */
    private void refresh() {
        if (kept.isEmpty()) {
            return;
        }
        refreshed = Clock.now();
        RunResult run = present.get();
        HTMLElement now = Dom.byId("present-run");
        copyPlane((HTMLCanvasElement) now.querySelector("canvas"));
        Dom.setText(now.querySelector(".kept-text"), caption(run));
        List<RunResult> runs = new ArrayList<>(List.of(run));
        HTMLElement head = cleared("thead");
        HTMLElement names = Dom.create("tr");
        names.appendChild(cell("th", Texts.of("Run"), "col"));
        names.appendChild(cell("th", Texts.of("Now"), "col"));
        for (Pinned one : kept) {
            runs.add(one.run().result());
            names.appendChild(cell("th", one.letter(), "col"));
        }
        head.appendChild(names);
        HTMLElement body = cleared("tbody");
        for (RunDifferences.Row row : RunDifferences.of(runs)) {
            HTMLElement line = Dom.create("tr");
            line.appendChild(cell("th", row.label(), "row"));
            for (String value : row.values()) {
                line.appendChild(cell("td", value, ""));
            }
            body.appendChild(line);
        }
    }

    private static HTMLElement cleared(String part) {
        HTMLElement element = Dom.byId("differences").querySelector(part);
        element.clear();
        return element;
    }

    private static HTMLElement cell(String tag, String text, String scope) {
        HTMLElement cell = Dom.create(tag);
        Dom.setText(cell, text);
        if (scope.isEmpty()) {
            cell.setClassName("figure");
        } else {
            cell.setAttribute("scope", scope);
        }
        return cell;
    }
}
