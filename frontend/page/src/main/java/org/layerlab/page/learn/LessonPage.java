package org.layerlab.page.learn;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.EmbedSnippet;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;

/** A lesson: asks for a prediction, then loads the experiment, compares, and checks. {@link LessonState} says what is next. */
public final class LessonPage {
    private final HTMLElement lesson = Dom.byId("lesson");
    private final String id = lesson.getAttribute("data-lesson");
    private final String address = lesson.getAttribute("data-widget");
    private final boolean photos = lesson.getAttribute("data-kind").equals("classifier");
    private final int right = Integer.parseInt(lesson.getAttribute("data-right"));
    private final int checkRight = Integer.parseInt(lesson.getAttribute("data-check-right"));
    private final int tries = Integer.parseInt(lesson.getAttribute("data-tries"));
    private final int iterations = iterations(address);
    private final Measure measure = Measure.of(lesson.getAttribute("data-measured"));
    private final KeptLesson kept = new KeptLesson(id);
    private LessonState state = left();
    private @Nullable Widget widget;

    /** The lesson of this page. */
    public LessonPage() {}

    /** Shows the lesson as it was left. */
    public void start() {
        Dom.documentFlag("embed", Dom.hash().contains("embed=true"));
        title(Dom.byId("lesson-name"));
        Dom.on("prediction", "change", event -> Dom.enable("predict", true));
        Dom.on("predict-form", "submit", event -> {
            event.preventDefault();
            turn(state.predict(chosen("prediction")));
            if (widget != null) {
                // Keys, such as Space for Play, go to the experiment.
                widget.focusOnceLoaded();
            }
        });
        // An experiment that has ended has shown it already; one that runs says nothing yet.
        Dom.on("show-answer", "click", event -> turn(state.end(right)));
        Dom.on("check", "change", event -> Dom.enable("check-answer", true));
        Dom.on("check-form", "submit", event -> {
            event.preventDefault();
            turn(state.check(chosen("check"), checkRight));
        });
        Dom.on("again", "click", event -> {
            kept.forget();
            if (widget != null) {
                widget.forget();
            }
            Window.current().getLocation().reload();
        });
        Dom.on("print", "click", event -> print());
        for (HTMLElement sample : Dom.all("[data-sample]")) {
            Dom.on(sample, "click", event -> {
                if (widget != null) {
                    widget.show(sample.getAttribute("data-sample"));
                }
            });
        }
        // Loaded ahead: printing does not wait for images. A preview has no address, and one that carries a lesson is
        // too long for a code.
        if (!id.isEmpty() && id.indexOf('/') < 0) {
            Dom.byId("sheet-qr").setAttribute("src", "/api/lessons/" + id + "/qr.svg");
        }
        Dom.input("lesson-address").setValue(origin() + path());
        Dom.input("snippet").setValue(snippet());
        showAsLeft();
        Dom.onShownAgain(() -> {
            LessonState now = left();
            if (!state.reached(now.stage())) {
                // Meanwhile another page of this lesson went further.
                state = now;
                showAsLeft();
            }
        });
    }

    /** Where the learner is; the lesson may have been edited since. */
    private LessonState left() {
        return kept.state()
                .among(
                        Dom.all("[name=prediction]").size(),
                        Dom.all("[name=check]").size());
    }

    private void showAsLeft() {
        choose("prediction", state.predicted());
        choose("check", state.checked());
        show();
    }

    private void turn(LessonState next) {
        if (!next.equals(state)) {
            state = next;
            kept.keep(state);
            show();
        }
    }

    private void hear(Report report) {
        LessonEvents.tell(report);
        if (report.hasBegun()) {
            turn(state.play());
        }
        boolean ended = report.hasEnded(photos ? 0 : iterations, tries);
        // Screen readers do not announce each iteration of a run.
        Dom.byId("played").setAttribute("aria-live", report.running() ? "off" : "polite");
        Dom.text("played", report.hasBegun() ? standing(report) : "");
        if (ended) {
            turn(state.end(measure.choice(report, right)));
        }
    }

