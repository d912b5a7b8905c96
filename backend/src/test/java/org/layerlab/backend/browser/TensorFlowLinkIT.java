package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TensorFlow Playground's links in both builds of the page: the same points, the same run. */
class TensorFlowLinkIT extends WithSavedRuns {
    /** A line of the page's {@code tensorflow-links.tsv}: its own test accuracy after 100 epochs is 62.8 %, after 300 84 %. */
    private static final String LINK =
            "activation=tanh&regularization=L1&batchSize=10&dataset=spiral&regDataset=reg-plane"
                    + "&learningRate=0.01&regularizationRate=0.003&noise=0&networkShape=8,4&seed=0.79101&showTestData=false"
                    + "&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false&xSquared=true&ySquared=true&cosX=false"
                    + "&sinX=false&cosY=false&sinY=false&collectStats=false&problem=classification&initZero=false&hideText=false";

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void aLinkTrainsToItsOwnTestAccuracy(String engine) {
        PlaygroundPage page = PlaygroundPage.open(server, browser, engine, LINK + "&stepButton_hide=true");
        assertTrue(
                page.fragment()
                        .startsWith("dataset=tf-spiral&noise=0&trainSize=250&testSize=250&features=x,y,xSquared"
                                + ",ySquared&networkShape=8,4&learningRate=0.01&iterations=25000&seed=79101"),
                page.fragment());
        assertTrue(page.fragment().endsWith("&rules=tensorflow&stepButton_hide=true"), page.fragment());
        assertTrue(browser.text("message").contains("an epoch is 25 iterations"), browser.text("message"));
        assertFalse(browser.isShown("step"));
        browser.type("iterations", "7500");
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 7500);
        browser.awaitState("ready");
        assertEquals(84.0, page.percent("test-accuracy"), 0.01);
        assertFalse(browser.text("maths-open").isEmpty());
    }

    @Test
    void theButtonsAreAlsoHiddenByOurOwnNamesOfThem() {
        PlaygroundPage.open(server, browser, "wasm", "play_hide=true&step_hide=true&reset_hide=true");
        for (String button : List.of("play", "step", "reset")) {
            assertFalse(browser.isShown(button), button);
        }
        assertEquals("", browser.message());
    }

    @Test
    void noiseBeyondTheSliderStaysWhenSomethingElseChanges() {
        PlaygroundPage page =
                PlaygroundPage.open(server, browser, "wasm", LINK.replace("noise=0", "noise=80") + "&initZero=true");
        browser.type("iterations", "100");
        browser.await("it is taken", () -> page.fragment().contains("iterations=100&"));
        assertTrue(page.fragment().contains("noise=80&"), page.fragment());
        assertTrue(page.fragment().contains("initialization=zero"), page.fragment());
    }

    @Test
    void aSavedRunOfOneCanBeVerified() {
        String saved = trained(LINK.replace("networkShape=8,4", "networkShape=") + "&problem=classification");
        browser.open(saved);
        browser.awaitState("ready");
        browser.click("verify");
        browser.await(
                "there is a verdict",
                LONG,
                () -> !browser.attribute("verify-result", "data-verdict").isEmpty());
        assertEquals("reproduced", browser.attribute("verify-result", "data-verdict"), browser.text("verify-result"));
    }
}
