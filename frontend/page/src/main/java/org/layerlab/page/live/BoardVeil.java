package org.layerlab.page.live;

import java.util.List;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.TabStore;

/** Hides names, pictures and numbers of single pupils from a room that sees the teacher's screen. */
final class BoardVeil {
    /** Where this tab keeps that they are hidden. */
    private static final String KEPT = "class.hidden";

    /** Beside the pupils, and beside the list of what they handed in, which outlives the board. */
    private static final List<String> BOXES = List.of("hide-pupils", "hide-handed");

    private BoardVeil() {}

    /** Hears its boxes, which are as they were before a reload. */
    static void bind() {
        show(isHidden());
        for (String box : BOXES) {
            Dom.on(box, "change", event -> show(Dom.input(box).isChecked()));
        }
    }

    /** Whether they are hidden now. */
    static boolean isHidden() {
        return "yes".equals(TabStore.get(KEPT));
    }

    private static void show(boolean isHidden) {
        TabStore.put(KEPT, isHidden ? "yes" : "");
        BOXES.forEach(box -> Dom.input(box).setChecked(isHidden));
        Dom.byId("tiles").setAttribute("data-hidden", String.valueOf(isHidden));
        Dom.byId("handed").setAttribute("data-hidden", String.valueOf(isHidden));
        // A click on a tile would open its pupil's name and picture.
        if (isHidden) {
            Dom.byId("tiles").setAttribute("inert", "");
        } else {
            Dom.byId("tiles").removeAttribute("inert");
        }
    }
}
