package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.store.SampleModels;
import org.openqa.selenium.Dimension;

/** Every page fits on every screen in both themes, and people who see or point differently can use it. */
class PagesIT extends InBrowser {
    /** Where {@code -Dlayerlab.screenshots=true} leaves pictures of all pages, which take a quarter of the time. */
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final boolean PICTURES = Boolean.getBoolean("layerlab.screenshots");

    private enum Address {
        PLAYGROUND("/", 200),
        PHOTOS("/photos", 200),
        TRAIN("/photos/train", 200),
        CLASSES("/photos/classes", 200),
        INSIDE("/photos/inside", 200),
        LEARN("/learn", 200),
        LESSON("/learn/by-hand", 200),
        CLASS("/class", 200),
        JOIN("/c/BCDFGH", 200),
        MODELS("/models", 200),
        MODEL("/m/cats-and-dogs", 200),
        BENCH("/bench", 200),
        SELFTEST("/selftest", 200),
        HELP("/help", 200),
        ABOUT("/about", 200),
        PRIVACY("/privacy", 200),
        API("/api", 200),
        UNKNOWN_MODEL("/m/unknown", 404),
        NOWHERE("/no/such/page", 404),
        BROKEN_LESSON("/learn/own/bVDL", 404),
        DELETED("", 410),
        OFFLINE("/offline", 200);

        final String path;
        final int status;

        Address(String path, int status) {
            this.path = path;
            this.status = status;
        }
    }

    private final String axe = axe();

    @SuppressWarnings("NullAway.Init") // started before the first test
    private Browser phone;

    private String deleted = "";

    @BeforeAll
    void startPhone() throws Exception {
        server.save(
                SampleModels.safetensors("A model whose name is rather long, so that it has to break somewhere", 3));
        deleted = server.saveAndDelete(SampleModels.safetensors("Taken away", 5));
        phone = Browser.start(Screen.PHONE);
        watch(phone);
    }

    @AfterAll
    void stopPhone() {
        phone.close();
    }

    static Stream<Arguments> everyPageOnEveryScreen() {
        return Stream.of(Address.values())
                .flatMap(address ->
                        Stream.of(Screen.DESKTOP, Screen.PHONE).map(screen -> Arguments.of(address, screen)));
    }

