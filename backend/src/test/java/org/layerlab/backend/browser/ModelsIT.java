package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.backend.store.SampleModels;

/** The list of saved models, from none to more than a page. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelsIT extends InBrowser {
    private static final int PER_PAGE = 24;
    private static final int SAVED = 30;

    ModelsIT() {
        super(false);
    }

    @Test
    @Order(1)
    void saysSoWhereThereIsNone() {
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        assertTrue(browser.isShown("models-empty"));
        assertFalse(browser.isShown("models-more"));
        assertEquals(List.of(), names());
    }

    @Test
    @Order(2)
    void listsTheNewestFirstAndLoadsMore() throws Exception {
        for (int i = 1; i <= SAVED; i++) {
            server.save(SampleModels.safetensors("Model <b>" + i + "</b>", i));
        }
        List<String> newestFirst = IntStream.rangeClosed(1, SAVED)
                .mapToObj(i -> "Model <b>" + (SAVED + 1 - i) + "</b>")
                .toList();

        browser.open(server.address("/models"));
        browser.awaitState("ready");
        assertFalse(browser.isShown("models-empty"));
        assertEquals(newestFirst.subList(0, PER_PAGE), names());

        browser.click("models-more");
        browser.await("the rest comes", () -> names().size() > PER_PAGE);
        assertEquals(newestFirst, names());
        assertFalse(browser.isShown("models-more"));
    }

    @Test
    @Order(3)
    void leadsToTheModelsPage() {
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        browser.all("#models .model-link").get(0).click();
        browser.await("the model's page comes", () -> browser.address().contains("/m/"));
        browser.awaitState("ready");
        assertEquals("Model <b>" + SAVED + "</b>", browser.text("model-name"));
        assertTrue(browser.title().startsWith("Model <b>" + SAVED + "</b>"), browser.title());
    }

    @Test
    @Order(4)
    void eachSearchThatFindsNothingSaysSo() {
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        browser.type("models-search", "nothing");
        browser.await("none is found", () -> browser.isShown("models-none"));
        assertEquals("status", browser.attribute("models-none", "role"));
        assertEquals("No models match.", browser.text("models-none"));
        listen(browser, "#models-none");
        browser.type("models-search", "nothing else");
        browser.await("it says so again", () -> heard(browser).startsWith("No models match."));
    }

    private List<String> names() {
        return browser.all("#models .model-link").stream().map(browser::textOf).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "cat.png, image/png, 'cat.png is a picture, not a network. Drop it on Photos → Classify.'",
        "points.csv, text/csv, 'points.csv is a text file, not a network. Drop tables of points on the playground.'",
        "notes.pdf, application/pdf, 'notes.pdf is not a network: this page opens .npz and .safetensors.'"
    })
    void saysWhatADroppedFileIsThatIsNoNetwork(String file, String type, String said) {
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        Gestures.drop(browser, "models", file, type);
        browser.await("it says so", () -> browser.message().equals(said));
    }
}
