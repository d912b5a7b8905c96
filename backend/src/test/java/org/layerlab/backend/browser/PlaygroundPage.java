package org.layerlab.backend.browser;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The playground, opened. */
final class PlaygroundPage {
    private final Browser browser;

    private PlaygroundPage(Browser browser) {
        this.browser = browser;
    }

    /**
     * Opens it, waits for its first network and sends the tour away.
     *
     * @param engine {@code "wasm"} or {@code "js"}
     * @param fragment the settings, without '#'
     */
    static PlaygroundPage open(LiveServer server, Browser browser, String engine, String fragment) {
        browser.open(server.address("/?engine=" + engine + "#" + fragment));
        browser.awaitState("ready");
        if (browser.isShown("tour")) {
            browser.click("tour-close");
        }
        return new PlaygroundPage(browser);
    }

    /** Presses what leads to the playground, and waits for it. */
    static PlaygroundPage follow(Browser browser, String button) {
        browser.click(button);
        browser.await(
                "the playground comes",
                () -> browser.script("return document.documentElement.dataset.page;") instanceof String page
                        && page.equals("playground"));
        browser.awaitState("ready");
        return new PlaygroundPage(browser);
    }

    /** Points halfway between two units of the drawing, where the line of their weight passes. */
    void pointBetween(String unit, String next) {
        browser.pointBetween(browser.element(unit), browser.element(next));
    }

    int iteration() {
        return (int) browser.number("iteration");
    }

    double percent(String testId) {
        return Double.parseDouble(browser.text(testId));
    }

    /** The lines of the log. */
    List<String> log() {
        return Stream.of(browser.text("log").split("\n"))
                .map(String::trim)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The fragment of the address, without '#'. */
    String fragment() {
        String address = browser.address();
        return address.substring(address.indexOf('#') + 1);
    }

    void play() {
        browser.click("play");
        browser.await("it trains", () -> browser.state().equals("training") || iteration() > 0);
    }

    void pause() {
        browser.click("pause");
        standsStill();
    }

    /**
     * Pauses as soon as this iteration has passed. The page itself looks for it: by the time that a driver has asked
     * and answered, a short run may have come to its end.
     */
    void pauseAfter(int iteration) {
        browser.await("iteration " + iteration + " has passed", Duration.ofMinutes(2), () -> {
            double passed = browser.asyncNumber("const until = performance.now() + 1000; const look = () => {"
                    + "  const passed = Number(document.getElementById('iteration').dataset.value) > " + iteration + ";"
                    + "  if (passed) document.querySelector('[data-testid=pause]').click();"
                    + "  if (passed || performance.now() > until) done(passed ? 1 : 0); else setTimeout(look, 5); };"
                    + "look();");
            return passed == 1;
        });
        standsStill();
    }

    /** Waits until no iteration has come for three tenths of a second. */
    void standsStill() {
        browser.await("the iteration stands still", () -> {
            double moved = browser.asyncNumber("const read = () => document.getElementById('iteration').dataset.value;"
                    + "const before = read(); setTimeout(() => done(read() === before ? 0 : 1), 300);");
            return browser.state().equals("ready") && moved == 0;
        });
    }

    /** Pauses, where the run has not come to its end by itself. */
    void standsStillOrPause() {
        browser.press(browser.state().equals("training") ? " " : "");
        standsStill();
    }

    void awaitIteration(int iteration) {
        browser.await("iteration " + iteration + " comes", () -> iteration() >= iteration);
    }

    /** How much of the plot is not what it was: the share of pixels. */
    static double changed(byte[] before, byte[] after) {
        int pixels = Math.min(before.length, after.length) / 4;
        int changed = 0;
        for (int i = 0; i < pixels; i++) {
            if (before[4 * i] != after[4 * i]
                    || before[4 * i + 1] != after[4 * i + 1]
                    || before[4 * i + 2] != after[4 * i + 2]) {
                changed++;
            }
        }
        return (double) changed / pixels;
    }

    /** How many colors there are in a picture of RGBA pixels. */
    static long colors(byte[] pixels) {
        return java.util.stream.IntStream.range(0, pixels.length / 4)
                .map(i -> (pixels[4 * i] & 0xff) << 24
                        | (pixels[4 * i + 1] & 0xff) << 16
                        | (pixels[4 * i + 2] & 0xff) << 8
                        | (pixels[4 * i + 3] & 0xff))
                .distinct()
                .count();
    }
}
