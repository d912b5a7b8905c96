package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.store.SampleModels;

/** A model card may come from anybody and say anything: its page stays small, and no wider than a phone. */
class HostileCardIT extends InBrowser {
    /** In the page before its own scripts: the server's card with far too much in it. */
    private static final String FETCH = """
            {
            const long = (letter, n) => letter.repeat(n);
            const many = (n) => Object.fromEntries(Array.from({ length: n }, (_, i) =>
              i < 100 ? [long("k", 300) + i, i % 2 ? long("W", 3000) : long("\\u202eW ", 1000)] : ["setting" + i, i]));
            const ask = window.fetch;
            window.fetch = async (url, ...others) => {
              const answer = await ask(url, ...others);
              if (!/^.api.models.\\w+$/.test(url)) return answer;
              const card = await answer.json();
              Object.assign(card, {
                name: "\\u202e" + long("N", 5000), author: long("A", 5000), parent: long("p", 5000),
                description: "\\u202e" + long("D", 4000), engine: long("E", 5000), precision: long("P", 5000),
                activations: Array(60000).fill("relu"), hyperparameters: many(60000), dataset: many(1000),
              });
              card.hyperparameters.changes = [{ from: 0, ...many(20000) }, { from: 1, ...many(20000) }];
              return new Response(JSON.stringify(card), { headers: { "Content-Type": "application/json" } });
            };
            }
            """;

    HostileCardIT() {
        super(Screen.PHONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#lang=de"})
    void pageShowsItsBeginningWithinTheScreen(String language) throws Exception {
        String path = server.save(SampleModels.safetensors("Small", language.length()));
        browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", FETCH));
        browser.open(server.address(path) + language);
        browser.awaitState("ready");

        String more = language.isEmpty() ? "… and 59,950 more" : "… und 59\u202f950 weitere";
        String card = browser.text("model-card");
        assertTrue(card.contains(more), card);
        assertTrue(number("return document.querySelectorAll('#model-card tr').length;") < 120);
        assertTrue(number("return document.querySelectorAll('*').length;") < 800);
        assertTrue(number("return document.body.textContent.length;") < 60_000);
        assertEquals(390, number("return document.documentElement.clientWidth;"));
        assertEquals(
                "",
                browser.script("const root = document.documentElement;"
                        + "return root.scrollWidth <= root.clientWidth ? '' : root.scrollWidth + ' pixels: '"
                        + " + [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 391)"
                        + ".map(e => e.tagName + '#' + e.id + '.' + e.className).slice(0, 6).join(', ');"));
        assertTrue(number("return document.querySelector('#model-card td').offsetWidth;") > 100);
        browser.script("sessionStorage.clear();");
    }

    private int number(String script) {
        return browser.script(script) instanceof Number number ? number.intValue() : -1;
    }
}
