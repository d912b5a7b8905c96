package org.layerlab.page.play;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.page.browser.Clipboard;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** One update, walked through line by line: formula, shapes and this network's numbers beside the NumPy that does it. */
final class MathsPanel {
    /** Relative differences below which the gradients are correct, and below which they may be. */
    private static final double CORRECT = 1e-5;

    private static final double SMALL = 1e-2;

    /** During a run, the numbers are updated slowly enough to be read. */
    private static final double BETWEEN_MS = 500;

    private final Transport.Actions acts;
    private final BooleanSupplier mayStep;
    private final Asker worker;
    private final BooleanSupplier heard;
    private final IntConsumer speakOf;
    private final Status status;

    private PlaySettings settings = PlaySettings.DEFAULT;
    private List<MathsLine> lines = List.of();
    /** The code that stands in the list. */
    private String written = "";

    private Map<String, MathsLine.Corner> corners = Map.of();
    /** The numbers before the step that was just made; empty where none was. */
    private Map<String, MathsLine.Corner> before = Map.of();

    private boolean open;
    private boolean stepping;
    private boolean done;
    private int at;
    private int iteration = -1;
    /** Whether the numbers are on their way, and when the last came. */
    private boolean asking;

    private double came;

    /**
     * A panel that is closed.
     *
     * @param acts pauses the run and makes steps, as the buttons do
     * @param mayStep whether a person may make steps by hand: some lessons do not let them
     * @param worker is asked for the numbers
     * @param heard whether what the worker answers is of the run that is shown
     * @param speakOf takes the layer that a line is about, −1 for none
     * @param status says why the numbers did not come
     */
    MathsPanel(
            Transport.Actions acts,
            BooleanSupplier mayStep,
            Asker worker,
            BooleanSupplier heard,
            IntConsumer speakOf,
            Status status) {
        this.acts = acts;
        this.mayStep = mayStep;
        this.worker = worker;
        this.heard = heard;
        this.speakOf = speakOf;
        this.status = status;
        Dom.on("maths-open", "click", event -> {
            if (open) {
                close();
            } else {
                open();
            }
        });
        Dom.on("maths-close", "click", event -> {
            close();
            Dom.focus("#maths-open");
        });
        Dom.on("maths-next", "click", event -> next());
        Dom.on("maths-back", "click", event -> {
            before = Map.of();
            at = Math.max(0, at - 1);
            show();
        });
        Dom.on(
                "maths-copy",
                "click",
                event -> Clipboard.copy(MathsLines.copied(lines, at, corners), Dom.byId("maths-copy")));
        Dom.on("gradient-check", "click", event -> {
            Dom.text("gradient-result", Texts.of("Comparing …"));
            worker.ask(PlayMessages.check(), this::gradients, why -> Dom.text("gradient-result", Texts.said(why)));
        });
        Dom.on("maths-code", "click", event -> {
            HTMLElement line = Dom.closest(event, "[data-line]");
            if (line != null) {
                before = Map.of();
                at = Integer.parseInt(line.getAttribute("data-line"));
                show();
            }
        });
    }

    private void open() {
        open = true;
        fromTheTop();
        Dom.show("panel-maths", true);
        Dom.byId("maths").removeAttribute("data-width");
        Dom.byId("maths-open").setAttribute("aria-expanded", "true");
        Dom.text("gradient-result", "");
        acts.pause();
        explain();
        reveal(Dom.byId("panel-maths"));
    }

    /** Hides the lines. */
    void close() {
        open = false;
        Dom.show("panel-maths", false);
        Dom.byId("maths-open").setAttribute("aria-expanded", "false");
        speakOf.accept(-1);
    }

    /** Another run is ready. */
    void show(PlaySettings other) {
        settings = other;
        fromTheTop();
        stale();
    }

    /** Shows the first line next; a step whose numbers were still to come is no longer waited for. */
    private void fromTheTop() {
        at = 0;
        before = Map.of();
        stepping = false;
        asking = false;
    }

    /** The weights have changed since they were shown. */
    void stale() {
        if (open) {
            Dom.text("gradient-result", "");
            explain();
        }
    }

