package org.layerlab.page.lab;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.WriterConfig;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Figure;
import org.layerlab.page.message.LabMessages;
import org.layerlab.page.message.WorkerLink;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** Shows the benchmark as it runs: a table with bars for people, JSON for scripts. */
public final class BenchPage implements LabMessages.Listener {
    private final Status status;
    private final boolean onGpu = Engine.forcesGpu();
    /** Loads before it is needed; null after a failure, so that the next measurement gets another. */
    private @Nullable WorkerLink worker = startWorker();

    private @Nullable WorkerLink gpu;
    private boolean measuring;
    /** Whether the GPU is still to be measured, where there is one. */
    private boolean gpuNext;

    private LimitShares shares = new LimitShares();

    /** The benchmark on this page. */
    public BenchPage(Status status) {
        this.status = status;
        Engine.tellForced();
    }

    /** Waits for the button: a measurement takes the processor, so it begins when it is asked for. */
    public void start() {
        Dom.on("bench-start", "click", event -> begin());
        Dom.text("bench-browser", browser());
        status.state("ready");
        if (Dom.hash().contains("start=true")) {
            begin();
        }
    }

    private void begin() {
        shares = new LimitShares();
        measuring = true;
        status.clear();
        Dom.show("bench-busy", false);
        Dom.byId("bench-results").querySelector("tbody").clear();
        Dom.text("bench-json", "");
        Dom.enable("bench-start", false);
        Dom.text("bench-summary", Texts.of("Measuring …"));
        status.state("training");
        gpuNext = Engine.mayUseGpu() && !onGpu;
        WorkerLink link = worker;
        if (link == null) {
            link = startWorker();
            worker = link;
        }
        link.send(LabMessages.bench(onGpu ? LabMessages.SOFTWARE : ""));
    }

    private WorkerLink startWorker() {
        return onGpu ? LabMessages.startGpu(this) : LabMessages.start(this);
    }

    private void measureGpu() {
        WorkerLink link = gpu;
        if (link == null) {
            link = LabMessages.startGpu(this);
            gpu = link;
        }
        link.send(LabMessages.bench(""));
    }

    @Override
    public void measured(Figure figure, int done, int total) {
        shares.add(figure);
        HTMLElement row = Dom.copyOf("bench-row");
        Dom.setText(row.querySelector("th"), Texts.said(figure.name()));
        Dom.setText(
                row.querySelector(".value"),
                figure.value() < 100
                        ? NumberFormat.decimals(figure.value(), 2)
                        : NumberFormat.grouped(Math.round(figure.value())));
        Dom.setText(row.querySelector(".unit"), Texts.said(figure.unit()));
        Dom.setText(
                row.querySelector(".threads"),
                figure.threads() == Figure.ON_GPU ? "GPU" : String.valueOf(figure.threads()));
        Dom.byId("bench-results").querySelector("tbody").appendChild(row);
        share(row, figure);
        Dom.progress(Dom.byId("bench-progress"), done, total);
    }

    private void share(HTMLElement row, Figure figure) {
        double share = shares.of(figure);
        boolean known = !Double.isNaN(share);
        Dom.setText(row.querySelector(".share-text"), known ? Math.round(100 * share) + "\u00a0%" : "");
        Dom.setStyle(row.querySelector(".share-bar"), "--share", String.valueOf(known ? share : 0));
    }

    private JsonObject json(Figure figure) {
        JsonObject json = Json.object()
                .add("id", figure.id())
                .add("name", figure.name())
                .add("value", figure.value())
                .add("unit", figure.unit())
                .add("threads", figure.threads());
        if (figure.gigaflops() > 0) {
            json.add("gigaflops", figure.gigaflops());
        }
        double share = shares.of(figure);
        return Double.isNaN(share) ? json : json.add("shareOfLimit", share);
    }

    @Override
    public void finished() {
        if (gpuNext) {
            gpuNext = false;
            measureGpu();
            return;
        }
        end(Texts.of("{0} results, each the median of five", shares.figures().size()));
        status.state("ready");
    }

    /** Tells what was measured, with shares of the limit as it is known by now. */
    private void end(String summary) {
        measuring = false;
        JsonArray figures = new JsonArray();
        HTMLElement row = Dom.byId("bench-results").querySelector("tbody tr");
        for (Figure figure : shares.figures()) {
            figures.add(json(figure));
            share(row, figure);
            row = (HTMLElement) row.getNextSibling();
        }
        Dom.show("bench-busy", shares.busy());
        Dom.text(
                "bench-json",
                Json.object()
                        .add("engine", onGpu ? Engine.GPU : Engine.name())
                        .add("kernels", Dom.documentData("kernels"))
                        .add("threads", Integer.parseInt(Dom.documentData("threads")))
                        .add("cores", cores())
                        .add("browser", browser())
                        .add("busy", shares.busy())
                        .add("figures", figures)
                        .toString(WriterConfig.PRETTY_PRINT));
        Dom.text("bench-summary", summary);
        Dom.enable("bench-start", true);
    }

    @Override
    public void failed(String why) {
        // A worker that goes on all the same would mix its figures with those of the next measurement.
        worker = ended(worker);
        gpu = ended(gpu);
        if (measuring) {
            end(Texts.of("Ended early. Results: {0}", shares.figures().size()));
        }
        status.say(why);
        status.state("failed");
    }

    private static @Nullable WorkerLink ended(@Nullable WorkerLink link) {
        if (link != null) {
            link.end();
        }
        return null;
    }

    @JSBody(script = "return navigator.hardwareConcurrency || 1;")
    private static native int cores();

    @JSBody(script = "return navigator.userAgent;")
    private static native String browser();
}
