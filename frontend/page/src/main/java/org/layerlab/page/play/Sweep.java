package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.parts.SurfacePainter;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The same run over a grid of learning rates and widths, one after the other in a worker of its own, as small multiples in
 * a table with a row for each width and a column for each rate: each shows its boundary; a click applies its settings and
 * says so.
 */
final class Sweep {
    private static final int PICTURE = 100;

    private record Cell(PlaySettings settings, String name, HTMLElement button) {}

    private final Supplier<PlaySettings> present;
    private final Consumer<PlaySettings> takeUp;
    private final List<Cell> cells = new ArrayList<>();
    private @Nullable WorkerLink worker;
    private SurfacePainter painter = new SurfacePainter();
    private int at;
    /** The best accuracy or R² so far. */
    private double best;
    /** The run that has it. */
    private @Nullable Cell leader;

    /** Listens to one worker; messages of earlier workers are ignored. */
    private final class Ear implements PlayMessages.Listener {
        @Override
        public void ready(RunMessages.Ready ready) {
            send(RunMessages.play());
        }

        @Override
        public void snapshot(RunMessages.Snapshot snapshot) {
            if (at < cells.size()) {
                heard(cells.get(at), snapshot);
            }
        }

        @Override
        public void failed(String why) {
            if (at < cells.size()) {
                caption(cells.get(at), Texts.of("failed"));
                at++;
                next();
            }
        }
    }

    /**
     * Nothing swept yet.
     *
     * @param present the settings from which all runs differ
     * @param takeUp takes the settings of the run that was chosen
     */
    Sweep(Supplier<PlaySettings> present, Consumer<PlaySettings> takeUp) {
        this.present = present;
        this.takeUp = takeUp;
        Dom.on("sweep-form", "submit", event -> {
            event.preventDefault();
            if (worker == null) {
                start();
            } else {
                stop();
            }
        });
    }

    private void start() {
        stop();
        cells.clear();
        leader = null;
        Dom.show("sweep-error", false);
        HTMLElement grid = Dom.byId("sweep-grid");
        grid.clear();
        SweepPlan plan;
        try {
            plan = SweepPlan.of(
                    present.get(),
                    Dom.input("sweep-rates").getValue(),
                    Dom.input("sweep-widths").getValue(),
                    Dom.input("sweep-iterations").getValue().trim());
        } catch (IllegalArgumentException e) {
            Dom.text("sweep-error", Texts.said(e.getMessage()) + ".");
            Dom.show("sweep-error", true);
            return;
        }
        plan.cells().forEach(planned -> cells.add(cell(planned)));
        lay(grid, plan);
        painter = new SurfacePainter(present.get().classes());
        worker = PlayMessages.start(new Ear());
        at = 0;
        best = Double.NEGATIVE_INFINITY;
        Dom.text("sweep-start", Texts.of("Stop"));
        next();
    }

    /** Puts the cells into the table, with their axes. */
    private void lay(HTMLElement grid, SweepPlan plan) {
        PlaySettings first = plan.cells().get(0).run();
        String measure = first.dataset().isRegression() ? Texts.of("Test R² (%)") : Texts.of("Test accuracy (%)");
        HTMLElement caption = Dom.create("caption");
        Dom.setText(caption, Texts.of("{0} after {1} iterations", measure, NumberFormat.grouped(first.iterations())));
        grid.appendChild(caption);
        HTMLElement head = row(grid);
        head(head, Texts.of("Layers ↓ · learning rate →"), "");
        for (int c = 0; c < plan.columns(); c++) {
            head(head, Text.number(plan.cells().get(c).run().learningRate()), "col");
        }
        HTMLElement line = head;
        for (int i = 0; i < cells.size(); i++) {
            if (i % plan.columns() == 0) {
                line = row(grid);
                head(line, cells.get(i).settings().shapeText("·"), "row");
            }
            HTMLElement place = Dom.create("td");
            place.appendChild(cells.get(i).button());
            line.appendChild(place);
        }
        Dom.text(
                "sweep-said",
                Texts.of(
                        "An empty square is waiting for its run. Diverged: the cost became NaN or infinite. White: the network is undecided there."));
    }

