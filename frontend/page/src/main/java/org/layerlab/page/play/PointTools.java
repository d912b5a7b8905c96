package org.layerlab.page.play;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.BoundaryCanvas;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The tools with which a person places points on the plane: with the pointer, with the keys, or from a table. The plane
 * shows each change at once; the others hear of it when it is complete.
 */
final class PointTools {
    /** What a click on the plane does. */
    private enum Tool {
        ORANGE("orange", 0),
        BLUE("blue", 1),
        CLASS_2("class-2", 2),
        CLASS_3("class-3", 3),
        CLASS_4("class-4", 4),
        CLASS_5("class-5", 5),
        ERASE("erase", -1),
        MOVE("move", -1);

        final String id;

        /** Of the points that it places; −1 where it places none. */
        final int label;

        Tool(String id, int label) {
            this.id = id;
            this.label = label;
        }

        /** The tool that places points of a class. */
        static Tool of(int label) {
            return values()[label];
        }
    }

    /** Parts of the plane's width: between two points of a stroke, around what is erased, around what is taken. */
    private static final double SPACING = 0.022;

    private static final double ERASER = 0.025;
    private static final double REACH = 0.03;
    /** How far an arrow takes the cursor. */
    private static final double CURSOR_STEP = 0.025;

    private final BoundaryCanvas plane;
    private final Status status;
    private final Consumer<CustomPoints> changed;
    private final PointEditor editor = new PointEditor();
    private Tool tool = Tool.ORANGE;
    private int percent = 100;
    private boolean on;
    private boolean drawing;
    private double lastX;
    private double lastY;
    private double cursorX;
    private double cursorY;

    @JSFunctor
    private interface Pointer extends JSObject {
        void at(String phase, double x, double y);
    }

    /**
     * Tools for this plane.
     *
     * @param allowed whether points of a table may replace those of a lesson; says so where not
     * @param changed hears of the points when they were changed
     */
    PointTools(BoundaryCanvas plane, Status status, BooleanSupplier allowed, Consumer<CustomPoints> changed) {
        this.plane = plane;
        this.status = status;
        this.changed = changed;
        for (Tool each : Tool.values()) {
            Dom.on("tool-" + each.id, "click", event -> choose(each));
        }
        Dom.on("points-clear", "click", event -> {
            replace(CustomPoints.NONE);
            say(counted());
        });
        Dom.on("points-undo", "click", event -> undo());
        Dom.on(Window.current().getDocument(), "keydown", event -> undoKey((KeyboardEvent) event));
        HTMLElement canvas = Dom.byId("boundary");
        listen(canvas, this::pointer);
        Dom.on(canvas, "keydown", event -> key((KeyboardEvent) event));
        Dom.on(canvas, "focus", event -> cursor());
        Dom.on(canvas, "blur", event -> plane.cursor(Double.NaN, Double.NaN));
        new PointImport(status, () -> on, allowed, this::replace);
    }

    /** Shows the tools for these points and the percentage of them that is learned from; hides them elsewhere. */
    void show(boolean custom, CustomPoints placed, int percTrainData) {
        on = custom;
        editor.show(placed);
        Dom.enable("points-undo", editor.canUndo());
        percent = percTrainData;
        Dom.show("points-tools", custom);
        HTMLElement canvas = Dom.byId("boundary");
        if (custom) {
            canvas.setAttribute("tabindex", "0");
            canvas.setAttribute("role", "application");
            canvas.setAttribute("aria-describedby", "points-help");
            choose(tool);
        } else {
            canvas.removeAttribute("tabindex");
            canvas.removeAttribute("aria-describedby");
            canvas.removeAttribute("data-tool");
            canvas.setAttribute("role", "img");
            plane.cursor(Double.NaN, Double.NaN);
        }
        count();
    }

    private void choose(Tool chosen) {
        tool = chosen;
        for (Tool each : Tool.values()) {
            Dom.byId("tool-" + each.id).setAttribute("aria-pressed", String.valueOf(each == tool));
        }
        Dom.byId("boundary").setAttribute("data-tool", tool.id);
        offer(editor.counts());
    }

    private void count() {
        Dom.text("points-count", counted());
        offer(editor.counts());
    }

    private String counted() {
        int[] counts = editor.counts();
        String[] texts = new String[counts.length];
        for (int label = 0; label < counts.length; label++) {
            texts[label] = NumberFormat.grouped(counts[label]);
            if (counts.length > 2) {
                texts[label] = Texts.of("class {0}", label) + ": " + texts[label];
            }
        }
        return counts.length > 2 ? String.join(" · ", texts) : Texts.of("{0} orange, {1} blue", texts[0], texts[1]);
    }

    /** Offers the classes that there are, and the one that would be next; with more than two, all go by their numbers. */
    private void offer(int[] counts) {
        boolean several = counts.length > 2;
        String[] names = {Texts.of("Orange"), Texts.of("Blue")};
        for (Tool each : List.of(Tool.ORANGE, Tool.BLUE)) {
            String name = names[each.label];
            Dom.text("tool-" + each.id + "-name", several ? String.valueOf(each.label) : name);
            Dom.byId("tool-" + each.id).setAttribute("aria-label", several ? Texts.of("class {0}", each.label) : name);
        }
        boolean empty = counts.length == 2 && counts[1] == 0;
        for (Tool each : Tool.values()) {
            if (each.label > 1) {
                boolean offered = each.label < counts.length || (each.label == counts.length && !empty);
                Dom.show("tool-" + each.id, offered || each == tool);
            }
        }
    }

    // ---- the pointer ----

