package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing on a page jumps while it loads or trains, and a lost connection stops nothing. */
class SteadyPageIT extends InBrowser {
    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    @Test
    void withoutANetworkThePageSaysSoAndGoesOn() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=4&iterations=100");
        browser.online(false);
        try {
            browser.await("the page says so", () -> browser.isShown("offline"));
            page.play();
            browser.await("it trains", () -> page.iteration() == 100);
        } finally {
            browser.online(true);
        }
        browser.await("that is over", () -> !browser.isShown("offline"));
    }

    @ParameterizedTest
    @MethodSource("org.layerlab.backend.house.SitePages#interactive")
    void nothingJumpsWhileAPageLoads(String path) {
        settle(browser, path);
        browser.awaitState("ready");
        double shift = browser.asyncNumber("let sum = 0; new PerformanceObserver(list => list.getEntries().forEach("
                + "one => { if (!one.hadRecentInput) sum += one.value; })).observe({type: 'layout-shift', buffered: true});"
                + "setTimeout(() => done(sum), 300);");
        assertTrue(shift < 0.05, "a layout shift of " + shift);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es"})
    void nothingMovesHoweverFastItTrains(String language) {
        settle(browser, "/#iterations=1000000&lang=" + language);
        browser.awaitState("ready");
        String moved = "return document.getElementById('panel-network').getBoundingClientRect().top;";
        Object before = Objects.requireNonNull(browser.script(moved));
        browser.script(
                "document.getElementById('speed').textContent = '1,234,567 ' + arguments[0];",
                switch (language) {
                    case "de" -> "je Sekunde";
                    case "es" -> "por segundo";
                    default -> "a second";
                });
        assertEquals(before, browser.script(moved));
        assertEquals(
                true,
                browser.script("const line = document.querySelector('.counter-of');"
                        + "return line.scrollWidth <= line.clientWidth;"),
                "the line of iterations and speed is cut");
    }
}
