package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The pages in German and Spanish. */
class LanguageIT extends InBrowser {
    @TempDir
    Path folder;

    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es"})
    void noSentenceOfATrainingIsLeftInEnglish(String language) {
        settle(browser, "/#networkShape=&iterations=3000&lang=" + language);
        browser.click("play");
        browser.await("it is done", () -> browser.number("iteration") == 3000);
        browser.click("maths-open");
        browser.press("?");
        assertEquals(List.of(), english(browser, language));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | notes.jpg ist ein PDF; LayerLab liest JPEG, PNG, WebP, GIF und BMP",
                "es | notes.jpg es un PDF; LayerLab lee JPEG, PNG, WebP, GIF y BMP"
            })
    void aRefusalSpeaksTheLanguage(String language, String refusal) throws Exception {
        settle(browser, "/photos#lang=" + language);
        browser.choose("photo-input", Files.writeString(folder.resolve("notes.jpg"), "%PDF-1.7"));
        browser.await("it is refused", () -> browser.message().equals(refusal));
    }

    @ParameterizedTest
    @CsvSource({
        "de, 'unter dieser Adresse ist keine Lektion: der Link ist unvollständig oder wurde verändert'",
        "es, 'en esta dirección no hay ninguna lección: el enlace está incompleto o fue modificado'"
    })
    void thePageOfABrokenLessonSaysWhyInTheLanguage(String language, String why) {
        browser.open(server.address("/learn/own/abc#lang=" + language));
        browser.await(
                "it says why",
                () -> why.equals(browser.script("return document.getElementById('lesson-reason').textContent;")));
        browser.errors(error -> false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "This model was deleted on March 1, 2026. | Dieses Modell wurde am 1. März 2026 gelöscht."
                        + " | Este modelo fue eliminado el 1 de marzo de 2026.",
                "line 1 has 1 column; x, y and label make 3: 'a' | Zeile 1 hat 1 Spalte; x, y und Klasse sind 3: 'a'"
                        + " | la línea 1 tiene 1 columna; x, y y la clase son 3: 'a'",
                "line 2 has 4 columns; x, y and label make 3: 'a' | Zeile 2 hat 4 Spalten; x, y und Klasse sind 3: 'a'"
                        + " | la línea 2 tiene 4 columnas; x, y y la clase son 3: 'a'",
                "W2 is missing, but there is W3 | W2 fehlt, aber es gibt W3 | falta W2, pero hay W3",
                "too many changes from your address; try again in 12 s"
                        + " | zu viele Änderungen von deiner Adresse; versuche es in 12 s noch einmal"
                        + " | demasiados cambios desde tu dirección; inténtalo de nuevo en 12 s"
            })
    void whatTheServerAndTheNetworkSayIsTranslated(String said, String german, String spanish) {
        settle(browser, "/about#lang=de");
        assertEquals(german, browser.script("return LayerLabTexts.said(arguments[0]);", said));
        settle(browser, "/about#lang=es");
        assertEquals(spanish, browser.script("return LayerLabTexts.said(arguments[0]);", said));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Monde, 2·3·1, Startwert 5 | Monde, verdeckte Schichten 3,",
                "es | Lunas, 2·3·1, semilla 5 | Lunas, capas ocultas 3,"
            })
    void aRunIsNamedByItsPointsInTheLanguage(String language, String name, String run) {
        settle(browser, "/#dataset=moons&networkShape=3&iterations=60&seed=5&lang=" + language);
        browser.click("play");
        browser.await("it is done", () -> browser.number("iteration") == 60);
        browser.click("history-open");
        browser.await("the run is listed", () -> browser.all("#history-runs li").size() == 1);
        String line = browser.textOf(browser.all("#history-runs li").get(0));
        assertTrue(line.contains(run), line);
        SavePanel.open(browser);
        assertEquals(name, browser.value("save-name"));
        browser.open("about:blank");
    }

    @ParameterizedTest
    @CsvSource({"en, Choice 2", "de, Antwort 2", "es, Opción 2"})
    void fieldsOfALessonAreNumbered(String language, String label) {
        settle(browser, "/learn/new#lang=" + language);
        String text = "return document.querySelector('main').textContent;";
        browser.await(
                "its fields are there",
                () -> String.valueOf(browser.script(text)).contains(label));
        String form = String.valueOf(browser.script(text));
        assertFalse(form.contains("undefined") || form.contains("{"), form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Der Server bereitet die Fotos vor: 1\u202f200 von 25\u202f000",
                "es | El servidor prepara las fotos: 1\u202f200 de 25\u202f000"
            })
    void numbersOfAWorkerAreGroupedAsThePageGroupsThem(String language, String said) {
        settle(browser, "/photos/train#lang=" + language);
        assertEquals(
                said, browser.script("return LayerLabTexts.said('The server prepares the photos: 1,200 of 25,000');"));
    }

    /** What stands on the page in English though there is a sentence for it. */
    static List<String> english(Browser here, String language) {
        String left = here.asyncText("fetch(document.documentElement.dataset.assets + '/texts/" + language
                + ".json').then(answer => answer.json()).then(texts => {"
                + "const found = new Set(); const look = text => { const core = text.trim().replace(/\\s+/g, ' ');"
                + "  if (Object.hasOwn(texts, core) && texts[core] !== core"
                + "      && !Object.values(texts).includes(core)) found.add(core); };"
                + "look(document.title); const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
                + "while (walk.nextNode()) { if (!walk.currentNode.parentElement.closest('script, style, code, pre,"
                + " [translate=no], [data-testid=model-name], .model-link'))"
                + "  look(walk.currentNode.data); }"
                + "for (const e of document.querySelectorAll('[title], [aria-label], [placeholder]'))"
                + "  for (const name of ['title', 'aria-label', 'placeholder'])"
                + "    if (e.hasAttribute(name)) look(e.getAttribute(name));"
                + "done([...found].join('\\n')); }, error => done(String(error)));");
        return left.isEmpty() ? List.of() : List.of(left);
    }

    @Test
    void chosenLanguageIsKeptAndEnglishLoadsNothingMore() throws Exception {
        int before = server.requests().size();
        settle(browser, "/models");
        assertTrue(server.requests().subList(before, server.requests().size()).stream()
                .noneMatch(line -> line.contains("/texts/")));
        browser.choose("language", "Deutsch");
        browser.await(
                "the page speaks German",
                () -> browser.all("h1").stream()
                        .anyMatch(h1 -> browser.textOf(h1).equals("Modelle")));
        settle(browser, "/");
        assertEquals("Start", browser.textOf(browser.all("#play span").get(0)));
        assertEquals(
                "Spielwiese",
                browser.textOf(browser.all("[data-nav=playground]").get(0)));
        assertEquals("de", browser.script("return document.documentElement.lang;"));
        assertEquals("none", betweenGroups());
        browser.choose("language", "English");
        browser.await(
                "the page speaks English",
                () -> "en".equals(browser.script("return document.documentElement.lang;"))
                        && browser.state().equals("ready"));
        assertEquals("Play", browser.textOf(browser.all("#play span").get(0)));
        assertEquals("\",\"", betweenGroups());
        assertEquals("15000", browser.script("return document.getElementById('iteration-total').textContent;"));
    }

    @Test
    void keysGoThroughTheLanguagesUntilOneIsMeantAndStayThere() {
        settle(browser, "/models");
        browser.keys(Keys.TAB);
        browser.script("window.stays = true; document.getElementById('language').focus();");
        browser.keys(Keys.ARROW_DOWN);
        assertEquals("de", browser.value("language"));
        browser.asyncText("setTimeout(() => done(''), 300);");
        browser.keys(Keys.ARROW_DOWN);
        assertEquals("es", browser.value("language"));
        assertEquals(true, browser.script("return window.stays;"), "each of them is only passed");
        browser.keys(Keys.ENTER);
        speaksToTheKeyboard("es");
        browser.keys(Keys.ARROW_UP);
        browser.keys(Keys.TAB);
        speaksToTheKeyboard("de");
        browser.driver.navigate().refresh();
        browser.awaitState("ready");
        assertEquals("", browser.focused(), "of a page that is loaded again for another reason, it begins at the top");
    }

    private void speaksToTheKeyboard(String language) {
        browser.await(
                "the page speaks it", () -> language.equals(browser.script("return document.documentElement.lang;")));
        browser.await("the keyboard is where it was", () -> browser.focused().equals("language"));
    }

    @Test
    void chosenLanguageLastsWithThePageWhereTheBrowserForbidsStorage() throws Exception {
        try (Browser fresh = Browser.startFresh(Screen.DESKTOP)) {
            fresh.forbidStorage();
            settle(fresh, "/models#lang=es");
            for (String[] choice : new String[][] {{"Deutsch", "de"}, {"English", "en"}}) {
                fresh.choose("language", choice[0]);
                fresh.await(
                        "the page speaks " + choice[0],
                        () -> choice[1].equals(fresh.script("return document.documentElement.lang;")));
                assertEquals(server.address("/models#lang=" + choice[1]), fresh.address());
            }
            settle(fresh, "/learn");
            fresh.choose("language", "Deutsch");
            fresh.await("it is in the fragment", () -> fresh.address().equals(server.address("/learn#lang=de")));
        }
    }

    @Test
    void aPageThatBackShowsAgainSpeaksTheLanguageThatWasChosenSinceUnlessThereIsWorkInIt() {
        String back = "localStorage.setItem('layerlab.language', 'de');"
                + "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));";
        settle(browser, "/");
        browser.script("window.stays = true;" + back);
        browser.asyncText("setTimeout(() => done(''), 200);");
        assertEquals(true, browser.script("return window.stays;"));
        for (String path : List.of("/about", "/learn")) {
            forget(browser);
            settle(browser, path);
            browser.script(back);
            browser.await(
                    "the page speaks German",
                    () -> "de".equals(browser.script("return document.documentElement.lang;")));
        }
    }

    /** What the style sheet puts between groups of three digits besides a gap. */
    private String betweenGroups() {
        return String.valueOf(browser.script("const group = document.querySelector('#iteration-total .group');"
                + "return getComputedStyle(group, '::before').content;"));
    }
}
