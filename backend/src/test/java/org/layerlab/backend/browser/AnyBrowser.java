package org.layerlab.backend.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What Chromium, Firefox and WebKit can do alike, whichever protocol they are driven by. */
interface AnyBrowser extends AutoCloseable {
    /** Loads an address, even where it differs from the present one in nothing but the fragment. */
    void open(String address);

    /** What a function with this body returns in the page, as text. */
    String script(String body);

    /** Gives files to the file input that matches a selector. */
    void choose(String css, List<Path> files);

    /** Makes the page about as large as such a screen. */
    void resize(Screen screen);

    /** The errors in the console since the last call, where the browser tells them. */
    List<String> errors();

    @Override
    void close();

    // ---- made of these ----

    default String text(String testId) {
        return script("return " + element(testId) + ".textContent.trim();");
    }

    default String value(String testId) {
        return script("return " + element(testId) + ".value;");
    }

    default String attribute(String testId, String name) {
        return script("return " + element(testId) + ".getAttribute('" + name + "');");
    }

    default double number(String testId) {
        return Double.parseDouble(attribute(testId, "data-value"));
    }

    /** The page's message, empty where there is none. */
    default String message() {
        return script("return document.getElementById('message-text')?.textContent ?? '';");
    }

    default String state() {
        return script("return document.documentElement.dataset.state;");
    }

    /** Clicks as soon as it can be clicked. */
    default void click(String testId) {
        await(
                testId + " can be clicked",
                () -> script("const element = " + element(testId)
                                + "; return Boolean(element && !element.disabled && element.getClientRects().length);")
                        .equals("true"));
        script(element(testId) + ".click();");
    }

    /** Replaces what stands in a field. */
    default void type(String testId, String text) {
        script("const field = " + element(testId) + "; field.value = '" + text + "';"
                + "for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, {bubbles: true}));");
    }

    default void awaitReady() {
        await("the page is ready", () -> {
            String state = state();
            if (state.equals("failed")) {
                throw new AssertionError("the page failed: " + message());
            }
            return state.equals("ready");
        });
    }

    default void await(String what, Supplier<Boolean> condition) {
        await(what, Browser.PATIENCE, condition);
    }

    default void await(String what, Duration patience, Supplier<Boolean> condition) {
        long until = System.nanoTime() + patience.toNanos();
        while (!condition.get()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("it never came that " + what + "; state " + state() + ", message '" + message()
                        + "', console " + errors());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private static String element(String testId) {
        return "document.querySelector('[data-testid=\"" + testId + "\"]')";
    }
}
