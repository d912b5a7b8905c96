package org.layerlab.page.play;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The strip that says how a run stands: where something is wrong, that in one sentence, what to try, and why on request.
 */
final class DoctorCard {
    private final Consumer<Diagnosis.Remedy> tried;
    private final Predicate<Diagnosis.Remedy> changes;
    private Diagnosis diagnosis = Diagnosis.HEALTHY;
    private Diagnosis shown = Diagnosis.HEALTHY;
    private String stopped = "";
    /** Whether a person wants to read the reason. */
    private boolean why;

    private double optimum = Double.NaN;

    /**
     * The card.
     *
     * @param tried takes the remedy that a person chose
     * @param changes whether a remedy changes anything: others are not offered
     */
    DoctorCard(Consumer<Diagnosis.Remedy> tried, Predicate<Diagnosis.Remedy> changes) {
        this.tried = tried;
        this.changes = changes;
        Dom.on("doctor-why", "click", event -> {
            why = !why;
            disclose();
        });
    }

    /** Another run begins. */
    void begin() {
        diagnosis = Diagnosis.HEALTHY;
        stopped = "";
        optimum = Double.NaN;
    }

    /** The best accuracy that any classifier can have on new points, on average, 0 to 1; NaN where it is not known. */
    void noiseLimit(double limit) {
        optimum = limit;
    }

    /** What the doctor found. */
    void found(Diagnosis another) {
        diagnosis = another;
    }

    /** Why the run ended early; empty where it continues. */
    void stopped(String why) {
        stopped = why;
    }

    /** Shows it; a finding goes before all else. */
    void show(PlayRun.State state) {
        Diagnosis now = spokenIn(state) ? diagnosis : Diagnosis.HEALTHY;
        boolean spoken = !now.title().isEmpty();
        Dom.byId("panel-doctor").setAttribute("data-kind", now.kind().tone());
        Dom.text("doctor-title", spoken ? Texts.said(now.title()) : title(state));
        String text = spoken ? Texts.said(now.text()) : text(state, optimum);
        Dom.text("status", stopped.isEmpty() ? text : Texts.said(stopped) + " " + text);
        if (!now.equals(shown)) {
            why &= now.kind() == shown.kind();
            shown = now;
            remedies();
        }
        disclose();
    }

    /** A finding's title says enough; its reason is there for those who ask. */
    private void disclose() {
        boolean spoken = !shown.title().isEmpty();
        Dom.show("doctor-why", spoken);
        Dom.byId("doctor-why").setAttribute("aria-expanded", String.valueOf(why));
        Dom.show("status", why || !spoken || !stopped.isEmpty());
    }

    private boolean spokenIn(PlayRun.State state) {
        return switch (state) {
            case EMPTY, AWAITED, READY -> false;
            case BROKEN -> diagnosis.kind() == Diagnosis.Kind.DIVERGED;
            case RUNNING, PAUSED, DONE -> true;
        };
    }

    private void remedies() {
        HTMLElement list = Dom.byId("remedies");
        list.clear();
        for (Diagnosis.Remedy remedy : shown.remedies()) {
            if (!changes.test(remedy)) {
                continue;
            }
            HTMLElement button = Dom.create("button");
            button.setAttribute("type", "button");
            button.setClassName("chip");
            button.setAttribute("data-testid", "remedy");
            Dom.setText(button, Texts.said(remedy.label()));
            Dom.on(button, "click", event -> tried.accept(remedy));
            list.appendChild(button);
        }
    }

    private String title(PlayRun.State state) {
        return switch (state) {
            case EMPTY -> Texts.of("No points yet");
            case AWAITED, READY -> Texts.of("Ready when you are");
            case RUNNING -> Texts.of("Training");
            case PAUSED -> stopped.isEmpty() ? Texts.of("Paused") : Texts.of("Stopped");
            case DONE -> Texts.of("Training finished");
            case BROKEN -> Texts.of("Training diverged");
        };
    }

    private static String text(PlayRun.State state, double optimum) {
        return switch (state) {
            case EMPTY ->
                Texts.of("Click or drag on the plot to place points of either class, or paste a table of x, y, label.");
            case AWAITED, READY ->
                Texts.of("Press Play. The network learns from the points; the background shows its predictions.");
            case RUNNING ->
                optimum < Diagnosis.APART
                        ? Texts.of(
                                "The classes overlap: on new points, the noise limits any classifier to {0} % on average. Above that, a network learns noise.",
                                NumberFormat.percent(optimum))
                        : Texts.of("Each iteration moves the weights a small step down the gradient of the cost.");
            case PAUSED ->
                Texts.of(
                        "Play continues from here, Step runs one iteration, Reset starts over from the initial weights.");
            case DONE -> Texts.of("Save & share keeps this network under a link.");
            case BROKEN ->
                Texts.of(
                        "The cost became NaN or infinite: the steps were too large. Try a smaller learning rate, then reset.");
        };
    }
}
