package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.PointsCsv;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
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
import org.teavm.jso.file.File;

/**
 * The tools with which a person places points on the plane: with the pointer, with the keys, or from a table. The plane
 * shows each change at once; the others hear of it when it is complete.
 */
final class PointTools {
    /** What a click on the plane does. */
    private enum Tool {
        ORANGE("orange"),
        BLUE("blue"),
        ERASE("erase"),
        MOVE("move");

        final String id;

        Tool(String id) {
            this.id = id;
        }
    }

    /** Parts of the plane's width: between two points of a stroke, around what is erased, around what is taken. */
    private static final double SPACING = 0.022;

    private static final double ERASER = 0.025;
    private static final double REACH = 0.03;
    /** How far an arrow takes the cursor. */
    private static final double CURSOR_STEP = 0.025;

    private static final int MOST_BYTES = 2_000_000;

    /** So many changes can be taken back. */
    private static final int MOST_PAST = 50;

    private final BoundaryCanvas plane;
    private final Status status;
    private final Consumer<CustomPoints> changed;
    private Tool tool = Tool.ORANGE;
    private CustomPoints points = CustomPoints.NONE;
    /** The points as the others know them, and as they were before each of the last changes. */
    private CustomPoints known = CustomPoints.NONE;

    private final List<CustomPoints> past = new ArrayList<>();
    private int percent = 100;
    private boolean on;
    private boolean drawing;
    private boolean touched;
    private int held = -1;
    private double lastX;
    private double lastY;
    private double cursorX;
    private double cursorY;

    @JSFunctor
    private interface Pointer extends JSObject {
        void at(String phase, double x, double y);
    }

    @JSFunctor
    private interface Read extends JSObject {
        void read(String text);
    }

    /**
     * Tools for this plane.
     *
     * @param changed hears of the points when they were changed
     */
    PointTools(BoundaryCanvas plane, Status status, Consumer<CustomPoints> changed) {
        this.plane = plane;
        this.status = status;
        this.changed = changed;
        for (Tool each : Tool.values()) {
            Dom.on("tool-" + each.id, "click", event -> choose(each));
        }
        Dom.on("points-clear", "click", event -> replace(CustomPoints.NONE));
        Dom.on("points-undo", "click", event -> undo());
        Dom.on(Window.current().getDocument(), "keydown", event -> undoKey((KeyboardEvent) event));
        Dom.on("csv-open", "click", event -> {
            Dom.show("csv-error", false);
            Dialogs.open(Dom.byId("csv-dialog"));
        });
        Dom.on("csv-form", "submit", event -> {
            event.preventDefault();
            table(Dom.input("csv-text").getValue());
        });
        HTMLElement canvas = Dom.byId("boundary");
        listen(canvas, this::pointer);
        Dom.on(canvas, "keydown", event -> key((KeyboardEvent) event));
        Dom.on(canvas, "focus", event -> cursor());
        Dom.on(canvas, "blur", event -> plane.cursor(Double.NaN, Double.NaN));
        DropZone.bind(Dom.byId("boundary-frame"), Dom.input("csv-file"), (files, paths, folder) -> file(files.get(0)));
        onPastedText(this::pasted);
    }

    /** Shows the tools for these points, of which so many in a hundred are learned from; hides them elsewhere. */
    void show(boolean custom, CustomPoints placed, int percTrainData) {
        on = custom;
        points = placed;
        if (!placed.equals(known)) {
            // They are others than those that were changed here.
            known = placed;
            past.clear();
        }
        Dom.enable("points-undo", !past.isEmpty());
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
    }

