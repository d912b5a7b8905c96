package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** The card with a link's task: what it says, its goals with a mark for each that is reached, and its fixed controls. */
final class LessonCard {
    private final Status status;
    private Lesson lesson = Lesson.of(List.of());
    private final List<HTMLElement> lines = new ArrayList<>();
    private boolean reached;
    private final Consumer<Message> worker;

    /**
     * No lesson yet.
     *
     * @param worker is told where a run has to be looked at
     */
    LessonCard(Status status, Consumer<Message> worker) {
        this.status = status;
        this.worker = worker;
    }

    /** Shows a lesson, or nothing where there is none. */
    void show(Lesson another) {
        lesson = another;
        Dom.documentFlag("lesson", !lesson.isEmpty());
        Dom.show("panel-lesson", !lesson.isEmpty());
        Dom.text("lesson-title", lesson.title().isEmpty() ? Texts.of("Your task") : lesson.title());
        Dom.text("lesson-text", lesson.text());
        Dom.show("lesson-text", !lesson.text().isEmpty());
        HTMLElement list = Dom.byId("lesson-goals");
        list.clear();
        lines.clear();
        for (Lesson.Goal goal : lesson.goals()) {
            HTMLElement line = Dom.create("li");
            line.setAttribute("data-testid", goal.kind().key());
            Dom.setText(line, words(goal));
            list.appendChild(line);
            lines.add(line);
        }
        for (HTMLElement control : Dom.all("[data-control]")) {
            fix(control, lesson.fixed().contains(control.getAttribute("data-control")));
        }
        worker.accept(PlayMessages.look(lastIteration()));
        begin();
    }

    /** The last iteration that its goals allow, at which a run is looked at however fast it goes; 0 without such a goal. */
    int lastIteration() {
        return lesson.lastIteration();
    }

    /** Another run begins. */
    void begin() {
        reached = false;
        Dom.byId("panel-lesson").removeAttribute("data-reached");
        Dom.text("lesson-result", "");
        for (HTMLElement line : lines) {
            line.setAttribute("data-met", "false");
        }
    }

    /** Looks whether the goals are reached, and tells. What was reached once stays so for this run. */
    boolean look(RunResult run) {
        if (reached || lesson.isEmpty()) {
            return reached;
        }
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i)
                    .setAttribute(
                            "data-met", String.valueOf(lesson.goals().get(i).met(run)));
        }
        if (lesson.reached(run)) {
            reached = true;
            Dom.byId("panel-lesson").setAttribute("data-reached", "");
            Dom.text(
                    "lesson-result",
                    Texts.of("Goal reached after {0} iterations. Well done!", NumberFormat.grouped(run.iteration())));
        }
        return reached;
    }

    /** Whether the lesson lets settings be changed so. */
    boolean permits(String change) {
        return lesson.permits(change);
    }

    /** The same, and says so where it does not. */
    boolean allows(String change) {
        if (!permits(change)) {
            status.note(Texts.of("The lesson has fixed this setting."));
            return false;
        }
        return true;
    }

    /** Whether a change is one that the lesson permits and that puts none of its goals out of reach. */
    boolean suits(String change, PlaySettings before, PlaySettings after) {
        return lesson.permits(change) && (lesson.allows(after) || !lesson.allows(before));
    }

    private static String words(Lesson.Goal goal) {
        String bound = Text.number(goal.bound());
        return switch (goal.kind()) {
            case TRAIN -> Texts.of("At least {0} % of the training points on the right side", bound);
            case TEST -> Texts.of("At least {0} % of the test points on the right side", bound);
            case COST -> Texts.of("A cost of {0} or less", bound);
            case ITERATIONS -> Texts.of("Iterations: no more than {0}", NumberFormat.grouped((long) goal.bound()));
            case UNITS -> Texts.of("Hidden units: no more than {0}", bound);
        };
    }

    // What is redrawn now and then has no controls that stay: it is closed as a whole.
    // A control within a locked one, as a feature is within the features, stays locked.
    @JSBody(
            params = {"control", "fixed"},
            script = "if (control.parentElement.closest('[data-fixed]')) { return; }"
                    + "control.toggleAttribute('data-fixed', fixed);"
                    + "if (control.matches('.net-heads, .net-feet, .net-layers')) { control.inert = fixed; return; }"
                    + "control.querySelectorAll('input, select, button, textarea').forEach(function(part) {"
                    + "  part.disabled = fixed; });")
    private static native void fix(HTMLElement control, boolean fixed);
}
