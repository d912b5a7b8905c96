package org.layerlab.page.photos;

import org.layerlab.page.browser.Dom;

/** What the page says of similar pictures: how the search goes, and what was searched. */
public final class NearNote {
    private NearNote() {}

    /** Says it; it is read aloud. */
    public static void say(String text) {
        show("polite", text);
    }

    /** Shows how many photos have come; screen readers do not announce each number. */
    public static void pass(String text) {
        show("off", text);
    }

    private static void show(String live, String text) {
        Dom.byId("near-note").setAttribute("aria-live", live);
        Dom.text("near-note", text);
    }
}
