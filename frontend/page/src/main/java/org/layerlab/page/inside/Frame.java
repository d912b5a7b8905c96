package org.layerlab.page.inside;

import com.eclipsesource.json.JsonArray;
import org.layerlab.page.browser.Dom;
import org.teavm.jso.dom.html.HTMLElement;

/** A frame over a picture, placed by the style sheet in shares of the picture. */
final class Frame {
    private Frame() {}

    /** Frames a rectangle of pixels, {@code [y, x, height, width]}, in a picture of that size. */
    static void show(String id, JsonArray area, int height, int width) {
        show(
                id,
                area.get(0).asDouble() / height,
                area.get(1).asDouble() / width,
                area.get(2).asDouble() / height,
                area.get(3).asDouble() / width);
    }

    /** Frames a part of a picture; everything in shares of its sides. */
    static void show(String id, double top, double left, double height, double width) {
        HTMLElement frame = Dom.byId(id);
        frame.setHidden(false);
        Dom.setStyle(frame, "--top", percent(top));
        Dom.setStyle(frame, "--left", percent(left));
        Dom.setStyle(frame, "--height", percent(height));
        Dom.setStyle(frame, "--width", percent(width));
    }

    private static String percent(double share) {
        return 100 * share + "%";
    }
}
