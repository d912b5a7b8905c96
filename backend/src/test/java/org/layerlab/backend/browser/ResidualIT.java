package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.openqa.selenium.support.ui.Select;

/** Networks with residual blocks, depthwise convolutions and hard swish, trained on photos and looked into. */
class ResidualIT extends InBrowser {
    private static final String HIDDEN =
            "conv3x16,pool2,bn,relu,skip,dw3,bn,hardSwish,conv1x16,bn,add,relu,pool2,conv3x24,bn,relu,gap";

    @TempDir
    Path folder;

    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void trainsOnTheDrawings(String engine) {
        PhotosPage.openTraining(server, browser, engine);
        browser.click("preset-convolutional");
        browser.type("train-layers", HIDDEN);
        browser.type("train-epochs", "6");
        browser.click("more");
        new Select(browser.element("train-side")).selectByValue("32");
        browser.click("train");
        browser.await(
                "the training ends",
                Duration.ofMinutes(3),
                () -> browser.text("train").equals("Train again"));
        assertEquals("", browser.message());
        double test = Double.parseDouble(browser.text("test-accuracy").replaceAll("[^0-9.]", ""));
        assertTrue(test > 80, test + " %");
    }

    @Test
    void theLookInsideShowsTheDepthwiseFilterAndTheSkipConnection() throws Exception {
        Architecture architecture = Architecture.parse("32x32x3," + HIDDEN + ",1", Activation.RELU);
        Path model = folder.resolve("residual.safetensors");
        Files.write(
                model,
                new ParameterFile(
                                Initialization.HE.parameters(architecture, 1),
                                new CardBuilder(architecture).name("Residual").build())
                        .toSafetensors(StorageType.F32));
        browser.open(server.address("/photos/inside"));
        browser.awaitState("ready");
        browser.choose("model-file", model);
        browser.await("it is shown", () -> browser.all("#rows .map-row").size() == 6);

        lookAt(1);
        assertEquals(List.of("patches", "normalized", "activated"), kinds());
        assertEquals(1, browser.all("[data-testid=step-sum] .channel").size());
        assertTrue(browser.text("step-sum").contains("The filter sees one channel."), browser.text("step-sum"));
        // A depthwise filter sees the map of its own channel.
        assertEquals(
                browser.text("trace-name").replaceAll(".*map (\\d+).*", "Map $1"),
                browser.textOf(
                        browser.all("[data-testid=step-sum] .channel button").get(0)));

        lookAt(2);
        assertEquals(List.of("terms", "normalized", "added", "activated", "pooled"), kinds());
        assertTrue(browser.textOf(browser.all(".step[data-kind=added]").get(0)).startsWith("Skip connection"));
        assertEquals("", browser.script(InsideIT.WRONG));
    }

    /** Chooses the third map of a row and points at its middle. */
    private void lookAt(int row) {
        browser.script(
                "document.querySelectorAll('#rows .map-row')[" + row + "].querySelectorAll('.map-button')[2].click();");
        browser.await("it is shown", () -> browser.text("trace-name").startsWith("Layer " + (row + 1) + ","));
    }

    private List<String> kinds() {
        return browser.all(".step[data-kind]").stream()
                .map(step -> String.valueOf(step.getDomAttribute("data-kind")))
                .toList();
    }
}
