package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** What somebody sees who comes to the photo page: little to choose from, an answer after one click, something to share. */
class ClassifyPageIT extends InBrowser {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // started before the first test
    private Browser phone;

    @BeforeAll
    void startPhone() throws Exception {
        phone = Browser.start(Screen.PHONE);
        watch(phone);
    }

    @AfterAll
    void stopPhone() {
        phone.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP", "PHONE"})
    void theFirstScreenOffersLittleAndHasTheSamples(Screen screen) {
        Browser here = screen == Screen.PHONE ? phone : browser;
        PhotosPage.open(server, here, "wasm");
        here.await("the samples are there", () -> here.all("#samples button").size() >= 12);
        assertTrue(here.all("h1").get(0).isDisplayed());
        assertFalse(here.textOf(here.all("h1").get(0)).isEmpty());
        String controls = String.valueOf(here.script("return [...document.querySelectorAll('main :is(button, input,"
                + " select, textarea, summary, a[href], label.button)')].filter(e => e.checkVisibility()"
                + " && !e.matches('.unseen') && !e.closest('#samples')).map(e => e.id || e.textContent).join('\\n');"));
        assertTrue(controls.lines().count() <= 12, controls);
        assertTrue(controls.contains("camera-open") && controls.contains("model-select"), controls);
        double screens = ((Number) Objects.requireNonNull(here.script("return document.documentElement.scrollHeight;")))
                        .doubleValue()
                / screen.height;
        assertTrue(screens <= (screen == Screen.PHONE ? 2.5 : 1.5), screens + " screens");
        assertTrue(
                ((Number) Objects.requireNonNull(here.script(
                                        "return document.getElementById('samples').getBoundingClientRect().top;")))
                                .doubleValue()
                        < screen.height,
                "no sample on the first screen");
        for (String empty : List.of("verdict-card", "many", "near-part")) {
            assertFalse(
                    Objects.requireNonNull(here.all("#" + empty).get(0)).isDisplayed(), empty + " has nothing to say");
        }
    }

    @Test
    void oneClickOnASampleBringsTheVerdictAndEverySampleIsJudgedRightly() {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        assertEquals("cats-and-dogs-conv", page.model());
        browser.await(
                "the samples are there",
                () -> browser.all("#samples button img").size() == 12);
        int dogs = 0;
        for (WebElement sample : browser.all("#samples button")) {
            String name = String.valueOf(sample.getDomAttribute("aria-label"));
            page.forget();
            sample.click();
            page.verdict();
            assertEquals(name.startsWith("Drawn dog") ? "dog" : "cat", browser.text("verdict"), name);
            dogs += browser.text("verdict").equals("dog") ? 1 : 0;
        }
        assertEquals(6, dogs);
        assertTrue(browser.isShown("verdict"));
        assertTrue(browser.isShown("probability"));
        browser.await("why", () -> browser.attribute("heat", "aria-label").contains("spoke for"));
    }

    @Test
    void aTextureMayBeNeither() throws IOException {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int neither = 0;
        for (int i = 0; i < 10; i++) {
            page.drop(TestPhotos.texture(random), i + ".png");
            assertEquals("unsure", browser.attribute("verdict", "data-value"), "seed " + seed + ", texture " + i);
            neither += browser.text("verdict-note").startsWith("This may be neither") ? 1 : 0;
        }
        assertTrue(neither >= 8, neither + " of 10, seed " + seed);
    }

    @Test
    void theSameVerdictOnAnotherPhotoIsReadAloudAgain() {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        browser.await(
                "the samples are there",
                () -> browser.all("#samples button img").size() == 12);
        List<WebElement> cats = browser.all("#samples button[aria-label^='Drawn cat']");
        cats.get(0).click();
        page.verdict();
        listen(browser, ".verdict-line");
        page.forget();
        cats.get(1).click();
        page.verdict();
        assertTrue(heard(browser).lines().anyMatch("cat"::equals), heard(browser));
    }

    @Test
    void theSearchForSimilarPicturesIsReadAloudButNotEachNumber() {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        browser.await(
                "the samples are there",
                () -> browser.all("#samples button img").size() == 12);
        browser.all("#samples button").get(0).click();
        page.verdict();
        browser.script("window.lives = []; const note = document.getElementById('near-note');"
                + "new MutationObserver(() => window.lives.push(`${note.ariaLive} ${note.textContent}`))"
                + ".observe(note, {childList: true});");
        browser.click("near-load");
        browser.await(
                "it is told how many have come",
                () -> Boolean.TRUE.equals(browser.script("return window.lives.some(one => one.startsWith('off '));")));
        assertEquals("polite Loading the photos …", browser.script("return window.lives[0];"));
        assertEquals(
                0L,
                browser.script("return window.lives.filter(one => /^polite .*\\d+ of \\d/.test(one)).length;"),
                () -> String.valueOf(browser.script("return window.lives.join('; ');")));
    }

    @Test
    void aRefusedPhotoLeavesNoVerdictBehind() throws IOException {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        page.drop(TestPhotos.jpeg(), "mine.jpg");
        assertTrue(browser.isShown("verdict"));
        browser.choose("photo-input", Files.write(folder.resolve("notes.jpg"), new byte[] {'a', 'b'}));
        browser.await("it is refused", () -> !browser.message().isEmpty());
        assertFalse(browser.isShown("verdict"));
    }

    @Test
    void aPhotoThatComesBeforeTheNextNetworkHasNoVerdictOfTheLast() throws IOException {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        page.drop(TestPhotos.jpeg(), "mine.jpg");
        browser.await("why", () -> browser.attribute("heat", "aria-label").contains("spoke for"));
        browser.script("const real = window.fetch; window.fetch = (url, how) => real(url, how).then(response =>"
                + " String(url).includes('/parameters.safetensors')"
                + " ? new Promise(come => { window.release = () => come(response); }) : response);");
        page.chooseModel(String.valueOf(browser.script("const models = document.getElementById('model-select');"
                + "return [...models.options].find(one => one.value !== models.value).value;")));
        browser.await(
                "the next network is on its way",
                () -> Boolean.TRUE.equals(browser.script("return typeof window.release === 'function';")));
        page.forget();
        browser.choose("photo-input", Files.write(folder.resolve("next.png"), TestPhotos.png()));
        browser.await("the last verdict is gone", () -> !browser.isShown("verdict"));
        assertEquals(true, browser.script("return document.getElementById('verdict-share').disabled;"));
        browser.script("window.release();");
        page.verdict();
        assertTrue(browser.isShown("verdict"));
    }

    @Test
    void aPhotoThatTheNextNetworkCannotReadHasNoVerdictOfTheLast() throws IOException {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        Path photo = Files.write(folder.resolve("moved.jpg"), TestPhotos.jpeg());
        page.judge(photo);
        Files.delete(photo);
        page.chooseModel(String.valueOf(browser.script("const models = document.getElementById('model-select');"
                + "return [...models.options].find(one => one.value !== models.value).value;")));
        browser.await("it is refused", () -> browser.message().equals("moved.jpg could not be read."));
        assertFalse(browser.isShown("verdict"));
    }

    @Test
    void aSampleThatComesLateReplacesNoPhoto() throws IOException {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        browser.await(
                "the samples are there",
                () -> browser.all("#samples button img").size() == 12);
        browser.script("const real = window.fetch; window.fetch = (url, how) => real(url, how).then(response =>"
                + " String(url).includes('/datasets/drawings/')"
                + " ? new Promise(come => { window.release = () => come(response); }) : response);");
        browser.all("#samples button").get(0).click();
        browser.await(
                "the sample is on its way",
                () -> Boolean.TRUE.equals(browser.script("return typeof window.release === 'function';")));
        page.drop(TestPhotos.jpeg(), "mine.jpg");
        byte[] mine = browser.pixels("photo");
        browser.script("window.release();");
        // Long enough to decode and draw it.
        browser.asyncText("setTimeout(() => done(''), 500);");
        assertArrayEquals(mine, browser.pixels("photo"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theResultIsSharedAsAPicture(boolean shares) throws IOException {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        page.drop(TestPhotos.jpeg(), "mine.jpg");
        browser.await("why", () -> browser.attribute("heat", "aria-label").contains("spoke for"));
        browser.script(
                "window.shared = null;"
                        + "navigator.canShare = data => arguments[0] && data.files.length === 1;"
                        + "navigator.share = async data => { window.shared = data.files[0]; };"
                        + "const url = URL.createObjectURL;"
                        + "URL.createObjectURL = file => { window.shared = file; return url.call(URL, file); };",
                shares);
        browser.click("share-result");
        browser.await(
                "the picture is made", () -> Boolean.TRUE.equals(browser.script("return window.shared !== null;")));
        assertTrue(String.valueOf(browser.script("return window.shared.name;")).endsWith(".png"));
        byte[] png = Base64.getDecoder()
                .decode(browser.asyncText("window.shared.arrayBuffer().then(bytes => { let text = '';"
                        + "for (const byte of new Uint8Array(bytes)) { text += String.fromCharCode(byte); }"
                        + "done(btoa(text)); });"));
        assertArrayEquals(PNG, Arrays.copyOf(png, PNG.length));
        assertEquals(1200, ByteBuffer.wrap(png).getInt(16));
        assertEquals(800, ByteBuffer.wrap(png).getInt(20));
        assertTrue(png.length > 20_000, png.length + " bytes: is the photo in it?");
    }

    @ParameterizedTest
    @CsvSource({"NotAllowedError, true", "AbortError, false"})
    void aResultThatTheSystemDoesNotShareIsDownloaded(String error, boolean isDownloaded) throws IOException {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        page.drop(TestPhotos.jpeg(), "mine.jpg");
        browser.await("why", () -> browser.attribute("heat", "aria-label").contains("spoke for"));
        browser.script(
                "window.asked = false; window.saved = false; navigator.canShare = () => true;"
                        + "navigator.share = async () => { window.asked = true;"
                        + "  throw new DOMException('no', arguments[0]); };"
                        + "const url = URL.createObjectURL;"
                        + "URL.createObjectURL = file => { window.saved = true; return url.call(URL, file); };",
                error);
        browser.click("share-result");
        browser.await("it is to be shared", () -> Boolean.TRUE.equals(browser.script("return window.asked;")));
        browser.asyncText("setTimeout(() => done(''), 200);");
        assertEquals(isDownloaded, browser.script("return window.saved;"));
    }

    @ParameterizedTest
    @CsvSource({
        "#train-form, /photos/train",
        "#learned, /photos/train",
        "#gallery-card, /photos/train",
        "#classes-card, /photos/classes",
        "#parent=cats-and-dogs, /photos",
        "#parent=cats-and-dogs&fork=true, /photos/train"
    })
    void linksOfFormerTimesLeadToTheRightPage(String fragment, String page) {
        browser.open("about:blank");
        browser.open(server.address("/photos" + fragment));
        browser.await("the page comes", () -> browser.address().equals(server.address(page + fragment)));
        browser.awaitState("ready");
        assertEquals(
                page,
                browser.all("nav[aria-label=Photos] a[aria-current=page]")
                        .get(0)
                        .getDomAttribute("href"));
        if (page.equals("/photos")) {
            browser.await("it judges", () -> browser.value("model-select").equals("cats-and-dogs"));
        }
    }
}