    @ParameterizedTest
    @MethodSource("everyPageOnEveryScreen")
    void fitsAndIsAccessible(Address address, Screen screen) {
        Browser here = on(screen);
        if (address.status != 200) {
            expectStatus(address.status);
        }
        here.open(server.address(address == Address.DELETED ? deleted : address.path));
        here.await(
                "the page has settled", () -> here.state().equals(address == Address.SELFTEST ? "training" : "ready"));
        if (address == Address.TRAIN) {
            here.await(
                    "the gallery is there",
                    () -> here.attribute("gallery", "data-state").equals("ready"));
        }

        assertTrue(here.title().contains("LayerLab"), here.title());
        fitsAndIsAccessible(
                here, screen, address.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The browser of that screen, in the theme that pages are opened in there. */
    private Browser on(Screen screen) {
        Browser here = screen == Screen.PHONE ? phone : browser;
        here.prefersDark(opensDark(screen));
        return here;
    }

    private static boolean opensDark(Screen screen) {
        return screen == Screen.PHONE;
    }

    /** Looks at the page in the theme that it was opened in, then in the other one. */
    private void fitsAndIsAccessible(Browser here, Screen screen, String name) {
        here.script(axe);
        for (boolean dark : new boolean[] {opensDark(screen), !opensDark(screen)}) {
            String theme = dark ? "dark" : "light";
            here.prefersDark(dark);
            here.await(
                    "the theme is " + theme,
                    () -> theme.equals(here.script("return document.documentElement.dataset.theme;")));
            if (PICTURES) {
                here.screenshot(SCREENSHOTS.resolve(name + "-" + theme + "-" + screen.width + ".png"));
            }
            assertAll(
                    () -> assertEquals("", here.script(WIDER, screen.width), "wider than " + screen.width + " pixels"),
                    () -> assertEquals("", here.asyncText(VIOLATIONS), theme + ": violations of WCAG 2.2 AA"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP", "PHONE"})
    void theOpenedNetworkFitsAndIsAccessible(Screen screen) {
        Browser here = on(screen);
        PlaygroundPage.open(server, here, "wasm", "networkShape=12,6,4&activation=relu,tanh&initialization=he");
        here.click("unit-1-2");
        here.click("maths-open");
        here.await("the lines are there", () -> here.all("#maths-code li").size() == 29);
        fitsAndIsAccessible(here, screen, "network");
    }

    static Stream<Arguments> everyDialog() {
        return Stream.of(
                        Arguments.of("/", "share-open", "share"),
                        Arguments.of("/", "keys-open", "keys"),
                        Arguments.of("/", "lesson-open", "lesson"),
                        Arguments.of("/#dataset=custom", "csv-open", "table"),
                        Arguments.of("/m/cats-and-dogs", "show-qr", "qr"))
                .flatMap(dialog -> Stream.of(Screen.DESKTOP, Screen.PHONE).map(screen -> {
                    List<Object> all = new ArrayList<>(List.of(dialog.get()));
                    all.add(screen);
                    return Arguments.of(all.toArray());
                }));
    }

    @ParameterizedTest
    @MethodSource("everyDialog")
    void openedDialogFitsAndIsAccessible(String path, String button, String name, Screen screen) {
        Browser here = on(screen);
        here.open(server.address(path));
        here.awaitState("ready");
        here.await("it can be opened", () -> here.element(button).isEnabled());
        here.script("arguments[0].click();", here.element(button));
        here.await("it is open", () -> !here.all("dialog[open]").isEmpty());
        fitsAndIsAccessible(here, screen, "dialog-" + name);
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP", "PHONE"})
    void lessonFitsAndIsAccessible(Screen screen) {
        Browser here = on(screen);
        PlaygroundPage page = PlaygroundPage.open(
                server,
                here,
                "wasm",
                "dataset=moons&networkShape=8&initialization=he&learningRate=0.5&iterations=3000&lesson=Two%20moons"
                        + "&lessonText=Tell%20them%20apart%20with%20few%20units.&goalTrain=95&goalUnits=8&noise_fixed=true");
        page.play();
        here.await("the goal is reached", () -> !here.text("lesson-result").isEmpty());
        fitsAndIsAccessible(here, screen, "lesson");
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP", "PHONE"})
    void answeredLessonFitsAndIsAccessible(Screen screen) {
        Browser here = on(screen);
        here.open(server.address("/learn/one-unit"));
        here.awaitState("ready");
        if (here.attribute("lesson", "data-stage").equals("asked")) {
            here.click("prediction-2");
            here.click("predict");
            here.click("show-answer");
        }
        within(here, "frame", () -> here.awaitState("ready"));
        here.script("document.querySelector('details.teachers').open = true;");
        fitsAndIsAccessible(here, screen, "lesson-answered");
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP", "PHONE"})
    void liveClassFitsAndIsAccessible(Screen screen) {
        Browser here = on(screen);
        here.open(server.address("/class"));
        here.awaitState("ready");
        here.click("open-class");
        here.await("the class is open", () -> here.isShown("board"));
        String code = here.text("code");
        here.inAnotherTab(() -> {
            here.open(server.address("/c/" + code));
            here.awaitState("ready");
            here.type("nickname", "WWWWWWWWWWWWWWWWWWWWWWWW");
            here.click("join");
            here.await("in the class", () -> here.isShown("live-class"));
            fitsAndIsAccessible(here, screen, "live-pupil");
        });
        here.await("a tile is there", () -> !here.all("[data-testid=tile]").isEmpty());
        here.click("next-lesson");
        here.await("the lesson is counted", () -> here.isShown("votes"));
        fitsAndIsAccessible(here, screen, "live-board");
        here.click("end-class");
        here.click("end-sure");
        here.await("it is ended", () -> here.isShown("open-class"));
    }

    /** Text as large as a reader has set it in the browser. */
    @ParameterizedTest
    @ValueSource(ints = {24, 32})
    void largerTextIsNotCutNorPrintedOverOtherText(int size) {
        try (Browser large = Browser.startFresh(Screen.DESKTOP)) {
            large.command("Page.setFontSizes", Map.of("fontSizes", Map.of("standard", size, "fixed", size)));
            large.open(server.address("/"));
            large.awaitState("ready");
            assertEquals(size + "px", large.script("return getComputedStyle(document.documentElement).fontSize;"));
            large.script("document.querySelectorAll('details').forEach(one => one.open = true);");
            assertEquals("", large.script(CUT));
            // With less room it has the layout of a phone, whose bars stand above one another.
            for (int width : new int[] {39, 22}) {
                large.driver.manage().window().setSize(new Dimension(width * size, 800));
                large.await(
                        "the layout is that of a phone " + width + " em wide",
                        () -> Boolean.TRUE.equals(large.script(
                                "return matchMedia(`(max-width: ${arguments[0] + 0.4375}em)`).matches"
                                        + " && document.querySelector('.jumps').getBoundingClientRect().height > 0;",
                                width)));
                assertEquals(
                        0,
                        Double.parseDouble(String.valueOf(
                                large.script("const jumps = document.querySelector('.jumps').getBoundingClientRect();"
                                        + " const bar = document.querySelector('.transport').getBoundingClientRect();"
                                        + " return jumps.bottom - bar.top;"))),
                        0.99,
                        width + " em");
            }
        }
    }

    @Test
    void inForcedColorsWhatIsToldByColorIsStillSeen() {
        try (Browser forced = Browser.startFresh(Screen.DESKTOP)) {
            forced.command(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"))));
            forced.open(server.address("/class"));
            forced.awaitState("ready");
            assertEquals(
                    "",
                    forced.script("const strip = document.getElementById('strip');"
                            + "strip.append(document.createElement('i'), document.createElement('i'));"
                            + "const ground = getComputedStyle(document.documentElement).backgroundColor;"
                            + "return [...strip.children].map(one => getComputedStyle(one).backgroundColor)"
                            + "  .filter(color => color === ground).join(', ');"),
                    "dots of the pupils that look like the ground");
            forced.open(server.address("/"));
            forced.awaitState("ready");
            assertEquals(List.of(4L, true, "solid"), forced.script(IN_FORCED_COLORS));
        }
    }

    @Test
    void chosenThemeIsKept() {
        browser.prefersDark(false);
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        Object light = browser.script(GROUND);
        browser.click("theme");
        Object dark = browser.script(GROUND);
        assertNotEquals(light, dark);
        browser.open(server.address("/photos"));
        browser.awaitState("ready");
        assertEquals(dark, browser.script(GROUND));
        browser.click("theme");
        assertEquals(light, browser.script(GROUND));
    }

    @Test
    void aPageThatBackShowsAgainHasTheThemeThatWasChosenSince() {
        String back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));";
        browser.prefersDark(false);
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        Object light = browser.script(GROUND);
        browser.script("localStorage.setItem('layerlab.theme', 'dark');" + back);
        assertNotEquals(light, browser.script(GROUND));
        browser.script("localStorage.removeItem('layerlab.theme');" + back);
        assertEquals(light, browser.script(GROUND));
    }

    @Test
    void unknownModelIsSaidToBeMissing() throws Exception {
        expectStatus(404);
        browser.open(server.address(Address.UNKNOWN_MODEL.path));
        browser.awaitState("ready");
        assertEquals(404, server.get(server.address(Address.UNKNOWN_MODEL.path)).statusCode());
        assertEquals("Nothing at this address", browser.textOf(browser.all("h1").get(0)));
    }

    private static final String GROUND = "return getComputedStyle(document.documentElement).backgroundColor;";

    /** Names texts that are wider or higher than their places; what scrolls shows them all. */
    private static final String CUT = "return [...document.querySelectorAll('body *')].filter(e => "
            + "    e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) && !e.closest('.unseen, svg, .skip')"
            + "    && e.clientWidth > 0 && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))"
            + "  .filter(e => { const style = getComputedStyle(e);"
            + "    return e.scrollWidth > e.clientWidth + 2 && !/auto|scroll/.test(style.overflowX)"
            + "      || e.scrollHeight > e.clientHeight + 4 && /hidden|clip/.test(style.overflowY); })"
            + "  .map(e => e.outerHTML.slice(0, 100)).join('\\n');";

    /** How many colors four pinned runs have, whether a line of the mathematics has no bar, and a chosen cell its mark. */
    private static final String IN_FORCED_COLORS = "const add = (template, to, data) => {"
            + "  const one = document.getElementById(template).content.firstElementChild.cloneNode(true);"
            + "  Object.entries(data).forEach(([name, value]) => one.setAttribute(name, value));"
            + "  document.getElementById(to).append(one); return one; };"
            + "const runs = ['A', 'B', 'C', 'D'].map(run => add('kept-template', 'kept', {'data-run': run}));"
            + "const line = add('maths-line-template', 'maths-code', {}).querySelector('button');"
            + "const cell = add('sweep-template', 'sweep', {'aria-pressed': 'true'});"
            + "return [new Set(runs.map(run => getComputedStyle(run.querySelector('b')).color)).size,"
            + "  getComputedStyle(line).borderLeftColor === getComputedStyle(document.documentElement).backgroundColor,"
            + "  getComputedStyle(cell).outlineStyle];";

    /** Names what makes the page wider than the screen; empty where it fits. */
    private static final String WIDER = "const root = document.documentElement;"
            + "if (root.scrollWidth <= Math.min(root.clientWidth, arguments[0])"
            + "    && window.innerWidth <= arguments[0]) { return ''; }"
            + "return root.scrollWidth + ': ' + [...document.querySelectorAll('body *')]"
            + "  .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1)"
            + "  .map(e => e.tagName + '#' + e.id + '.' + e.className).slice(0, 8).join(', ');";

    private static final String VIOLATIONS = "axe.run(document, {"
            + "runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']},"
            + "rules: {'target-size': {enabled: true}}"
            + "}).then(result => done(result.violations.map(v => v.id + ': ' + v.help + ' ' +"
            + "  v.nodes.map(n => n.html.slice(0, 160) + ' (' + n.failureSummary + ')').join(' | ')).join('\\n')),"
            + " error => done(String(error)));";

    private static String axe() {
        try (InputStream script = Objects.requireNonNull(
                PagesIT.class.getResourceAsStream("/axe.min.js"), "axe.min.js is not on the class path")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8) + ";";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
