package org.layerlab.page.play;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PlayMessages;
import org.teavm.jso.dom.html.HTMLInputElement;

/** The run as a line: where it stands, how far it came, and every moment of it within reach. */
final class TimeBar {
    private static final int NONE = -1;

    /** At the pace that is made for watching, a run takes so long. */
    private static final double SECONDS_TO_WATCH = 3;
    /** A short run is over sooner. */
    private static final double LEAST_TO_WATCH = 1500;

    private static final String TO_WATCH = "watch";

    private final Consumer<Message> worker;
    private final HTMLInputElement line = Dom.input("timeline");
    private BooleanSupplier held = () -> false;
    private int iteration;
    private int furthest;
    private int total;
    /** The iteration that was asked for and has not come yet. */
    private int wanted = NONE;

    /** A line that tells this worker where to go. */
    TimeBar(Consumer<Message> worker) {
        this.worker = worker;
        Dom.on(line, "input", event -> seek(Integer.parseInt(line.getValue())));
        // A thumb that was dragged past what was reached goes back to it.
        Dom.on(line, "change", event -> draw());
        Dom.on("pace", "change", event -> pace());
    }

    /** Goes nowhere while that is so. */
    void hold(BooleanSupplier so) {
        held = so;
    }

    /** Another run begins. */
    void begin(int iterations) {
        wanted = NONE;
        show(0, 0, iterations, false);
    }

    /** Where the run stands. */
    void show(int now, int reached, int iterations, boolean running) {
        if (running || now == wanted) {
            wanted = NONE;
        }
        iteration = now;
        furthest = Math.max(now, reached);
        boolean other = iterations != total;
        total = iterations;
        if (other) {
            pace();
        }
        draw();
    }

    /** Whether the run stands in its past. */
    boolean inThePast() {
        return iteration < furthest;
    }

    /** Goes to an iteration of the past. */
    void seek(int to) {
        int target = Math.max(0, Math.min(furthest, to));
        if (target != (wanted == NONE ? iteration : wanted) && !held.getAsBoolean()) {
            wanted = target;
            worker.accept(PlayMessages.seek(target));
        }
    }

    /** The run came as near as it can to an iteration that was asked for: of some runs the beginning is not at hand. */
    void sought(int to) {
        if (to == wanted) {
            wanted = NONE;
            draw();
        }
    }

    /** Goes back by one iteration. */
    void back() {
        seek((wanted == NONE ? iteration : wanted) - 1);
    }

    /** Whether the run is played so slowly that each iteration can be looked at. */
    boolean isSlow() {
        String chosen = Dom.select("pace").getValue();
        return chosen.equals("10") || chosen.equals("1");
    }

    private void pace() {
        String chosen = Dom.select("pace").getValue();
        worker.accept(PlayMessages.pace(
                chosen.equals(TO_WATCH)
                        ? Math.max(LEAST_TO_WATCH, total / SECONDS_TO_WATCH)
                        : Double.parseDouble(chosen)));
    }

    private void draw() {
        int most = Math.max(total, furthest);
        int shown = wanted == NONE ? iteration : wanted;
        line.setAttribute("max", String.valueOf(most));
        line.setValue(String.valueOf(shown));
        line.setAttribute(
                "aria-valuetext",
                Texts.of("iteration {0} of {1}", NumberFormat.grouped(shown), NumberFormat.grouped(furthest)));
        Dom.setStyle(line, "--now", share(shown, most));
        Dom.setStyle(line, "--furthest", share(furthest, most));
        line.setDisabled(furthest == 0);
    }

    private static String share(int part, int whole) {
        return NumberFormat.decimals(100.0 * part / Math.max(1, whole), 3) + "%";
    }
}
