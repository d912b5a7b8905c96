package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, About, Privacy and the API are text: they need no program, and speak the reader's language. */
class ArticlesIT extends InBrowser {
    private static final String LOADED = "return performance.getEntriesByType('resource')"
            + ".map(entry => new URL(entry.name).pathname.replace(/.*\\//, '')).join('\\n');";

    @ParameterizedTest
    @ValueSource(strings = {"/help", "/about", "/privacy", "/api", "/offline"})
    void aPageOfTextIsLightAndLoadsNoProgram(String path) throws Exception {
        int before = server.requests().size();
        Set<String> loaded = new HashSet<>();
        try (Browser fresh = Browser.startFresh(Screen.DESKTOP)) {
            fresh.open(server.address(path));
            fresh.awaitState("ready");
            String.valueOf(fresh.script(LOADED)).lines().forEach(loaded::add);
        }
        assertTrue(loaded.contains("boot.js"), loaded.toString());
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(file -> file.matches(".*\\.wasm|(play|photos|models|lab|classes.*)\\.js"))
                        .toList());
        Set<String> files = new HashSet<>();
        for (String request :
                List.copyOf(server.requests().subList(before, server.requests().size()))) {
            String file = request.split(" ", 4)[2];
            // Service workers load on the side what the next visit needs offline.
            if (file.equals(path) || loaded.contains(file.substring(file.lastIndexOf('/') + 1))) {
                files.add(file);
            }
        }
        int bytes = 0;
        for (String file : files) {
            bytes += server.weight(file, "gzip, deflate, br, zstd");
        }
        System.out.printf("weight of %s: %,d bytes%n", path, bytes);
        assertTrue(bytes <= 60_000, bytes + " bytes");
    }

    @ParameterizedTest
    @CsvSource({"en, Learning rate", "de, Lernrate", "es, Tasa de aprendizaje"})
    void aLinkLeadsToTheTermInTheReadersLanguage(String language, String term) {
        browser.open(server.address("/models"));
        browser.script("sessionStorage.setItem('layerlab.language', arguments[0]);", language);
        try {
            browser.open(server.address("/help#learning-rate"));
            browser.awaitState("ready");
            assertEquals(
                    term,
                    browser.script("return document.getElementById('learning-rate').textContent;"),
                    "the heading of another language");
            browser.await(
                    "it is in view",
                    () -> Boolean.TRUE.equals(browser.script(
                            "const box = document.getElementById('learning-rate').getBoundingClientRect();"
                                    + "return box.top >= 0 && box.bottom < innerHeight;")));
            assertEquals(
                    1L,
                    browser.script("return document.querySelectorAll('.article > div').length;"),
                    "languages shown");
        } finally {
            browser.script("sessionStorage.clear();");
        }
    }

    @Test
    void withoutJavaScriptTheTextIsThere() {
        try (Browser plain = Browser.startFresh(Screen.DESKTOP)) {
            plain.command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
            plain.open(server.address("/privacy"));
            assertEquals(
                    List.of(
                            "What leaves your browser",
                            "What this browser stores",
                            "What the server stores",
                            "How to delete it"),
                    plain.all(".article h2").stream()
                            .filter(heading -> heading.isDisplayed())
                            .map(heading -> heading.getText())
                            .toList());
        }
    }

    @Test
    void theFooterLeadsToAllOfThem() {
        settle(browser, "/models");
        for (String heading : List.of("Help", "About", "Privacy", "API")) {
            browser.script(
                    "[...document.querySelectorAll('footer a')].find(a => a.textContent === arguments[0]).click();",
                    heading);
            browser.await(
                    "that page is there",
                    () -> browser.state().equals("ready")
                            && browser.textOf(browser.all("h1").get(0)).equals(heading));
        }
        assertFalse(browser.all(".article h3").isEmpty());
        settle(browser, "/about");
        String text = browser.textOf(browser.all(".article").get(0));
        assertTrue(text.contains("LayerLab 1.") || text.contains("LayerLab development"), text);
    }
}
