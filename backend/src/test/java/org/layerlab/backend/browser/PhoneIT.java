package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages on a phone: large enough to read and to hit, and nothing cut off. */
class PhoneIT extends InBrowser {
    PhoneIT() {
        super(Screen.PHONE);
    }

    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    @ParameterizedTest
    @MethodSource("phonePages")
    void onAPhoneTextIsLargeEnoughToReadAndTargetsToHit(String path, String before) {
        settle(browser, path);
        browser.script("document.querySelectorAll('details').forEach(one => one.open = true);" + before);
        assertEquals("", browser.script(SMALL));
    }

    @ParameterizedTest
    @CsvSource({"820, 1180", "1180, 820"})
    void onATabletTargetsAreLargeEnoughToHit(int width, int height) {
        try (Browser tablet = Browser.startFresh(Screen.DESKTOP)) {
            tablet.command(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true));
            tablet.command("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
            for (String path : List.of("/", "/photos/train", "/photos/classes", "/models", "/learn/new")) {
                settle(tablet, path);
                assertEquals(true, tablet.script("return matchMedia('(pointer: coarse)').matches;"));
                assertEquals("", tablet.script(SMALL_ON_A_TABLET), path);
            }
        }
    }

    @Test
    void onAPhoneThePhotoAndItsVerdictAreSeenTogether() throws IOException {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        page.drop(TestPhotos.jpeg(), "mine.jpg");
        assertEquals(
                true,
                browser.script("const inView = id => { const r = document.getElementById(id).getBoundingClientRect();"
                        + " return r.height > 0 && r.top >= 0 && r.bottom <= innerHeight; };"
                        + "return inView('photo') && inView('verdict') && inView('probability');"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&batchSize=32", "&embed=true", "&embed=true&batchSize=32"})
    void onAPhoneTheTotalOfIterationsIsNotCut(String settings) {
        settle(browser, "/#iterations=10000000&lang=de" + settings);
        browser.awaitState("ready");
        assertEquals(
                true,
                browser.script("const line = document.querySelector('.counter-of');"
                        + "return line.checkVisibility() && line.scrollWidth <= line.clientWidth"
                        + "  && document.documentElement.scrollWidth <= 390;"));
        browser.script("sessionStorage.clear();");
    }

    @Test
    void onAPhoneTheTourBeginsAtPlayAndCoversNothingOfWhatItPointsAt() {
        settle(browser, "/");
        browser.awaitState("ready");
        assertEquals(
                "play",
                browser.script("return [...document.querySelectorAll('.tour-stop, .tour-stop *')]"
                        + ".filter(one => getComputedStyle(one).outlineStyle === 'solid')"
                        + ".map(one => one.id).join(', ');"));
        for (int stop = 1; stop <= 4; stop++) {
            assertEquals(true, browser.script(InPlayground.TOUR_STANDS_FREE), browser.text("tour"));
            if (browser.text("tour").contains("+")) {
                assertEquals(true, browser.script(IN_VIEW, ".net-head [data-act=units-add]"), "the + it speaks of");
            }
            browser.click("tour-next");
        }
        assertFalse(browser.isShown("tour"));
    }

    @Test
    void onAPhoneALongDescriptionLeavesRoomForWhatIsDoneWithTheModel() {
        settle(browser, "/m/cats-and-dogs-conv");
        browser.awaitState("ready");
        String isWhole = "const text = document.getElementById('model-sentence');"
                + "return text.scrollHeight <= text.clientHeight + 1;";
        assertEquals(true, browser.script(IN_UPPER_HALF, "#use"));
        assertEquals(false, browser.script(isWhole));
        browser.click("model-more");
        assertEquals(true, browser.script(isWhole));
        assertEquals("Show less", browser.text("model-more"));
        browser.click("model-more");
        assertEquals(false, browser.script(isWhole));
        assertEquals("Show more", browser.text("model-more"));
    }

    /** iOS enlarges the page at a field whose text is smaller than 16 pixels. */
    @ParameterizedTest
    @EnumSource(
            value = Screen.class,
            names = {"PHONE", "PHONE_ON_ITS_SIDE"})
    void onAPhoneTheTextOfFieldsIsSoLargeThatThePageIsNotEnlarged(Screen screen) {
        browser.resize(screen);
        try {
            for (String path : List.of("/#networkShape=4", "/photos/train", "/photos/classes", "/learn/new")) {
                settle(browser, path);
                assertEquals(
                        "",
                        browser.script("document.querySelector('.net-unit')?.click();"
                                + "return [...document.querySelectorAll('textarea, select:not(#pace), input:not("
                                + "    [type=checkbox], [type=radio], [type=range], [type=file])')]"
                                + "  .filter(e => parseFloat(getComputedStyle(e).fontSize) < 16)"
                                + "  .map(e => e.outerHTML.slice(0, 100)).join('\\n');"),
                        path);
            }
        } finally {
            browser.resize(Screen.PHONE);
        }
    }

    @Test
    void aSecondTapOnAButtonDoesNotEnlargeThePage() {
        settle(browser, "/#networkShape=4");
        assertEquals(
                "manipulation",
                browser.script("return ['#step', '.net-head [data-act=units-add]'].map("
                        + "one => getComputedStyle(document.querySelector(one)).touchAction)"
                        + ".filter((one, i, all) => all.indexOf(one) === i).join();"));
    }

    private static final String IN_UPPER_HALF =
            "return document.querySelector(arguments[0]).getBoundingClientRect().bottom < innerHeight / 2;";

    private static final String IN_VIEW =
            "const r = document.querySelector(arguments[0]).getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight;";

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es"})
    void onAPhoneOnItsSideTheHeaderIsOneRowAndTheTimelineHasRoom(String language) {
        browser.resize(Screen.PHONE_ON_ITS_SIDE);
        try {
            settle(browser, "/#batchSize=10&lang=" + language);
            browser.awaitState("ready");
            for (int width : List.of(844, 640)) {
                browser.command(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", 390, "deviceScaleFactor", 1, "mobile", true));
                assertEquals(
                        "",
                        browser.script("const wide = id => document.getElementById(id).getBoundingClientRect();"
                                + "const top = document.querySelector('.top').clientHeight, line = wide('timeline').width;"
                                + "return document.documentElement.scrollWidth <= innerWidth && top <= 50 && line >= 90"
                                + "  ? '' : innerWidth + ': ' + top + ', ' + line;"));
            }
        } finally {
            browser.resize(Screen.PHONE);
            browser.script("sessionStorage.clear();");
        }
    }

    @Test
    void onAPhoneEachPartOfThePlaygroundIsOneThumbAway() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "iterations=300&networkShape=4,4,4,4");
        for (String part : List.of("network", "data", "training", "plot")) {
            browser.click("jump-" + part);
            browser.await(
                    part + " is at the top",
                    () -> Boolean.TRUE.equals(browser.script(
                            "const top = document.getElementById('panel-'"
                                    + " + arguments[0]).getBoundingClientRect().top;"
                                    + "return top > -1 && top < innerHeight / 2;",
                            part)));
        }
        page.play();
        browser.await("the run ends", () -> browser.isShown("train-more"));
        assertEquals(browser.text("test-accuracy") + " %", browser.text("bar-accuracy"));
        assertEquals(
                "",
                browser.script("const boxes = [...document.querySelectorAll('.net-head .mini, .net-name')]"
                        + ".map(one => [one.textContent, one.getBoundingClientRect()]);"
                        + "return boxes.flatMap(([t, a], i) => boxes.slice(i + 1).filter(([, b]) => a.left < b.right"
                        + "  && b.left < a.right && a.top < b.bottom && b.top < a.bottom).map(([u]) => t + ' on ' + u))"
                        + ".join(', ');"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Screen.class,
            names = {"PHONE", "PHONE_ON_ITS_SIDE"})
    void onAPhoneAnotherDataSetIsChosenAndItsBoundarySeenWithoutScrolling(Screen screen) {
        browser.resize(screen);
        try {
            PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "iterations=300&networkShape=4");
            browser.click("quick-moons");
            browser.await("it is chosen", () -> page.fragment().contains("dataset=moons"));
            page.play();
            browser.await("the run ends", () -> browser.isShown("train-more"));
            assertEquals("true", String.valueOf(browser.element("quick-moons").getDomAttribute("aria-pressed")));
            assertEquals("", browser.script(UNCOVERED, "boundary", "play", "quick-spiral"));
            assertEquals(0L, browser.script("return Math.round(scrollY);"));
        } finally {
            browser.resize(Screen.PHONE);
        }
    }

    @Test
    void onAPhoneASmallPlotStaysInViewWhileSettingsAreChanged() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "iterations=300&networkShape=4");
        for (String part : List.of("network", "data", "training")) {
            browser.click("jump-" + part);
            browser.await("the plot is there", () -> "".equals(browser.script(UNCOVERED, "boundary")));
            assertEquals(
                    true,
                    browser.script(
                            "const plot = document.getElementById('panel-plot').getBoundingClientRect();"
                                    + "const part = document.getElementById('panel-' + arguments[0]).getBoundingClientRect();"
                                    + "return plot.height < innerHeight / 4 && part.top >= plot.bottom - 1;",
                            part));
            assertEquals("", browser.script(SMALL));
        }
        browser.click("quick-spiral");
        browser.await("it is chosen", () -> page.fragment().contains("dataset=spiral"));
        browser.click("jump-plot");
        assertEquals(
                true,
                browser.script("return document.getElementById('boundary').getBoundingClientRect().width > 300;"));
    }

    @ParameterizedTest
    @CsvSource({"390, en", "320, en", "320, de", "320, es"})
    void onAPhoneWhatWasJumpedToBeginsJustBelowTheSmallPlot(int width, String language) {
        try {
            PlaygroundPage.open(server, browser, "wasm", "networkShape=4&lang=" + language);
            narrow(width);
            for (String part : List.of("network", "data", "training")) {
                browser.click("jump-" + part);
                browser.await(
                        part + " is below the plot",
                        () -> Boolean.TRUE.equals(browser.script(
                                "const box = id => document.getElementById('panel-' + id).getBoundingClientRect();"
                                        + "const gap = box(arguments[0]).top - box('plot').bottom;"
                                        + "return gap > -1 && gap < 30;",
                                part)));
            }
        } finally {
            browser.resize(Screen.PHONE);
            browser.script("sessionStorage.clear();");
        }
    }

    /** With the spacing that WCAG 1.4.12 lets readers set. */
    @Test
    void onANarrowPhoneTextThatIsSpacedWiderIsNotCut() {
        try {
            PlaygroundPage.open(server, browser, "wasm", "networkShape=4");
            narrow(320);
            browser.script(SPACED);
            assertEquals(
                    "",
                    browser.script(
                            "return [...document.querySelectorAll('.jumps button')]"
                                    + ".filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent).join(', ');"));
            settle(browser, "/photos/train");
            narrow(320);
            browser.script(SPACED);
            assertEquals(
                    320L,
                    browser.script("const button = document.getElementById('measure'); button.hidden = false;"
                            + "button.textContent = 'Measure on 200 test photos';"
                            + "return document.documentElement.scrollWidth;"));
        } finally {
            browser.resize(Screen.PHONE);
        }
    }

    /** Makes the page that is open narrower; the next one that is opened is as wide as the window. */
    private void narrow(int width) {
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 640, "deviceScaleFactor", 1, "mobile", true));
        assertEquals((long) width, browser.script("return innerWidth;"));
    }

    private static final String SPACED = "const sheet = new CSSStyleSheet();"
            + "sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;"
            + " word-spacing: .16em !important } p { margin-bottom: 2em !important }');"
            + "document.adoptedStyleSheets = [sheet];";

    /** The ids among the arguments of what is not wholly in the window, or lies under something else. */
    private static final String UNCOVERED = "return [...arguments].filter(id => {"
            + "  const e = document.querySelector('[data-testid=\"' + id + '\"]:not([hidden])')"
            + "    || document.querySelector('[data-testid=train-more]');"
            + "  const r = e.getBoundingClientRect();"
            + "  const seen = (x, y) => { const top = document.elementFromPoint(x, y); return top && (e.contains(top) || top.contains(e)); };"
            + "  return !(r.width > 0 && r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight"
            + "    && seen(r.left + 4, r.top + 4) && seen(r.right - 4, r.bottom - 4)"
            + "    && seen((r.left + r.right) / 2, (r.top + r.bottom) / 2));"
            + "}).join(', ');";

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

    /** What is smaller than 44 pixels, or than 24 where the drawing of the network and legends have no room. */
    private static final String SMALL_ON_A_TABLET = "const out = [];"
            + "for (const e of document.querySelectorAll('a.button, button, input, select, textarea, summary, nav a, footer a')) {"
            + "  if (!e.checkVisibility({checkVisibilityCSS: true}) || e.matches('.unseen, .skip')) continue;"
            + "  const box = (e.matches('[type=checkbox], [type=radio]') && e.labels[0] || e).getBoundingClientRect();"
            + "  const least = e.closest('.net-row, .net-units, .net-layers, .net-head, .net-foot, .legend') ? 24 : 44;"
            + "  if (box.width > 0 && Math.round(Math.min(box.width, box.height)) < least)"
            + "    out.push(box.width + '×' + box.height + ': ' + e.outerHTML.slice(0, 100)); }"
            + "return out.join('\\n');";

    private static final String SMALL = "const out = []; const seen = e => e.checkVisibility({checkOpacity: true,"
            + " checkVisibilityCSS: true}) && !e.closest('.unseen') && e.getBoundingClientRect().width > 0;"
            + "for (const e of document.querySelectorAll('body *')) {"
            + "  if (!seen(e) || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;"
            + "  const size = parseFloat(getComputedStyle(e).fontSize);"
            + "  if (size < 14 && !e.closest('sub, sup')) out.push(size + ' px: ' + e.outerHTML.slice(0, 100)); }"
            + "for (const e of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {"
            + "  if (!seen(e) && !e.closest('.datasets') || e.matches('.skip, p a, td a, .article li a, .unseen, .model-link')) continue;"
            + "  if (e.closest('dialog:not([open])')) continue;"
            + "  const label = e.matches('[type=checkbox], [type=radio]') && e.labels[0];"
            + "  const box = (label || e).getBoundingClientRect();"
            + "  if (box.width === 0) continue;"
            + "  if (Math.round(box.width) < 44 || Math.round(box.height) < 44)"
            + "    out.push(Math.round(box.width) + '×' + Math.round(box.height) + ': ' + e.outerHTML.slice(0, 100)); }"
            + "return out.join('\\n');";

    @ParameterizedTest
    @ValueSource(strings = {"de", "es"})
    void otherLanguagesFitOnAPhoneTooAndLeaveNoSentenceInEnglish(String language) {
        List<String> left = new ArrayList<>();
        for (String path : PAGES) {
            settle(browser, path + "#lang=" + language);
            assertEquals(language, browser.script("return document.documentElement.lang;"));
            left.addAll(LanguageIT.english(browser, language));
            assertEquals(
                    "",
                    browser.script("const root = document.documentElement; return root.scrollWidth <= 390 ? '' : "
                            + "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 391)"
                            + ".map(e => e.tagName + '#' + e.id + '.' + e.className).slice(0, 6).join(', ');"),
                    path);
        }
        assertEquals(List.of(), left);
        browser.script("sessionStorage.clear();");
    }
}
