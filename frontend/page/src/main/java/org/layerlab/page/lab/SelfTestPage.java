package org.layerlab.page.lab;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.WriterConfig;
import org.layerlab.network.check.Check;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.LabMessages;
import org.layerlab.page.message.WorkerLink;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** Shows the self-test as it runs: a table for people, JSON for scripts. */
public final class SelfTestPage implements LabMessages.Listener {
    private static final int MOST_RUNS = 100_000;

    private final Status status;
    private final boolean onGpu = Engine.forcesGpu();
    private final WorkerLink worker = onGpu ? LabMessages.startGpu(this) : LabMessages.start(this);
    /** Whether the GPU is still to be tested, where there is one. */
    private boolean gpuNext = Engine.mayUseGpu() && !onGpu;

    private final JsonArray results = new JsonArray();
    private int passed;
    private int failed;

    /** The self-test on this page. */
    public SelfTestPage(Status status) {
        this.status = status;
        Engine.tellForced();
    }

    /** Begins: the self-test, or the runs that {@code #runs=COUNT&seed=SEED} asks for. */
    public void start() {
        status.state("training");
        double runs = number("runs");
        if (runs > 0) {
            gpuNext = false;
            worker.send(LabMessages.runs(number("seed"), (int) Math.min(runs, MOST_RUNS)));
        } else {
            worker.send(LabMessages.selfTest(onGpu ? LabMessages.SOFTWARE : Dom.documentData("assets")));
        }
    }

    @JSBody(params = "key", script = "return Number(new URLSearchParams(location.hash.slice(1)).get(key)) || 0;")
    private static native double number(String key);

    @Override
    public void checked(Check check, double milliseconds, int done, int total) {
        if (check.passed()) {
            passed++;
        } else {
            failed++;
        }
        results.add(Json.object()
                .add("name", check.name())
                .add("passed", check.passed())
                .add("detail", check.detail())
                .add("milliseconds", milliseconds));
        HTMLElement row = Dom.copyOf("selftest-row");
        row.setAttribute("data-result", check.passed() ? "passed" : "failed");
        Dom.setText(row.querySelector("th"), check.name());
        String[] cells = {
            check.passed() ? Texts.of("passed") : Texts.of("failed"),
            check.detail(),
            NumberFormat.decimals(milliseconds, 0) + " ms"
        };
        for (int i = 0; i < cells.length; i++) {
            Dom.setText(row.querySelector("td:nth-of-type(" + (i + 1) + ")"), cells[i]);
        }
        Dom.byId("selftest-results").querySelector("tbody").appendChild(row);
        Dom.progress(Dom.byId("selftest-progress"), done, total);
        Dom.text(
                "selftest-summary",
                failed == 0 ? Texts.of("{0} passed …", passed) : Texts.of("{0} passed, {1} failed …", passed, failed));
    }

    @Override
    public void finished() {
        if (gpuNext) {
            gpuNext = false;
            LabMessages.startGpu(this).send(LabMessages.selfTest(""));
            return;
        }
        Dom.text("selftest-summary", Texts.of("{0} passed, {1} failed", passed, failed));
        Dom.text(
                "selftest-json",
                Json.object()
                        .add("engine", onGpu ? Engine.GPU : Engine.name())
                        .add("passed", passed)
                        .add("failed", failed)
                        .add("results", results)
                        .toString(WriterConfig.PRETTY_PRINT));
        status.state(failed == 0 ? "ready" : "failed");
    }

    @Override
    public void failed(String why) {
        Dom.text("selftest-summary", Texts.of("Ended early: {0} passed, {1} failed", passed, failed));
        status.say(why);
        status.state("failed");
    }
}
