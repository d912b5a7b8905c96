package org.layerlab.backend.browser;

/** Tests of the playground in its WebAssembly build: how they open it and what they read off it. */
abstract class InPlayground extends InBrowser {
    static final String SHORT = "networkShape=10&initialization=he&learningRate=0.5&iterations=600";

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
