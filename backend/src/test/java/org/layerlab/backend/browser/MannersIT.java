package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** How the pages treat people: languages, keys, phones, lessons, the tour, what they take home. */
class MannersIT extends InBrowser {
    private static final List<String> PAGES =
            List.of("/", "/photos", "/models", "/m/cats-and-dogs", "/bench", "/selftest", "/no/such/page");

    @SuppressWarnings("NullAway.Init") // started before the first test
    private Browser phone;

    @BeforeAll
    void startPhone() {
        phone = Browser.start(Browser.Screen.PHONE);
        watch(phone);
    }

    @AfterAll
    void stopPhone() {
        phone.close();
    }

    @BeforeEach
    void forgetWhatWasKept() {
        forgetWhatWasKept(browser);
    }

    private void forgetWhatWasKept(Browser here) {
        here.open(server.address("/offline"));
        here.script("localStorage.clear(); sessionStorage.clear();");
    }

    private void settle(Browser here, String path) {
        if (path.startsWith("/no/such/page")) {
            expectStatus(404);
        }
        here.open(server.address(path));
        here.await("the page has settled", () -> !here.state().equals("loading"));
    }

    // ---- the first minute ----

    @Test
    void oneButtonLearnsTheCirclesAndTheTourIsSentAwayForGood() {
        browser.open(server.address("/"));
        browser.awaitState("ready");
        assertEquals("1 of 3", browser.textOf(browser.all("#tour-place").get(0)));
        browser.click("play");
        browser.await("circles are learned", () -> Double.parseDouble(browser.text("train-accuracy")) > 70);
        browser.click("tour-next");
        browser.click("tour-next");
        assertEquals("3 of 3", browser.textOf(browser.all("#tour-place").get(0)));
        browser.click("tour-next");
        assertFalse(browser.isShown("tour"));
        browser.open(server.address("/"));
        browser.awaitState("ready");
        assertFalse(browser.isShown("tour"), "seen through, it does not come back");
        browser.press("?");
        browser.click("tour-again");
        assertTrue(browser.isShown("tour"));
        browser.click("tour-close");
        assertFalse(browser.isShown("tour"));
    }

    // ---- keys ----

    @Test
    void everythingIsReachedByKeysAndTheFocusIsSeen() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=3&iterations=10000000");
        browser.press(Keys.ARROW_RIGHT);
        page.awaitIteration(1);
        browser.press(Keys.ARROW_LEFT);
        browser.await("it went back", () -> page.iteration() == 0);
        browser.press(" ");
        browser.awaitState("training");
        browser.press(" ");
        browser.awaitState("ready");
        browser.press("?");
        assertTrue(browser.isShown("keys-dialog"));
        browser.press(Keys.ESCAPE);
        assertFalse(browser.isShown("keys-dialog"));

