package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** What a person does with convolutional networks: train one, compare it, look into it, and learn classes of their own. */
class ConvolutionalPhotosIT extends InBrowser {
    private static final Duration LONG = Duration.ofMinutes(3);

    /** Photos of each of the user's own classes. */
    private static final int PHOTOS = 12;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void trainsTheConvolutionalPresetOnTheDrawings(String engine) throws Exception {
        PhotosPage.openTraining(server, browser, engine);
        browser.click("preset-convolutional");
        assertTrue(browser.value("train-layers").startsWith("conv3x16,pool2,bn,relu"));
        browser.type("train-epochs", "4");
        browser.click("more");
        new Select(browser.element("train-side")).selectByValue("32");
        browser.click("train");
        browser.await("it learns", LONG, () -> browser.text("epoch").startsWith("2 of 4"));
        browser.click("train");
        browser.await("it pauses", LONG, () -> browser.text("train").equals("Continue"));
        browser.click("stop");
        browser.await("it can go on", () -> browser.isShown("resume-offer"));

        // Another visit continues where it stopped.
        browser.open("about:blank");
        PhotosPage page = PhotosPage.openTraining(server, browser, engine);
        browser.await("it can go on", () -> browser.isShown("resume-offer"));
        browser.click("resume");
        browser.await("the training ends", LONG, () -> browser.text("train").equals("Train again"));
        assertEquals("drawings", browser.value("train-dataset"));
        assertEquals("4 of 4", browser.text("epoch"));
        assertEquals("", browser.message());
        double test = Double.parseDouble(browser.text("test-accuracy").replaceAll("[^0-9.]", ""));
        assertTrue(test > 80, test + " %");

        Path photo = photo("red.png", Color.RED, new Random(1));
        page.judge(photo);
        browser.click("maps");
        browser.await(
                "four layers' maps are there",
                () -> browser.all("#maps-layers .strip").size() == 4
                        && browser.all("#maps-layers canvas").size() == 4 * 16);
    }

    @Test
    void aSavedConvolutionalModelIsShownDownloadedAndForked() throws Exception {
        String place = server.save(Files.readAllBytes(Path.of("../static/models/cats-and-dogs-conv.safetensors")));
        browser.open(server.address("/models"));
        browser.await(
                "its filters are listed",
                () -> browser.all(".model-layers").stream()
                        .anyMatch(layers ->
                                browser.textOf(layers).equals("conv 32 · 64 · 128 · 208 · 208 · 272 · 272 · 1")));
        browser.open(server.address(place));
        browser.await("it can be asked", () -> browser.state().equals("ready"));
        assertTrue(browser.text("model-card").contains("conv3x272"));
        assertTrue(browser.text("python").contains("np.load"));
        browser.choose("photo-input", photo("spots.png", Color.GRAY, new Random(5)));
        browser.await(
                "a verdict comes",
                () -> browser.attribute("verdict", "data-value").equals("unsure"));
        for (String format : List.of("npz", "safetensors", "onnx")) {
            String address =
                    String.valueOf(browser.element("download-" + format).getDomProperty("href"));
            assertEquals(200, server.get(address).statusCode(), format);
        }
        browser.click("fork");
        browser.await(
                "the form has its recipe",
                () -> browser.value("train-layers").startsWith("conv3x32,pool2,bn,relu,conv3x64")
                        && browser.value("train-seed").equals("2"));
        assertEquals("5", browser.value("train-epochs"));
        assertEquals("", browser.message());
    }

