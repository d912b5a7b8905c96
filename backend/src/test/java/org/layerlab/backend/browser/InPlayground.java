package org.layerlab.backend.browser;

/** Tests of the playground in its WebAssembly build: how they open it and what they read off it. */
abstract class InPlayground extends InBrowser {
    static final String SHORT = "networkShape=10&initialization=he&learningRate=0.5&iterations=600";

    /** Whether the tour's bubble is in the window and covers nothing of what it points at. */
    static final String TOUR_STANDS_FREE = "const a = document.getElementById('tour').getBoundingClientRect();"
            + "const b = document.querySelector('.tour-stop').getBoundingClientRect();"
            + "return a.left >= 0 && a.right <= innerWidth && a.top >= 0 && a.bottom <= innerHeight && b.width > 0"
            + "  && (a.right <= b.left || a.left >= b.right || a.bottom <= b.top || a.top >= b.bottom);";

    final PlaygroundPage open(String fragment) {
        return PlaygroundPage.open(server, browser, "wasm", fragment);
    }

    final PlaygroundPage runToTheEnd(String fragment, int iterations) {
        PlaygroundPage page = open(fragment);
        page.play();
        browser.await(
                "the run ends",
                () -> page.iteration() == iterations && browser.state().equals("ready"));
        return page;
    }

    final String doctor() {
        return browser.textOf(browser.all("#doctor-title").get(0));
    }

    /** Puts a text where a person would paste it. */
    final void useTable(String text) {
        if (!browser.isShown("csv-dialog")) {
            browser.click("csv-open");
        }
        browser.script("document.getElementById('csv-text').value = arguments[0];", text);
        browser.click("csv-use");
    }
}