        browser.script("scrollTo(0, 0); document.querySelector('.skip').focus();");
        List<String> reached = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            browser.keys(Keys.TAB);
            String where = String.valueOf(browser.script(FOCUS));
            if (where.startsWith("unseen ")) {
                unseen.add(where);
            }
            reached.add(where);
            if (where.equals("body")) {
                break;
            }
        }
        assertEquals(List.of(), unseen);
        for (String control : List.of(
                "share-open",
                "language",
                "theme",
                "play",
                "step",
                "timeline",
                "pace",
                "boundary",
                "unit-1-1",
                "layer-add",
                "maths-open",
                "log",
                "keep",
                "noise",
                "seed",
                "learning-rate",
                "optimizer")) {
            assertTrue(control.equals("boundary") || reached.contains(control), control + " is not among " + reached);
        }
    }

    /** What has the focus, by its test id; "unseen" where it cannot be seen that it has. */
    private static final String FOCUS = "const e = document.activeElement; if (e === document.body) return 'body';"
            + "const name = e.dataset.testid || e.id || e.name || e.textContent.trim().slice(0, 20);"
            + "const shown = [e, e.parentElement, e.nextElementSibling].some(one => { if (!one) return false;"
            + "  const style = getComputedStyle(one);"
            + "  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; });"
            + "const box = e.getBoundingClientRect();"
            + "return shown && box.bottom > 0 && box.top < innerHeight ? name : 'unseen ' + name;";

    @Test
    void whoComesByKeysReadsWhatAControlIsFor() {
        PlaygroundPage.open(server, browser, "wasm", "");
        browser.script("document.getElementById('test-size').focus();");
        browser.keys(Keys.TAB);
        assertEquals(
                "The same seed gives NumPy’s points and weights",
                browser.textOf(browser.all(".hint:not([hidden])").get(0)));
        browser.keys(Keys.ESCAPE);
        assertEquals(0, browser.all(".hint:not([hidden])").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/photos", "/models", "/m/cats-and-dogs", "/bench"})
    void everyControlHasALabelAndAnExplanation(String path) {
        settle(browser, path);
        browser.script("document.querySelectorAll('details').forEach(one => one.open = true);");
        assertEquals("", browser.script(UNEXPLAINED));
    }

    private static final String UNEXPLAINED = "return [...document.querySelectorAll('button, input, select, textarea,"
            + " summary')].filter(e => e.checkVisibility() && !e.closest('.net-units, .gallery, .strip, dialog'))"
            + ".filter(e => { const label = e.labels && e.labels[0];"
            + "  const named = e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || label"
            + "    || e.textContent.trim() || e.title;"
            + "  const explained = e.closest('[title]') || e.getAttribute('aria-describedby') || (label && label.title)"
            + "    || e.matches('.round[aria-label], [name=dataset], [data-closes]');"
            + "  return !named || !explained; }).map(e => e.outerHTML.slice(0, 120)).join('\\n');";

    // ---- phones ----

    @ParameterizedTest
    @MethodSource("phonePages")
    void onAPhoneTextIsLargeEnoughToReadAndTargetsToHit(String path, String before) {
        settle(phone, path);
        phone.script("document.querySelectorAll('details').forEach(one => one.open = true);" + before);
        assertEquals("", phone.script(SMALL));
    }

    @Test
    void onAPhoneThePhotoAndItsVerdictAreSeenTogether() throws IOException {
        // Another test may have left it in another language.
        forgetWhatWasKept(phone);
        PhotosPage page = PhotosPage.open(server, phone, "wasm");
        page.drop(TestPhotos.jpeg(), "mine.jpg");
        assertEquals(
                true,
                phone.script("const inView = id => { const r = document.getElementById(id).getBoundingClientRect();"
                        + " return r.height > 0 && r.top >= 0 && r.bottom <= innerHeight; };"
                        + "return inView('photo') && inView('verdict') && inView('probability');"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&batchSize=32", "&embed=true", "&embed=true&batchSize=32"})
    void onAPhoneTheTotalOfIterationsIsNotCut(String settings) {
        settle(phone, "/#iterations=10000000&lang=de" + settings);
        phone.awaitState("ready");
        assertEquals(
                true,
                phone.script("const line = document.querySelector('.counter-of');"
                        + "return line.checkVisibility() && line.scrollWidth <= line.clientWidth"
                        + "  && document.documentElement.scrollWidth <= 390;"));
        phone.script("sessionStorage.clear();");
    }

    @Test
    void onAPhoneTheTourBeginsAtTheBarThatHoldsPlay() {
        forgetWhatWasKept(phone);
        settle(phone, "/");
        phone.awaitState("ready");
        assertEquals(
                "transport",
                phone.script("return [...document.querySelectorAll('.tour-stop, .tour-stop *')]"
                        + ".filter(one => getComputedStyle(one).outlineStyle === 'solid')"
                        + ".map(one => one.className).join(', ');"));
    }

    static Stream<Arguments> phonePages() {
        return Stream.concat(
                PAGES.stream().map(path -> Arguments.of(path, "")),
                Stream.of(
                        Arguments.of("/#dataset=custom", "document.getElementById('csv-open').click();"),
                        Arguments.of(
                                "/#networkShape=4",
                                "document.getElementById('maths-open').click();"
                                        + "document.querySelector('.net-unit').click();"),
                        Arguments.of("/#lang=de", "document.getElementById('lesson-open').click();")));
    }

    private static final String SMALL = "const out = []; const seen = e => e.checkVisibility({checkOpacity: true,"
            + " checkVisibilityCSS: true}) && !e.closest('.unseen') && e.getBoundingClientRect().width > 0;"
            + "for (const e of document.querySelectorAll('body *')) {"
            + "  if (!seen(e) || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;"
            + "  const size = parseFloat(getComputedStyle(e).fontSize);"
            + "  if (size < 14 && !e.closest('sub, sup')) out.push(size + ' px: ' + e.outerHTML.slice(0, 100)); }"
            + "for (const e of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {"
            + "  if (!seen(e) && !e.closest('.datasets') || e.matches('.skip, p a, td a, .unseen, .model-link')) continue;"
            + "  if (e.closest('dialog:not([open])')) continue;"
            + "  const label = e.matches('[type=checkbox], [type=radio]') && e.labels[0];"
            + "  const box = (label || e).getBoundingClientRect();"
            + "  if (box.width === 0) continue;"
            + "  if (Math.round(box.width) < 44 || Math.round(box.height) < 44)"
            + "    out.push(Math.round(box.width) + '×' + Math.round(box.height) + ': ' + e.outerHTML.slice(0, 100)); }"
            + "return out.join('\\n');";

    // ---- languages ----

    @ParameterizedTest
    @ValueSource(strings = {"de", "es"})
    void noSentenceIsLeftInEnglish(String language) {
        List<String> left = new ArrayList<>();
        for (String path : PAGES) {
            settle(browser, path + "#lang=" + language);
            assertEquals(language, browser.script("return document.documentElement.lang;"));
            left.addAll(english(browser, language));
        }
        settle(browser, "/#networkShape=&iterations=3000&lang=" + language);
        browser.click("play");
        browser.await("it is done", () -> browser.number("iteration") == 3000);
        browser.click("maths-open");
        browser.press("?");
        left.addAll(english(browser, language));
        assertEquals(List.of(), left);
    }

    /** What stands on the page in English though there is a sentence for it. */
    private static List<String> english(Browser here, String language) {
        String left = here.asyncText("fetch(document.documentElement.dataset.assets + '/texts/" + language
                + ".json').then(answer => answer.json()).then(texts => {"
                + "const found = new Set(); const look = text => { const core = text.trim().replace(/\\s+/g, ' ');"
                + "  if (Object.hasOwn(texts, core) && texts[core] !== core"
                + "      && !Object.values(texts).includes(core)) found.add(core); };"
                + "const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
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
        browser.choose("language", "English");
        browser.await(
                "the page speaks English",
                () -> "en".equals(browser.script("return document.documentElement.lang;"))
                        && browser.state().equals("ready"));
        assertEquals("Play", browser.textOf(browser.all("#play span").get(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es"})
    void otherLanguagesFitOnAPhoneToo(String language) {
        for (String path : PAGES) {
            settle(phone, path + "#lang=" + language);
            assertEquals(
                    "",
                    phone.script("const root = document.documentElement; return root.scrollWidth <= 390 ? '' : "
                            + "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 391)"
                            + ".map(e => e.tagName + '#' + e.id + '.' + e.className).slice(0, 6).join(', ');"),
                    path);
        }
        phone.script("sessionStorage.clear();");
    }

    // ---- lessons ----

    @Test
    void lessonSaysItsTaskKeepsItsControlsAndChecksItsGoal() {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                "wasm",
                "dataset=moons&networkShape=8&initialization=he&learningRate=0.5&iterations=5000"
                        + "&lesson=Two%20moons&lessonText=Tell%20them%20apart.&goalTrain=95&goalUnits=8"
                        + "&dataset_fixed=true&noise_fixed=true&networkShape_fixed=true&regenerate_fixed=true");
        assertEquals("Two moons", browser.textOf(browser.all("#lesson-title").get(0)));
        assertEquals(
                "Tell them apart.", browser.textOf(browser.all("#lesson-text").get(0)));
        assertFalse(browser.element("noise").isEnabled());
        assertFalse(browser.element("network-shape").isEnabled());
        assertTrue(browser.element("learning-rate").isEnabled());
        assertEquals(true, browser.script("return document.getElementById('layer-add').closest('[inert]') !== null;"));
        String before = browser.value("seed");
        browser.press("n");
        assertEquals(before, browser.value("seed"));
        assertEquals("false", browser.attribute("goalTrain", "data-met"));
        page.play();
        browser.await("the goal is reached", () -> browser.text("lesson-result").startsWith("Goal reached after"));
        assertEquals("true", browser.attribute("goalTrain", "data-met"));
        assertTrue(page.fragment().contains("goalTrain=95"), page.fragment());
        browser.click("reset");
        browser.await("it begins anew", () -> browser.text("lesson-result").isEmpty());
    }

    @Test
    void lessonIsMadeForTheSettingsAsTheyAre() {
        PlaygroundPage.open(server, browser, "wasm", "dataset=xor&networkShape=2");
        browser.click("lesson-open");
        browser.type("lesson-name", "Wie viele & warum?");
        browser.type("lesson-words", "Zwei reichen nicht.");
        browser.type("lesson-goal-test", "90");
        browser.click("lesson-fix-rate");
        String link = browser.value("lesson-link");
        browser.open(link);
        browser.awaitState("ready");
        assertEquals(
                "Wie viele & warum?",
                browser.textOf(browser.all("#lesson-title").get(0)));
        assertEquals("2", browser.value("network-shape"));
        assertFalse(browser.element("learning-rate").isEnabled());
        assertFalse(browser.element("seed").isEnabled());
        assertTrue(browser.isShown("goalTest"));
    }

    // ---- what people take with them ----

    @Test
    void embeddedThereIsThePlotItsTransportBarAndNothingElse() {
        browser.open(server.address("/#embed=true&networkShape=4&iterations=200"));
        browser.awaitState("ready");
        for (String part : List.of("boundary", "play", "step", "reset", "iteration")) {
            assertTrue(browser.isShown(part), part);
        }
        for (String part : List.of(
                "dataset",
                "network-drawing",
                "cost-chart",
                "log",
                "status",
                "share-open",
                "tour",
                "timeline",
                "learning-rate",
                "keep",
                "train-accuracy")) {
            assertFalse(browser.isShown(part), part);
        }
        assertEquals(
                true,
                browser.script("return document.documentElement.scrollHeight <= innerHeight + 1;"),
                "it fits its frame");
        browser.click("play");
        browser.await("it trains", () -> browser.number("iteration") == 200);
        WebElement whole = browser.element("embed-open");
        browser.script("arguments[0].addEventListener('click', e => e.preventDefault()); arguments[0].click();", whole);
        String href = String.valueOf(whole.getDomProperty("href"));
        assertTrue(href.contains("networkShape=4") && !href.contains("embed"), href);
    }

    @Test
    void plotAndCurveAreDownloadedAsPicturesAndDrawings() {
        PlaygroundPage page =
                PlaygroundPage.open(server, browser, "wasm", "networkShape=4&iterations=400&trainSize=50");
        page.play();
        browser.await("it is done", () -> page.iteration() == 400);
        browser.click("exports-open");
        browser.script(
                "window.saved = []; const make = URL.createObjectURL;"
                        + "URL.createObjectURL = blob => { const reader = new FileReader();"
                        + "  reader.onload = () => saved.push(reader.result); reader.readAsDataURL(blob); return make(blob); };");
        for (String file : List.of("export-plot", "export-plot-svg", "export-curve", "export-curve-png")) {
            int count = (int) browser.asyncNumber("done(saved.length);");
            browser.click(file);
            browser.await("the file is there", () -> (int) browser.asyncNumber("done(saved.length);") > count);
        }
        List<?> saved = (List<?>) Objects.requireNonNull(browser.script("return saved;"));
        assertTrue(saved.get(0).toString().startsWith("data:image/png"), "the plot is a picture");
        String plot = decoded(saved.get(1));
        assertEquals(50, plot.split("<circle|<rect width=\"8\"", -1).length - 1, "a shape for each point");
        assertTrue(plot.contains("href=\"data:image/png;base64,"), "the surface is in it");
        assertTrue(
                decoded(saved.get(2)).contains("stroke=\"#0f62b5\" stroke-width=\"2\" d=\"M"), "the curve is a line");
        assertTrue(saved.get(3).toString().startsWith("data:image/png"), "the curve is a picture");
        for (int drawing = 1; drawing < 3; drawing++) {
            assertEquals(
                    "svg",
                    browser.script(
                            "return new DOMParser().parseFromString(arguments[0], 'image/svg+xml').documentElement.localName;",
                            decoded(saved.get(drawing))));
        }
    }

    private static String decoded(Object dataUrl) {
        String text = dataUrl.toString();
        return new String(Base64.getDecoder().decode(text.substring(text.indexOf(',') + 1)), StandardCharsets.UTF_8);
    }

    @Test
    void paperIsWhiteAndTheScreenIsAsBeforeAfterwards() {
        browser.prefersDark(true);
        PlaygroundPage.open(server, browser, "wasm", "networkShape=4");
        Object dark = browser.script(GROUND);
        browser.script("dispatchEvent(new Event('beforeprint'));");
        assertNotEquals(dark, browser.script(GROUND));
        browser.script("dispatchEvent(new Event('afterprint'));");
        assertEquals(dark, browser.script(GROUND));
        browser.prefersDark(false);
    }

    private static final String GROUND = "return getComputedStyle(document.documentElement).backgroundColor;";

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
    @ValueSource(strings = {"/", "/photos", "/models", "/m/cats-and-dogs", "/bench"})
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