    private void pointer(String phase, double across, double down) {
        if (!on) {
            return;
        }
        double x = plane.x(across);
        double y = plane.y(down);
        switch (phase) {
            case "down" -> {
                drawing = true;
                editor.release();
                if (tool == Tool.MOVE) {
                    editor.hold(x, y, REACH * plane.width());
                }
                use(x, y);
            }
            case "move" -> {
                double dx = x - lastX;
                double dy = y - lastY;
                boolean far = Math.sqrt(dx * dx + dy * dy) >= SPACING * plane.width();
                if (drawing && (far || tool == Tool.MOVE || tool == Tool.ERASE)) {
                    use(x, y);
                }
            }
            default -> {
                editor.release();
                drawing = false;
                if (phase.equals("cancel")) {
                    // A second finger: what looked like a stroke was the beginning of a pinch.
                    editor.cancel();
                    showPlaced();
                }
                finish();
            }
        }
    }

    private void use(double x, double y) {
        lastX = x;
        lastY = y;
        CustomPoints before = editor.points();
        switch (tool) {
            case ERASE -> editor.erase(x, y, ERASER * plane.width());
            case MOVE -> editor.move(x, y);
            default -> place(x, y, tool.label);
        }
        if (!editor.points().equals(before)) {
            showPlaced();
        }
    }

    private void showPlaced() {
        plane.placed(editor.points(), percent);
        count();
    }

    private void place(double x, double y, int label) {
        if (!editor.place(x, y, label)) {
            status.say(
                    Texts.of("There are {0} points, which is the maximum.", NumberFormat.grouped(CustomPoints.MOST)));
        }
    }

    private void finish() {
        if (editor.finish()) {
            changed.accept(editor.points());
        }
    }

    private void undo() {
        if (editor.undo()) {
            changed.accept(editor.points());
            say(Texts.of("Undone. {0}", counted()));
        }
    }

    private void undoKey(KeyboardEvent event) {
        if (on
                && (event.isCtrlKey() || event.isMetaKey())
                && event.getKey().equals("z")
                && Dom.closest(event, "input,textarea,select,dialog") == null) {
            event.preventDefault();
            undo();
        }
    }

    private void replace(CustomPoints others) {
        editor.replace(others);
        finish();
    }

    // ---- the keys ----

    private void key(KeyboardEvent event) {
        if (!on || event.isCtrlKey() || event.isMetaKey() || event.isAltKey()) {
            return;
        }
        double step = CURSOR_STEP * plane.width() * (event.isShiftKey() ? 0.2 : 1);
        boolean ours = true;
        switch (event.getKey()) {
            case "ArrowLeft" -> move(-step, 0);
            case "ArrowRight" -> move(step, 0);
            case "ArrowUp" -> move(0, step);
            case "ArrowDown" -> move(0, -step);
            case "0", "1", "2", "3", "4", "5" ->
                chooseByKey(Tool.of(event.getKey().charAt(0) - '0'));
            case "o" -> chooseByKey(Tool.ORANGE);
            case "b" -> chooseByKey(Tool.BLUE);
            case "e" -> chooseByKey(Tool.ERASE);
            case "m" -> chooseByKey(Tool.MOVE);
            case "Enter", " " -> press();
            case "Delete", "Backspace" -> {
                editor.erase(cursorX, cursorY, REACH * plane.width());
                keyed();
            }
            default -> ours = false;
        }
        if (ours) {
            event.preventDefault();
            event.stopPropagation();
        }
    }

    private void chooseByKey(Tool chosen) {
        choose(chosen);
        say(Dom.byId("tool-" + chosen.id).getInnerText().trim());
    }

    private void move(double dx, double dy) {
        cursorX = plane.inside(cursorX + dx);
        cursorY = plane.inside(cursorY + dy);
        if (editor.holds()) {
            editor.move(cursorX, cursorY);
            keyed();
        }
        cursor();
    }

    private void press() {
        if (tool == Tool.MOVE) {
            if (editor.holds()) {
                editor.release();
                say(Texts.of("released"));
            } else {
                boolean held = editor.hold(cursorX, cursorY, REACH * plane.width());
                say(held ? Texts.of("picked up") : Texts.of("released"));
            }
            return;
        }
        use(cursorX, cursorY);
        keyed();
    }

    private void keyed() {
        showPlaced();
        finish();
        say(position() + ": " + counted());
    }

    private void cursor() {
        if (on) {
            plane.cursor(cursorX, cursorY);
            say(position());
        }
    }

    private String position() {
        return "x " + NumberFormat.decimals(cursorX, 2) + ", y " + NumberFormat.decimals(cursorY, 2);
    }

    private static void say(String text) {
        Dom.say("points-said", text);
    }

    /** Tells of the pointer in pixels from the canvas' upper left corner. */
    @JSBody(
            params = {"canvas", "pointer"},
            script = "var tell = function(phase) { return function(event) {"
                    + "  if (!canvas.dataset.tool || event.button > 0 || !event.isPrimary) { return; }"
                    + "  var box = canvas.getBoundingClientRect();"
                    + "  if (phase === 'down') { canvas.setPointerCapture(event.pointerId); }"
                    + "  pointer(phase, event.clientX - box.left - canvas.clientLeft,"
                    + "    event.clientY - box.top - canvas.clientTop);"
                    + "}; };"
                    + "canvas.addEventListener('pointerdown', tell('down'));"
                    + "canvas.addEventListener('pointermove', tell('move'));"
                    + "canvas.addEventListener('pointerup', tell('up'));"
                    + "canvas.addEventListener('pointercancel', tell('cancel'));")
    private static native void listen(HTMLElement canvas, Pointer pointer);
}