    /** The run has come to an iteration. */
    void moved(int to, boolean running, boolean allDone, PlaySettings now) {
        done = allDone;
        settings = now;
        if (!open) {
            return;
        }
        // Screen readers do not announce each of them.
        Dom.byId("maths-stage").setAttribute("aria-live", running ? "off" : "polite");
        boolean early = running && (asking || Clock.now() - came < BETWEEN_MS);
        if (!early && !stepping && to != iteration) {
            iteration = to;
            before = running ? Map.of() : before;
            stale();
        }
    }

    private void explain() {
        asking = true;
        worker.ask(PlayMessages.explain(), this::explained, why -> {
            asking = false;
            stepping = false;
            status.say(why);
        });
    }

    /** Shows the numbers of the next update, unless another run begins. */
    private void explained(PlayMessages.Explained explained) {
        asking = false;
        came = Clock.now();
        if (!open || !heard.getAsBoolean()) {
            return;
        }
        if (stepping) {
            before = corners;
            stepping = false;
            at = 0;
        }
        corners = corners(explained.getNames(), explained.getNumbers().copyToJavaArray());
        iteration = explained.getIteration();
        lines = MathsLines.of(settings.architecture(), chosen(), settings.rules(), corners);
        at = Math.min(at, lines.size() - 1);
        if (!written.equals(MathsLines.code(lines))) {
            written = MathsLines.code(lines);
            HTMLElement code = Dom.emptied("maths-code");
            for (int i = 0; i < lines.size(); i++) {
                HTMLElement line = Dom.copyOf("maths-line-template", String.valueOf(i));
                Dom.setText(line.querySelector("button"), lines.get(i).numpy());
                code.appendChild(line);
            }
        }
        show();
    }

    /** A run that the command line began may have what no setting has: another momentum, and both penalties. */
    private Hyperparameters chosen() {
        MathsLine.Corner told = MathsLine.corner(corners, "h");
        return settings.hyperparameters().toBuilder()
                .momentum(told.at(0, 0))
                .l1(told.at(0, 1))
                .l2(told.at(0, 2))
                .build();
    }

    /** Says what the comparison with central differences found. */
    private void gradients(PlayMessages.Gradients gradients) {
        double distance = gradients.getDistance();
        boolean all = gradients.getCompared() >= gradients.getTotal();
        String result = all
                ? Texts.of(
                        "All {0} gradients compared with (J(θ + ε) − J(θ − ε)) / 2ε. Relative difference: {1}.",
                        NumberFormat.grouped(gradients.getTotal()), NumberFormat.significant(distance, 2))
                : Texts.of(
                        "{0} of {1} gradients compared with (J(θ + ε) − J(θ − ε)) / 2ε. Relative difference: {2}.",
                        NumberFormat.grouped(gradients.getCompared()),
                        NumberFormat.grouped(gradients.getTotal()),
                        NumberFormat.significant(distance, 2));
        Dom.text("gradient-result", result + " " + judged(distance));
    }

    private static String judged(double distance) {
        if (distance < CORRECT) {
            return Texts.of("Below 1e-5: backpropagation is correct.");
        }
        return distance < SMALL
                ? Texts.of(
                        "Small, but not tiny: either some unit is so close to its kink that ε crosses it, or the gradients are almost 0.")
                : Texts.of("Not small: the numbers are outside the range where finite differences work.");
    }

    private static Map<String, MathsLine.Corner> corners(String names, double[] numbers) {
        Map<String, MathsLine.Corner> corners = new HashMap<>();
        int from = 0;
        for (String name : Text.split(names, ',')) {
            int rows = (int) numbers[from];
            int columns = (int) numbers[from + 1];
            int count = Math.min(4, rows) * Math.min(4, columns);
            double[] values = new double[count];
            System.arraycopy(numbers, from + 2, values, 0, count);
            corners.put(name, new MathsLine.Corner(rows, columns, values));
            from += 2 + count;
        }
        return corners;
    }

    private void next() {
        if (!before.isEmpty()) {
            before = Map.of();
            show();
        } else if (at < lines.size() - 1) {
            at++;
            show();
        } else if (!isLast()) {
            acts.step();
            stepping = true;
            explain();
        }
    }

