package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text becomes code in a page or in its worker, except what TeaVM's runtime needs. */
class TrustedTypesIT extends InBrowser {
    /** In a task of its own, as what the driver runs is free of the page's policy. */
    private static final String TRY =
            "const tried = (run) => { try { return String(run()); } catch (error) { return error.name; } };";

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void pageTrainsAndEvaluatesNothing(String engine) {
        PlaygroundPage.open(server, browser, engine, "networkShape=4&iterations=200")
                .play();
        browser.await("it trains", () -> browser.number("iteration") == 200);
        browser.script("document.getElementById('maths-open').click();");
        browser.await(
                "the formulas come", () -> !browser.all("#maths-formula sub").isEmpty());

        assertEquals("EvalError", tried("eval('1')"));
        assertEquals("EvalError", tried("new Function('return 1')()"));
        assertEquals("EvalError", tried("new Function('a', 'return window')()"));
        assertEquals("EvalError", tried("new Function('return alert(1);')()"));
        assertEquals("TypeError", tried("setTimeout('1')"));
        // As the runtime looks up a global.
        assertEquals("1", tried("(self.one = 1, new Function('return one;')())"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "document.body.innerHTML = '<img src=x onerror=alert(1)>'",
                "document.body.innerHTML = '<var onclick=alert(1)>x</var>'",
                "document.body.insertAdjacentHTML('beforeend', '<script>1</script>')",
                "document.createElement('script').src = '/api/models'",
                "document.createElement('script').src = 'https://example.com/evil.js'",
                // Relative to the page, not to its files.
                "document.createElement('script').src = 'boot.js'",
                "document.createElement('script').src = document.documentElement.dataset.assets + '/../../api/models'",
                "document.createElement('script').text = '1'",
                "new Worker('/api/models')",
                "new Worker('data:text/javascript,1')",
                "trustedTypes.createPolicy('another', {})"
            })
    void textBecomesNeitherScriptNorHtml(String attempt) {
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        assertEquals("TypeError", tried(attempt));
    }

    @Test
    void htmlOfTheFormulasIsAllowed() {
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        String html = "<var>W</var><sub>1</sub> <span class=\"fraction\"><span>1</span></span> &gt; 2";
        assertEquals(html, tried("document.createElement('p').innerHTML = `" + html + "`"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void workerEvaluatesNothing(String engine) throws Exception {
        // It tries over and over, and tells by messages of its own.
        try (LiveServer curious = LiveServer.startWith(boot -> boot
                + "if (typeof document === 'undefined' && self.name !== 'helper') {" + TRY
                + "const channel = new BroadcastChannel('tried');"
                + "setInterval(() => channel.postMessage(tried(() => eval('1'))), 200); }\n")) {
            browser.open(curious.address("/?engine=" + engine + "#networkShape=4&iterations=200"));
            browser.awaitState("ready");
            String result = browser.asyncText("new BroadcastChannel('tried').onmessage = (event) => done(event.data);");
            assertEquals("EvalError", result);
            browser.script("document.querySelectorAll('#tour-close').forEach(one => one.click());");
            browser.click("play");
            browser.await("it trains", () -> browser.number("iteration") == 200);
            browser.open("about:blank");
            browser.errors(any -> true);
        }
    }

    /** What comes of running something in a task of the page, whose console has no other errors than its refusal. */
    private String tried(String expression) {
        assertNoErrors(browser);
        String result = browser.asyncText(TRY + "setTimeout(() => done(tried(() => " + expression + ")));");
        browser.errors(any -> true);
        return result;
    }
}
