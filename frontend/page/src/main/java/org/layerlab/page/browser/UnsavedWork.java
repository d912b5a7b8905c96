package org.layerlab.page.browser;

import java.util.function.BooleanSupplier;
import org.teavm.jso.browser.Window;

/** Work that this browser does not keep, as where its storage is blocked: the page is not left without a question. */
public final class UnsavedWork {
    private UnsavedWork() {}

    /** Has the browser ask before the page is left, as long as that loses something. */
    public static void askBefore(BooleanSupplier loses) {
        Dom.on(Window.current(), "beforeunload", event -> {
            if (loses.getAsBoolean()) {
                event.preventDefault();
            }
        });
    }
}
