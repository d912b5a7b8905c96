package org.layerlab.page.play;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;

/** The buttons that drive a run, and the keys that do the same. */
final class Transport {
    /** What buttons and keys do to the run. */
    interface Actions {
        void play();

        void pause();

        /** Makes one iteration. */
        void step();

        /** Makes what is left of this pass over the training points. */
        void stepEpoch();

        /** Goes back by one iteration. */
        void back();

        /** Goes on at the end of a run, for as many iterations again. */
        void trainMore();

        /** Trains again from initial weights. */
        void startOver();

        /** Starts again from initial weights. */
        void reset();

        /** Takes the next seed. */
        void regenerate();
    }

    /** What a key does. */
    enum Press {
        PLAY_OR_PAUSE,
        STEP,
        BACK,
        RESET,
        REGENERATE,
        MATHS,
        KEYS;

        /** What this key does; null for one that does nothing here. */
        static @Nullable Press of(String key) {
            return switch (key) {
                case " " -> PLAY_OR_PAUSE;
                case "ArrowRight" -> STEP;
                case "ArrowLeft" -> BACK;
                case "r", "R" -> RESET;
                case "n", "N" -> REGENERATE;
                case "m", "M" -> MATHS;
                case "?" -> KEYS;
                default -> null;
            };
        }

        /** Whether the browser would scroll by this key. */
        boolean scrolls() {
            return this == PLAY_OR_PAUSE || this == STEP || this == BACK;
        }

        /**
         * Whether a lesson leaves its button open.
         *
         * @param permits as {@link Lesson#permits}
         */
        boolean isOpen(Predicate<String> permits) {
            return switch (this) {
                case PLAY_OR_PAUSE -> permits.test("playButton=");
                case STEP -> permits.test("stepButton=");
                case RESET -> permits.test("resetButton=");
                default -> true;
            };
        }
    }

    private final Status status;
    private final PlayRun run;
    private final Actions actions;
    private final BooleanSupplier busy;
    private final Predicate<String> permits;

    /** The button of a run's end that is being pressed. */
    private @Nullable HTMLElement held;

    /**
     * Binds buttons and keys.
     *
     * @param busy whether a dialog has the keys now
     * @param permits as {@link Lesson#permits}
     */
    Transport(Status status, PlayRun run, Actions actions, BooleanSupplier busy, Predicate<String> permits) {
        this.status = status;
        this.run = run;
        this.actions = actions;
        this.busy = busy;
        this.permits = permits;
        for (String id :
                List.of("play", "pause", "train-more", "start-over", "step", "step-epoch", "reset", "regenerate")) {
            leaveAfterMouse(Dom.byId(id));
        }
        Dom.on("play", "click", event -> actions.play());
        Dom.on("pause", "click", event -> actions.pause());
        Dom.on("train-more", "click", event -> actions.trainMore());
        Dom.on("start-over", "click", event -> actions.startOver());
        Dom.on("step", "click", event -> actions.step());
        Dom.on("step-epoch", "click", event -> actions.stepEpoch());
        Dom.on("reset", "click", event -> actions.reset());
        Dom.on("regenerate", "click", event -> actions.regenerate());
        for (String id : List.of("train-more", "start-over")) {
            Dom.on(id, "pointerdown", event -> held = Dom.byId(id));
        }
        Dom.on(Window.current().getDocument(), "pointerup", event -> released());
        for (HTMLElement jump : Dom.all("[data-jump]")) {
            Dom.on(jump, "click", event -> jump(jump));
        }
        Dom.on(Window.current().getDocument(), "keydown", event -> key((KeyboardEvent) event));
    }

    /** A press that takes a setting over begins another run, which has no such button: no click comes of the press. */
    private void released() {
        HTMLElement button = held;
        held = null;
        if (button != null && button.isHidden()) {
            actions.play();
        }
    }