    @Test
    void comparesTwoModelsOnOnePhoto() throws Exception {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        double dog = page.judge(photo("blue.png", Color.BLUE, new Random(2)));
        new Select(browser.element("compare-select")).selectByValue(page.model());
        browser.await(
                "the other one's verdict comes",
                () -> !browser.text("compare-probability").isEmpty());
        // The same model twice says the same.
        assertEquals(dog, browser.number("compare-probability"), 0.001);
        assertEquals(browser.text("probability"), browser.text("compare-probability"));
        assertEquals(browser.text("verdict"), browser.attribute("compare-verdict", "data-value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void theConvolutionalModelJudgesUnlessAnotherIsChosenAndTheDenseOneBesideIt(String engine) throws Exception {
        PhotosPage page = PhotosPage.open(server, browser, engine);
        assertEquals("cats-and-dogs-conv", page.model());
        assertTrue(browser.text("model-layers").contains("conv3x32 · pool2"), browser.text("model-layers"));
        Path photo = photo("gray.png", Color.GRAY, new Random(4));
        double convolutional = page.judge(photo);
        // Gray spots are neither a cat nor a dog.
        assertEquals("unsure", browser.attribute("verdict", "data-value"));
        assertTrue(
                browser.text("verdict-note").startsWith("Not sure: this may be neither"), browser.text("verdict-note"));
        browser.await(
                "the class map is there",
                () -> browser.text("heat-note").startsWith("What the last filters found at each place"));
        assertEquals("true", browser.attribute("heat-mapped", "aria-pressed"));
        new Select(browser.element("compare-select")).selectByValue("cats-and-dogs");
        browser.await(
                "the dense one's verdict comes",
                () -> !browser.text("compare-probability").isEmpty());
        double beside = browser.number("compare-probability");

        page.forget();
        page.chooseModel("cats-and-dogs");
        double dense = page.verdict();
        browser.await(
                "a dense network has none, its spots are covered",
                () -> browser.text("heat-note").startsWith("Each spot is covered"));
        assertFalse(browser.element("heat-mapped").isDisplayed());
        assertEquals(dense, beside, 0.001);
        assertNotEquals(convolutional, dense, 0.001);
    }

    @Test
    void learnsClassesOfOnesOwnByColorAndSharesThem() throws Exception {
        openClasses();
        Random random = new Random(3);
        fill(0, "red", photos("red", Color.RED, random));
        fill(1, "blue", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.click("class-train");
        browser.await(
                "they are learned", LONG, () -> browser.text("class-status").startsWith("Trained on 24 photos"));
        assertTrue(Double.parseDouble(browser.attribute("class-status", "data-accuracy")) > 0.9);
        says("red", photo("r.png", Color.RED, random));
        says("blue", photo("b.png", Color.BLUE, random));

        browser.click("class-share");
        browser.await("there is a link", () -> !browser.value("class-link").isEmpty());
        String link = browser.value("class-link");
        browser.open("about:blank");
        browser.open(link);
        browser.await("it can be tried", () -> browser.isShown("use"));
        assertEquals("Try a photo", browser.text("use"));
        browser.click("use");
        browser.await(
                "the classes are there again",
                () -> !browser.all("#class-status").isEmpty()
                        && browser.text("class-status").contains("red, blue"));
        says("blue", photo("b2.png", Color.BLUE, random));

        isManagedByWhoeverSavedIt(link);

        // From here on the model's page leads to where it judges.
        browser.click("use");
        browser.await(
                "the classes are there again",
                () -> browser.text("class-status").startsWith("This network knows red, blue"));
        browser.awaitState("ready");
        assertEquals(
                List.of("red", "blue"),
                browser.all(".class-column .class-name").stream()
                        .map(name -> String.valueOf(name.getDomProperty("value")))
                        .toList());
        assertEquals("class-try", browser.focused());
        browser.await(
                "it is in view",
                () -> Boolean.TRUE.equals(
                        browser.script("const place = document.getElementById('class-result').getBoundingClientRect();"
                                + " return place.top >= 0 && place.bottom <= innerHeight;")));
        says("red", photo("r2.png", Color.RED, random));
    }

    @Test
    void classesAndPhotosSurviveAReloadAndSinglePhotosCanBeRemoved() throws Exception {
        openClasses();
        Random random = new Random(6);
        fill(0, "red", photos("red", Color.RED, random));
        fill(1, "blue", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.all(".class-column .class-photo").get(3).click();
        browser.await("one is gone", () -> browser.text("class-status").startsWith("23 photos in 2 classes"));
        browser.open("about:blank");

        browser.open(server.address("/photos/classes"));
        browser.await("they are back", () -> browser.text("class-status").startsWith("23 photos in 2 classes"));
        assertEquals(
                List.of("red", "blue"),
                browser.all(".class-column .class-name").stream()
                        .map(name -> String.valueOf(name.getDomProperty("value")))
                        .toList());
        browser.awaitState("ready");
        browser.click("class-train");
        browser.await(
                "they are learned", LONG, () -> browser.text("class-status").startsWith("Trained on 23 photos"));
        says("red", photo("again.png", Color.RED, random));

        browser.all(".class-clear").get(0).click();
        browser.await("the class is empty", () -> browser.text("class-status").startsWith("Give at least two"));
        browser.open("about:blank");
        browser.open(server.address("/photos/classes"));
        browser.awaitState("ready");
        browser.await("the other one is back", () -> browser.all(".class-photo").size() == PHOTOS);
    }

    @Test
    void holdingTheButtonRecordsSeveralFrames() {
        openClasses();
        browser.all(".class-camera").get(0).click();
        browser.await(
                "the camera shows something",
                () -> Boolean.TRUE.equals(browser.script("return document.getElementById('camera').videoWidth > 0;")));
        assertEquals("Hold to record", browser.text("camera-take"));
        browser.script("document.getElementById('camera-take').dispatchEvent(new PointerEvent('pointerdown'));");
        browser.await(
                "some frames are there",
                () -> browser.all(".class-column")
                                .get(0)
                                .findElements(By.className("class-photo"))
                                .size()
                        >= 3);
        browser.script("document.getElementById('camera-take').dispatchEvent(new PointerEvent('pointerup'));");
        browser.script("document.getElementById('camera-close').click();");
    }

    /** Whoever saved the classes finds them among their own models and can manage them. */
    private void isManagedByWhoeverSavedIt(String link) {
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        browser.click("filter-mine");
        browser.await(
                "it is among the own ones",
                () -> browser.all("#models .model-link").size() == 1);
        browser.all("#models .model-link").get(0).click();
        browser.await("the model's page comes", () -> browser.address().contains("/m/"));
        browser.awaitState("ready");
        assertTrue(link.endsWith(browser.address().substring(browser.address().lastIndexOf('/') + 1)), link);
        String sentence = browser.text("model-sentence");
        assertTrue(sentence.startsWith("A network that tells red, blue apart. Layers: 96x96x3"), sentence);
        String card = browser.text("model-card");
        assertTrue(card.contains("red, blue"), card);
        assertFalse(card.contains("["), card);
        String described = String.valueOf(
                browser.script("return document.querySelector('meta[name=description]').getAttribute('content');"));
        assertFalse(described.contains("cats"), described);
        assertTrue(browser.isShown("edit"));
        assertTrue(browser.isShown("own-key"));
        assertTrue(browser.isShown("delete"));
    }

    private void says(String name, Path photo) {
        browser.choose("class-try", photo);
        browser.await(
                name + " is the verdict", () -> browser.text("class-verdict").equals(name));
    }

    /** Opens the page of own classes without those of an earlier test. */
    private void openClasses() {
        browser.open(server.address("/photos/classes"));
        browser.awaitState("ready");
        browser.all(".class-clear").forEach(WebElement::click);
    }

    private void fill(int column, String name, List<Path> photos) {
        String place = "document.querySelectorAll('.class-column')[" + column + "]";
        browser.script("const name = " + place + ".querySelector('.class-name'); name.value = '" + name + "';"
                + "name.dispatchEvent(new Event('input'));");
        browser.all(".class-column .class-files")
                .get(column)
                .sendKeys(String.join("\n", photos.stream().map(Path::toString).toList()));
    }

    private List<Path> photos(String name, Color color, Random random) throws IOException {
        List<Path> photos = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
            photos.add(photo(name + i + ".png", color, random));
        }
        return photos;
    }

    /** Spots of one color on a ground of any gray. */
    private Path photo(String name, Color color, Random random) throws IOException {
        return TestPhotos.spots(folder.resolve(name), color, random);
    }
}
