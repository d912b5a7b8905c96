package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.network.data.Points;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.parts.CostChart;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** Runs that a person keeps: their curves over the present one's, their boundaries side by side, and what differed. */
final class Comparison {
    private static final int MOST = 4;
    private static final int PICTURE = 320;

    /** While a run goes on, its table is written anew so seldom that it can be read. */
    private static final double BETWEEN_MS = 400;

    /** What changes how a run is seen, not the run. */
    private static final List<String> SEEN_ONLY = List.of("showTestData", "discretize");

    private record Kept(RunResult state, String letter, HTMLElement card) {}

    private final BoundaryCanvas plane;
    private final CostChart chart;
    private final Supplier<RunResult> present;
    private final Consumer<PlaySettings> takeUp;
    private final List<Kept> kept = new ArrayList<>();
    private double refreshed;

    /**
     * Nothing kept yet.
     *
     * @param present tells how the present run stands
     * @param takeUp takes the settings of a run that is to be made again
     */
    Comparison(BoundaryCanvas plane, CostChart chart, Supplier<RunResult> present, Consumer<PlaySettings> takeUp) {
        this.plane = plane;
        this.chart = chart;
        this.present = present;
        this.takeUp = takeUp;
        Dom.on("keep", "click", event -> keep());
    }

    private void keep() {
        String letter = "A";
        for (char c = 'A'; c < 'A' + MOST; c++) {
            String free = String.valueOf(c);
            if (kept.stream().noneMatch(one -> one.letter().equals(free))) {
                letter = free;
                break;
            }
        }
        RunResult state = present.get();
        HTMLElement card = Dom.copyOf("kept-template");
        Kept one = new Kept(state, letter, card);
        card.setAttribute("data-run", letter);
        HTMLCanvasElement picture = (HTMLCanvasElement) card.querySelector("canvas");
        copyPlane(picture);
        picture.setAttribute("aria-label", Texts.of("Decision boundary of run {0}", letter));
        Dom.setText(card.querySelector("b"), letter);
        Dom.setText(card.querySelector(".kept-text"), caption(state));
        HTMLElement again = card.querySelector("[data-again]");
        again.setAttribute("aria-label", Texts.of("Set up run {0} again", letter));
        Dom.on(again, "click", event -> takeUp.accept(state.settings()));
        HTMLElement away = card.querySelector("[data-away]");
        away.setAttribute("aria-label", Texts.of("Forget run {0}", letter));
        Dom.on(away, "click", event -> forget(one));
        kept.add(one);
        Dom.byId("kept").appendChild(card);
        chart.keep(state.costs(), "--run-" + letter);
        shown();
    }

    private void copyPlane(HTMLCanvasElement picture) {
        picture.setWidth(PICTURE);
        picture.setHeight(PICTURE);
        CanvasRenderingContext2D context = (CanvasRenderingContext2D) picture.getContext("2d");
        context.drawImage(plane.element(), 0, 0, PICTURE, PICTURE);
    }

    private static String caption(RunResult state) {
        return Texts.of(
                "{0}, rate {1}",
                state.settings().shapeText("·"),
                PlaySettings.number(state.settings().learningRate()));
    }

    private void forget(Kept one) {
        chart.forget(kept.indexOf(one));
        kept.remove(one);
        Dom.byId("kept").removeChild(one.card());
        shown();
    }

    private void shown() {
        Dom.enable("keep", kept.size() < MOST);
        Dom.show("compare-empty", kept.isEmpty());
        Dom.show("differences", !kept.isEmpty());
        Dom.show("runs", !kept.isEmpty());
        refresh();
    }

    /** Follows the present run: at each call where it stands still, a few times a second where it goes on. */
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
        List<RunResult> states = new ArrayList<>();
        StringBuilder head = new StringBuilder(
                "<tr><th scope=\"col\">" + Texts.of("Run") + "</th><th scope=\"col\">" + Texts.of("now") + "</th>");
        states.add(run);
        for (Kept one : kept) {
            states.add(one.state());
            head.append("<th scope=\"col\">").append(one.letter()).append("</th>");
        }
        Dom.byId("differences")
                .querySelector("thead")
                .setInnerHTML(head.append("</tr>").toString());
        HTMLElement body = Dom.byId("differences").querySelector("tbody");
        body.clear();
        List<String> keys = new ArrayList<>(PlaySettings.DEFAULT.values().keySet());
        keys.add("points");
        for (String key : keys) {
            if (SEEN_ONLY.contains(key)) {
                continue;
            }
            List<String> values =
                    states.stream().map(state -> value(state, key)).toList();
            if (values.stream().distinct().count() > 1) {
                row(body, Texts.said(label(key)), values);
            }
        }
        row(
                body,
                Texts.of("iteration"),
                states.stream().map(s -> NumberFormat.grouped(s.iteration())).toList());
        row(
                body,
                Texts.of("cost"),
                states.stream().map(s -> CostPoint.sixDecimals(s.cost())).toList());
        row(
                body,
                Texts.of("train, %"),
                states.stream().map(s -> NumberFormat.percent(s.train())).toList());
        row(
                body,
                Texts.of("test, %"),
                states.stream().map(s -> NumberFormat.percent(s.test())).toList());
    }

    private static String value(RunResult state, String key) {
        if (key.equals("points")) {
            return state.settings().dataset() == Points.CUSTOM
                    ? state.settings().points().toString()
                    : "–";
        }
        String value = state.settings().values().getOrDefault(key, "");
        return value.isEmpty() ? "none" : value;
    }

    /** {@code learningRate} → {@code learning rate}. */
    private static String label(String key) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                words.append(' ').append((char) (c - 'A' + 'a'));
            } else {
                words.append(c);
            }
        }
        return words.toString();
    }

    private static void row(HTMLElement body, String label, List<String> values) {
        HTMLElement row = Dom.create("tr");
        HTMLElement head = Dom.create("th");
        head.setAttribute("scope", "row");
        Dom.setText(head, label);
        row.appendChild(head);
        for (String value : values) {
            HTMLElement cell = Dom.create("td");
            cell.setClassName("figure");
            Dom.setText(cell, value);
            row.appendChild(cell);
        }
        body.appendChild(row);
    }
}
