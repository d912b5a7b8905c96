package org.layerlab.page.inside;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.Thumbs;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;

/** The chosen map and what goes into its layer, enlarged; a person points at a pixel of the map. */
final class MapView {
    /** Hears which pixel is pointed at. */
    interface Pointed {
        void pointed(int y, int x);
    }

    private final Pointed pointed;
    private final Slide slide = new Slide(this::slideAt, this::arrive);
    private @Nullable Group group;
    private @Nullable GrayPicture map;
    private @Nullable JsonArray seen;
    private int y;
    private int x;
    /** Whether the pixel stays while the mouse moves on. */
    private boolean held;

    MapView(Pointed pointed) {
        this.pointed = pointed;
        HTMLElement pixels = Dom.byId("map-pixels");
        Dom.on(pixels, "pointermove", event -> {
            if (!held && isMouse(event)) {
                point(event);
            }
        });
        Dom.on(pixels, "click", event -> {
            // Where the mouse rests on the pixel already, the click lets go of it, or holds it.
            held = point(event) || !held;
            pixels.setAttribute("data-held", String.valueOf(held));
        });
        Dom.on(pixels, "keydown", this::move);
    }

    /**
     * Shows a map.
     *
     * @param pictures the map, and what goes into its layer unless that is the photo
     * @param photo what the network sees, in BGR
     */
    void show(Group next, int channel, byte[] pictures, byte[] photo) {
        slide.stop();
        group = next;
        held = false;
        Dom.byId("map-pixels").setAttribute("data-held", "false");
        Group.Size output = next.output();
        Group.Size input = next.input();
        GrayPicture picture = new GrayPicture(pictures, 0, output.width(), output.height());
        map = picture;
        seen = null;
        Dom.show("map-figure", !output.isNumbers());
        Dom.show("input-figure", !input.isNumbers());
        Dom.show("trace-maps", !input.isNumbers());
        picture.draw(Dom.canvas("map"));
        Dom.byId("map-pixels").setAttribute("aria-label", Texts.of("Pixels of {0}", next.fullName(channel)));
        if (next.index() == 0) {
            Thumbs.draw(photo, Dom.canvas("input-map"));
            Dom.text("input-name", Texts.of("Input: the photo"));
        } else if (!input.isNumbers()) {
            new GrayPicture(pictures, picture.pixels(), input.width(), input.height()).draw(Dom.canvas("input-map"));
            Dom.text(
                    "input-name",
                    next.kind().equals(Group.MEAN)
                            ? Texts.of("Input: map {0}", channel + 1)
                            : Texts.of("Input: {0} maps, here their mean", input.channels()));
        }
    }

    /** Moves the patch over the input once. */
    void slide() {
        GrayPicture shown = map;
        Group known = group;
        if (shown != null && known != null && !known.output().isNumbers()) {
            boolean moves = slide.start(shown.pixels());
            Dom.byId("map-pixels").setAttribute("data-slide", moves ? "moving" : "none");
        }
    }

    /** Marks the pixel whose trace is shown, and the patch that it comes from. */
    void mark(int row, int column, JsonArray patch) {
        y = row;
        x = column;
        seen = patch;
        slide.stop();
        settle();
    }

    private void arrive() {
        Dom.byId("map-pixels").setAttribute("data-slide", "over");
        settle();
    }

    private void settle() {
        GrayPicture shown = map;
        Group known = group;
        JsonArray patch = seen;
        if (shown == null || known == null) {
            return;
        }
        shown.draw(Dom.canvas("map"));
        Frame.show("pixel", Json.array(y, x, 1, 1), shown.height(), shown.width());
        if (patch != null) {
            Frame.show("patch", patch, known.input().height(), known.input().width());
        }
    }

    private void slideAt(int pixel) {
        GrayPicture shown = map;
        Group known = group;
        if (shown == null || known == null) {
            return;
        }
        int row = pixel / shown.width();
        int column = pixel % shown.width();
        shown.draw(Dom.canvas("map"), pixel + 1);
        Frame.show("pixel", Json.array(row, column, 1, 1), shown.height(), shown.width());
        Group.Window window = known.window();
        Frame.show(
                "patch",
                Json.array(
                        window.offset() + row * window.stride(),
                        window.offset() + column * window.stride(),
                        window.reach(),
                        window.reach()),
                known.input().height(),
                known.input().width());
    }

    /** Whether the event lies on another pixel than the last one. */
    private boolean point(Event event) {
        GrayPicture shown = map;
        if (shown == null) {
            return false;
        }
        HTMLElement pixels = Dom.byId("map-pixels");
        int row = inside((int) (down(event, pixels) * shown.height()), shown.height());
        int column = inside((int) (across(event, pixels) * shown.width()), shown.width());
        return go(row, column);
    }

    private static int inside(int place, int size) {
        return Math.max(0, Math.min(size - 1, place));
    }

    private boolean go(int row, int column) {
        if (row == y && column == x) {
            return false;
        }
        y = row;
        x = column;
        pointed.pointed(row, column);
        return true;
    }

    private void move(Event event) {
        GrayPicture shown = map;
        if (shown == null) {
            return;
        }
        int row = y;
        int column = x;
        switch (((KeyboardEvent) event).getKey()) {
            case "ArrowUp" -> row--;
            case "ArrowDown" -> row++;
            case "ArrowLeft" -> column--;
            case "ArrowRight" -> column++;
            case "Home" -> column = 0;
            case "End" -> column = shown.width() - 1;
            default -> {
                return;
            }
        }
        event.preventDefault();
        held = true;
        go(inside(row, shown.height()), inside(column, shown.width()));
    }

    @JSBody(params = "event", script = "return event.pointerType === 'mouse';")
    private static native boolean isMouse(Event event);

    @JSBody(
            params = {"event", "element"},
            script = "var box = element.getBoundingClientRect(); return (event.clientX - box.left) / box.width;")
    private static native double across(Event event, HTMLElement element);

    @JSBody(
            params = {"event", "element"},
            script = "var box = element.getBoundingClientRect(); return (event.clientY - box.top) / box.height;")
    private static native double down(Event event, HTMLElement element);
}
