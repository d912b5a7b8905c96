package org.layerlab.page.models;

import org.layerlab.page.browser.Dom;
import org.teavm.jso.browser.Window;

/** The pages that take a saved model further: to continue, fork or use it. */
final class NextPage {
    private NextPage() {}

    /** Shows a button that leads to another page, whose fragment tells that page what to do. */
    static void offer(String button, String page, String fragment) {
        String search = Window.current().getLocation().getSearch();
        Dom.byId(button).setAttribute("href", page + search + "#" + fragment);
        Dom.show(button, true);
    }
}