    private static HTMLElement row(HTMLElement grid) {
        HTMLElement row = Dom.create("tr");
        grid.appendChild(row);
        return row;
    }

    private static void head(HTMLElement row, String text, String scope) {
        HTMLElement head = Dom.create(scope.isEmpty() ? "td" : "th");
        head.setClassName("figure");
        if (!scope.isEmpty()) {
            head.setAttribute("scope", scope);
        }
        Dom.setText(head, text);
        row.appendChild(head);
    }

    private Cell cell(SweepPlan.Cell planned) {
        PlaySettings settings = planned.run();
        String name = Texts.of("{0}, rate {1}", settings.shapeText("·"), Text.number(settings.learningRate()));
        HTMLElement button = Dom.copyOf("sweep-template");
        button.setAttribute("aria-label", Texts.of("{0}: waiting", name));
        Dom.on(button, "click", event -> {
            takeUp.accept(planned.whole());
            cells.forEach(one -> one.button().setAttribute("aria-pressed", String.valueOf(one.button() == button)));
            Dom.text("sweep-said", Texts.of("The plot, the network and the settings now show {0}.", name));
            Dom.scrollTo(Dom.byId("panel-plot"));
        });
        return new Cell(settings, name, button);
    }

    private void next() {
        if (at == cells.size() || worker == null || worker.isDead()) {
            stop();
            if (at == cells.size()) {
                sayBest();
            }
            return;
        }
        caption(cells.get(at), "…");
        send(PlayMessages.points(cells.get(at).settings().fragment()));
    }

    private void heard(Cell cell, RunMessages.Snapshot snapshot) {
        if (snapshot.getBoundary() != null) {
            HTMLCanvasElement picture = (HTMLCanvasElement) cell.button().querySelector("canvas");
            CanvasRenderingContext2D context = (CanvasRenderingContext2D) picture.getContext("2d");
            painter.paint(context, PICTURE, PICTURE, snapshot.getBoundary().copyToJavaArray(), true);
        }
        if (snapshot.isDone() && !snapshot.isRunning()) {
            String result = Double.isFinite(snapshot.getCost())
                    ? NumberFormat.percent(Double.isNaN(snapshot.getTest()) ? snapshot.getTrain() : snapshot.getTest())
                            + " %"
                    : Texts.of("diverged");
            caption(cell, result);
            double right = Double.isNaN(snapshot.getTest()) ? snapshot.getTrain() : snapshot.getTest();
            if (Double.isFinite(snapshot.getCost()) && right > best) {
                best = right;
                mark(cell);
            }
            at++;
            next();
        }
    }

    private static void caption(Cell cell, String result) {
        Dom.setText(cell.button().querySelector(".sweep-result"), result);
        name(cell);
    }

    private static void name(Cell cell) {
        cell.button().setAttribute("aria-label", cell.name() + ": " + result(cell));
    }

    private static String result(Cell cell) {
        return cell.button().querySelector(".sweep-result").getTextContent();
    }

    /** Marks the best run so far, which another may have been. */
    private void mark(Cell cell) {
        Cell before = leader;
        if (before != null) {
            before.button().removeAttribute("data-best");
            name(before);
        }
        leader = cell;
        cell.button().setAttribute("data-best", "");
        cell.button().setAttribute("aria-label", Texts.of("{0}, best", cell.name() + ": " + result(cell)));
    }

    private void sayBest() {
        Cell cell = leader;
        Dom.text(
                "sweep-said",
                cell == null
                        ? Texts.of("Done: no run has a result to compare.")
                        : Texts.of(
                                "Best: {0} with {1}. Diverged: the cost became NaN or infinite. White: the network is undecided there.",
                                cell.name(), result(cell)));
    }

    private void send(Message message) {
        if (worker != null) {
            worker.send(message);
        }
    }

    private void stop() {
        if (worker != null) {
            worker.end();
            worker = null;
        }
        Dom.text("sweep-start", Texts.of("Start"));
    }
}