    private String standing(Report report) {
        if (photos) {
            return Texts.of("{0} of {1} photos judged", Math.min(report.verdicts(), tries), tries);
        }
        String iteration = NumberFormat.grouped(report.iteration());
        String cost = NumberFormat.decimals(report.cost(), 4);
        String accuracy = NumberFormat.percent(report.trainAccuracy());
        // "Train more" goes beyond what the lesson asks for.
        String run = report.iteration() > iterations
                ? Texts.of("Iteration {0} · cost {1} · training accuracy {2} %", iteration, cost, accuracy)
                : Texts.of(
                        "Iteration {0} of {1} · cost {2} · training accuracy {3} %",
                        iteration, NumberFormat.grouped(iterations), cost, accuracy);
        return Double.isNaN(report.testAccuracy())
                ? run
                : Texts.of("{0} · test accuracy {1} %", run, NumberFormat.percent(report.testAccuracy()));
    }

    /** After how many iterations the run of a playground's link ends; the largest number if it does not say. */
    static int iterations(String address) {
        for (String pair : Text.split(address.substring(address.indexOf('#') + 1), '&')) {
            if (pair.startsWith("iterations=")) {
                return Integer.parseInt(pair.substring("iterations=".length()));
            }
        }
        return Integer.MAX_VALUE;
    }

    private void show() {
        LessonEvents.tell(state, checkRight);
        lesson.setAttribute("data-stage", state.stage().id());
        boolean predicted = state.reached(LessonState.Stage.PREDICTED);
        for (HTMLElement input : Dom.all("[name=prediction]")) {
            Dom.disable(input, predicted);
        }
        if (predicted && widget == null) {
            Dom.show("samples", photos);
            widget = new Widget(address, Texts.of("The experiment of this lesson"), this::hear);
        }
        if (state.reached(LessonState.Stage.ANSWERED)) {
            Dom.byId("answer").setAttribute("data-verdict", state.predictedRight() ? "right" : "wrong");
            Dom.text(
                    "answer-text",
                    state.predictedRight()
                            ? Texts.of("Your prediction came true: {0}", words("prediction", state.outcome()))
                            : Texts.of(
                                    "You predicted: {0} What happened: {1}",
                                    sentence(words("prediction", state.predicted())),
                                    words("prediction", state.outcome())));
            reason("prediction", state.predicted(), state.outcome());
        }
        if (state.reached(LessonState.Stage.CHECKED)) {
            boolean isRight = state.checked() == checkRight;
            Dom.byId("check-text").setAttribute("data-verdict", isRight ? "right" : "wrong");
            Dom.text("check-text", isRight ? Texts.of("Right.") : Texts.of("Not quite. Try again."));
            reason("check", state.checked(), state.checked());
        }
        Dom.show("onward", state.reached(LessonState.Stage.ANSWERED));
    }

    /** Shows why these two choices are right or wrong. */
    private static void reason(String group, int one, int other) {
        for (HTMLElement reason : Dom.all("[data-reason^=" + group + "]")) {
            String id = reason.getAttribute("data-reason");
            reason.setHidden(!id.equals(group + "-" + one) && !id.equals(group + "-" + other));
        }
    }

    private static String sentence(String words) {
        return words.endsWith(".") || words.endsWith("?") ? words : words + ".";
    }

    private static String words(String group, int choice) {
        return Dom.all("[name=" + group + "][value='" + choice + "'] + span")
                .get(0)
                .getTextContent();
    }

    private static int chosen(String group) {
        return Integer.parseInt(
                ((HTMLInputElement) Dom.all("[name=" + group + "]:checked").get(0)).getValue());
    }

    private static void choose(String group, int choice) {
        for (HTMLElement input : Dom.all("[name=" + group + "]")) {
            // A browser may bring back what was chosen in the page before.
            ((HTMLInputElement) input)
                    .setChecked(((HTMLInputElement) input).getValue().equals(String.valueOf(choice)));
        }
    }

    private String snippet() {
        return photos ? EmbedSnippet.classifier(Text.split(address, '?').get(0)) : EmbedSnippet.playground(settings());
    }

    private String settings() {
        String fragment = address.substring(address.indexOf('#') + 1);
        return fragment.substring(0, fragment.lastIndexOf('&'));
    }

    @JSBody(params = "name", script = "document.title = name.innerText + ' · LayerLab';")
    private static native void title(HTMLElement name);

    @JSBody(script = "return location.origin;")
    private static native String origin();

    @JSBody(script = "return location.pathname;")
    private static native String path();

    @JSBody(script = "print();")
    private static native void print();
}