    /** Goes to a part of the page; on a phone, a small plot stays in view there. */
    private static void jump(HTMLElement to) {
        for (HTMLElement one : Dom.all("[data-jump][aria-current]")) {
            one.removeAttribute("aria-current");
        }
        to.setAttribute("aria-current", "true");
        String part = to.getAttribute("data-jump");
        Dom.documentFlag("pinned", !part.equals("panel-plot"));
        Dom.scrollToTop(Dom.byId(part));
    }

    /** The keys for everything that is done often; in a control they keep their own meaning. */
    private void key(KeyboardEvent event) {
        boolean z = event.getKey().equals("z") || event.getKey().equals("Z");
        if (z && (event.isCtrlKey() || event.isMetaKey()) && !inField(event) && !busy.getAsBoolean()) {
            // Placed points have an undo of their own.
            if (Dom.byId("points-tools").isHidden()) {
                event.preventDefault();
                Dom.byId(event.isShiftKey() ? "redo" : "undo").click();
            }
            return;
        }
        if (event.isCtrlKey() || event.isMetaKey() || event.isAltKey() || inField(event) || busy.getAsBoolean()) {
            return;
        }
        Press press = Press.of(event.getKey());
        if (press == null || (press == Press.PLAY_OR_PAUSE && onButton(event))) {
            // Space presses the button that has the focus.
            return;
        }
        if (press.scrolls()) {
            event.preventDefault();
        }
        if (!press.isOpen(permits)) {
            return;
        }
        switch (press) {
            case PLAY_OR_PAUSE -> {
                if (run.playing()) {
                    actions.pause();
                } else {
                    actions.play();
                }
            }
            case STEP -> actions.step();
            case BACK -> actions.back();
            case RESET -> actions.reset();
            case REGENERATE -> actions.regenerate();
            case MATHS -> Dom.byId("maths-open").click();
            case KEYS -> Dialogs.open(Dom.byId("keys-dialog"));
        }
    }

    /** Lets a run be driven, or not: without points there is none. */
    void enable(boolean enabled) {
        Dom.enable("play", enabled && Press.PLAY_OR_PAUSE.isOpen(permits));
        Dom.enable("reset", enabled && Press.RESET.isOpen(permits));
        enableSteps(enabled);
        if (!enabled) {
            status.state("ready");
        }
    }

    private void enableSteps(boolean enabled) {
        boolean open = enabled && Press.STEP.isOpen(permits);
        Dom.enable("step", open);
        Dom.enable("step-epoch", open);
    }

    /** Shows how the run stands; at its end Play gives way to what can follow. */
    void show() {
        boolean playing = run.playing();
        boolean over = !playing && run.atEnd();
        Dom.show("play", !playing && !over);
        Dom.show("pause", playing);
        Dom.show("train-more", over && run.state() == PlayRun.State.DONE);
        Dom.show("start-over", over);
        enableSteps(run.canStep());
        status.state(playing ? "training" : "ready");
    }

    /** Says how many iterations "Train more" adds. */
    void showMore(int iterations) {
        Dom.byId("train-more")
                .setAttribute("title", Texts.of("Train {0} more iterations (Space)", NumberFormat.grouped(iterations)));
    }

    /** Offers a step of a whole epoch where that is more than one iteration. */
    void showEpochs(boolean has) {
        Dom.show("step-epoch", has);
    }

    @JSBody(
            params = "event",
            script = "return !!event.target.closest('input,select,textarea,dialog,[tabindex=\"0\"]');")
    private static native boolean inField(KeyboardEvent event);

    @JSBody(params = "event", script = "return !!event.target.closest('button,a,summary');")
    private static native boolean onButton(KeyboardEvent event);

    /** A button that was pressed with the mouse gives the focus back, so that Space still means Play. */
    @JSBody(
            params = "button",
            script = "button.addEventListener('click', function(event) { if (event.detail > 0) { button.blur(); } });")
    private static native void leaveAfterMouse(HTMLElement button);
}