    private void count() {
        int ones = 0;
        for (int i = 0; i < points.size(); i++) {
            ones += points.label(i);
        }
        Dom.text(
                "points-count",
                Texts.of(
                        "{0} orange, {1} blue",
                        NumberFormat.grouped(points.size() - ones), NumberFormat.grouped(ones)));
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
                touched = false;
                held = tool == Tool.MOVE ? points.nearest(x, y, REACH * plane.width()) : -1;
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
                held = -1;
                drawing = false;
                finish();
            }
        }
    }

    private void use(double x, double y) {
        lastX = x;
        lastY = y;
        CustomPoints before = points;
        switch (tool) {
            case ORANGE -> place(x, y, 0);
            case BLUE -> place(x, y, 1);
            case ERASE -> erase(x, y, ERASER * plane.width());
            case MOVE -> {
                if (held >= 0) {
                    points = points.moved(held, x, y);
                }
            }
        }
        if (!points.equals(before)) {
            touched = true;
            plane.placed(points, percent);
            count();
        }
    }

    private void place(double x, double y, int label) {
        if (points.size() == CustomPoints.MOST) {
            status.say(
                    Texts.of("There are {0} points; there can be no more.", NumberFormat.grouped(CustomPoints.MOST)));
            return;
        }
        points = points.with(x, y, label);
    }

    private void erase(double x, double y, double within) {
        for (int found = points.nearest(x, y, within); found >= 0; found = points.nearest(x, y, within)) {
            points = points.without(found);
        }
    }

    private void finish() {
        if (touched) {
            touched = false;
            past.add(known);
            if (past.size() > MOST_PAST) {
                past.remove(0);
            }
            known = points;
            changed.accept(points);
        }
    }

    /** Takes the last change back. */
    private void undo() {
        if (!past.isEmpty()) {
            held = -1;
            points = past.remove(past.size() - 1);
            known = points;
            changed.accept(points);
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
        points = others;
        touched = true;
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
            case "o" -> choose(Tool.ORANGE);
            case "b" -> choose(Tool.BLUE);
            case "e" -> choose(Tool.ERASE);
            case "m" -> choose(Tool.MOVE);
            case "Enter", " " -> press();
            case "Delete", "Backspace" -> {
                erase(cursorX, cursorY, REACH * plane.width());
                keyed();
            }
            default -> ours = false;
        }
        if (ours) {
            event.preventDefault();
            event.stopPropagation();
        }
    }

    private void move(double dx, double dy) {
        cursorX = plane.inside(cursorX + dx);
        cursorY = plane.inside(cursorY + dy);
        if (held >= 0) {
            points = points.moved(held, cursorX, cursorY);
            keyed();
        }
        cursor();
    }

    private void press() {
        if (tool == Tool.MOVE) {
            held = held >= 0 ? -1 : points.nearest(cursorX, cursorY, REACH * plane.width());
            say(held >= 0 ? Texts.of("taken") : Texts.of("let go"));
            return;
        }
        use(cursorX, cursorY);
        keyed();
    }

    private void keyed() {
        plane.placed(points, percent);
        count();
        touched = true;
        finish();
        cursor();
    }

    private void cursor() {
        if (on) {
            plane.cursor(cursorX, cursorY);
            say("x " + NumberFormat.decimals(cursorX, 2) + ", y " + NumberFormat.decimals(cursorY, 2));
        }
    }

    private static void say(String text) {
        Dom.text("points-said", text);
    }

    // ---- tables ----

    private void file(File file) {
        if (file.getSize() > MOST_BYTES) {
            status.say(Texts.of(
                    "This file has {0} bytes; a table of points has at most {1}.",
                    NumberFormat.grouped((long) file.getSize()), NumberFormat.grouped(MOST_BYTES)));
            return;
        }
        readText(file, this::table);
    }

    private void pasted(String text) {
        try {
            PointsCsv.parse(text);
        } catch (IllegalArgumentException e) {
            if (!on) {
                // Whatever it is, it was not meant for the plane.
                return;
            }
        }
        table(text);
    }

    private void table(String text) {
        boolean inDialog = Dom.byId("csv-dialog").hasAttribute("open");
        try {
            PointsCsv csv = PointsCsv.parse(text);
            if (inDialog) {
                Dialogs.close(Dom.byId("csv-dialog"));
                Dom.input("csv-text").setValue("");
            }
            status.clear();
            replace(csv.points());
            if (!csv.note().isEmpty()) {
                status.note(csv.note());
            }
        } catch (IllegalArgumentException e) {
            String why = Texts.of("This table cannot be read: {0}.", Texts.said(e.getMessage()));
            if (inDialog) {
                Dom.text("csv-error", Texts.said(why));
                Dom.show("csv-error", true);
            } else {
                status.say(why);
            }
        }
    }

    /** Tells of the pointer in pixels from the canvas' upper left corner. */
    @JSBody(
            params = {"canvas", "pointer"},
            script = "var tell = function(phase) { return function(event) {"
                    + "  if (!canvas.dataset.tool || event.button > 0) { return; }"
                    + "  var box = canvas.getBoundingClientRect();"
                    + "  if (phase === 'down') { canvas.setPointerCapture(event.pointerId); }"
                    + "  pointer(phase, event.clientX - box.left - canvas.clientLeft,"
                    + "    event.clientY - box.top - canvas.clientTop);"
                    + "}; };"
                    + "canvas.addEventListener('pointerdown', tell('down'));"
                    + "canvas.addEventListener('pointermove', tell('move'));"
                    + "canvas.addEventListener('pointerup', tell('up'));"
                    + "canvas.addEventListener('pointercancel', tell('up'));")
    private static native void listen(HTMLElement canvas, Pointer pointer);

    @JSBody(
            params = "read",
            script = "document.addEventListener('paste', function(event) {"
                    + "  var text = event.clipboardData && event.clipboardData.getData('text');"
                    + "  if (text && !event.clipboardData.files.length"
                    + "      && !event.target.closest('input,textarea,select,dialog')) { read(text); } });")
    private static native void onPastedText(Read read);

    @JSBody(
            params = {"file", "read"},
            script = "file.text().then(function(text) { read(text); });")
    private static native void readText(File file, Read read);
}