    /** Whether no step can be made from here. */
    private boolean isLast() {
        return done || !mayStep.getAsBoolean();
    }

    private void show() {
        if (lines.isEmpty()) {
            return;
        }
        for (HTMLElement line : Dom.all("#maths-code [aria-current]")) {
            line.removeAttribute("aria-current");
        }
        if (before.isEmpty()) {
            showLine(lines.get(at));
        } else {
            showStep();
        }
        boolean last = before.isEmpty() && at == lines.size() - 1;
        Dom.enable("maths-back", before.isEmpty() && at > 0);
        Dom.enable("maths-next", !(last && isLast()));
        Dom.text(
                "maths-next",
                !before.isEmpty() ? Texts.of("Next step") : last ? Texts.of("Make this step") : Texts.of("Next"));
        settle(Dom.byId("maths"));
    }

    private void showLine(MathsLine line) {
        HTMLElement button = Dom.all("#maths-code [data-line=\"" + at + "\"]").get(0);
        button.setAttribute("aria-current", "step");
        keepInView(button);
        Dom.text("maths-part", line.part());
        Dom.text("maths-place", Texts.of("Line {0} of {1} · iteration {2}", at + 1, lines.size(), iteration));
        Dom.byId("maths-formula").setInnerHTML(line.formula());
        Dom.text("maths-words", line.words());
        Dom.byId("maths-example").setInnerHTML(line.example());
        HTMLElement matrices = Dom.emptied("maths-matrices");
        List<String> signs = line.signs();
        Dom.flag(matrices, "equation", !signs.isEmpty());
        for (int i = 0; i < line.matrices().size(); i++) {
            String name = line.matrices().get(i);
            MatrixFigure.add(matrices, name, corners.get(name), 4, i == 0 || signs.isEmpty() ? "" : signs.get(i - 1));
        }
        speakOf.accept(line.layer() == 0 ? -1 : line.layer());
    }

    /** What the step that was just made has changed. */
    private void showStep() {
        int depth = settings.architecture().depth();
        Dom.text("maths-part", Texts.of("The step is made"));
        Dom.text("maths-place", Texts.of("Iteration {0}", iteration));
        // The next mini-batch has other points: its cost says nothing about the step.
        Dom.byId("maths-formula")
                .setInnerHTML(
                        settings.batchSize() > 0
                                ? ""
                                : "<var>J</var>: " + NumberFormat.significant(value(before), 6) + " → "
                                        + NumberFormat.significant(value(corners), 6));
        Dom.text("maths-words", Texts.of("Each weight and bias has moved a little; here they are before and after."));
        Dom.text("maths-example", "");
        HTMLElement matrices = Dom.emptied("maths-matrices");
        Dom.flag(matrices, "equation", false);
        for (int l = 1; l <= depth; l++) {
            MatrixFigure.add(matrices, Texts.of("{0} before", "W" + l), before.get("W" + l), 6, "");
            MatrixFigure.add(matrices, Texts.of("{0} after", "W" + l), corners.get("W" + l), 6, "");
        }
        speakOf.accept(-1);
    }

    private static double value(Map<String, MathsLine.Corner> of) {
        MathsLine.Corner J = of.get("J");
        return J == null ? Double.NaN : J.at(0, 0);
    }

    @JSBody(
            params = "element",
            script = "element.scrollIntoView({block: 'nearest', behavior:"
                    + " matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'});")
    private static native void reveal(HTMLElement element);

    /** The panel never shrinks while it is open, so that the buttons below stay under the pointer. */
    @JSBody(
            params = "element",
            script = "if (element.dataset.width !== String(innerWidth)) {"
                    + "  element.dataset.width = innerWidth; element.style.minHeight = ''; }"
                    + "element.style.minHeight = element.offsetHeight + 'px';")
    private static native void settle(HTMLElement element);

    @JSBody(
            params = "line",
            script = "var list = line.closest('ol'); var li = line.parentElement;"
                    + "if (li.offsetTop < list.scrollTop || li.offsetTop + li.offsetHeight > list.scrollTop + list.clientHeight) {"
                    + "  list.scrollTop = li.offsetTop - list.clientHeight / 3; }")
    private static native void keepInView(HTMLElement line);
}
