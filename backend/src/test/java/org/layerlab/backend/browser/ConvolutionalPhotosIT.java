package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.cli.Cli;
import org.layerlab.network.file.ParameterFile;
import org.openqa.selenium.support.ui.Select;

/** What a person does with convolutional networks: train one, compare it, look into it, and learn classes of their own. */
class ConvolutionalPhotosIT extends InBrowser {
    private static final Duration LONG = Duration.ofMinutes(3);

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
        byte[] file = Files.readAllBytes(Path.of("../static/models/cats-and-dogs-conv.safetensors"));
        String place = server.save(file);
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
        JsonObject settings =
                ParameterFile.read(file).card().json().get("hyperparameters").asObject();
        assertEquals(settings.get("epochs").toString(), browser.value("train-epochs"));
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
        // Gray spots are neither a cat nor a dog, for the command line as well.
        Cli.Result asked =
                Cli.run("predict", "--unsure", "--model", "../static/models/cats-and-dogs-conv.safetensors", photo);
        assertTrue(asked.out().contains("\tunsure\t"), asked.out());
        assertEquals("unsure", browser.attribute("verdict", "data-value"));
        assertTrue(
                browser.text("verdict-note").startsWith("This may be neither a cat nor a dog."),
                browser.text("verdict-note"));
        browser.await(
                "the class map is there",
                () -> browser.text("heat-note").startsWith("What the last filters found at each spot"));
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

    /** Spots of one color on a ground of any gray. */
    private Path photo(String name, Color color, Random random) throws IOException {
        return TestPhotos.spots(folder.resolve(name), color, random);
    }
}
