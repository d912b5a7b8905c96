package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.Tensor;
import org.openqa.selenium.Keys;

/** What a person does on the playground. */
class PlaygroundIT extends InBrowser {
    /** So many iterations that a run is never over before it is paused, however fast the machine. */
    private static final String ENDLESS = "&iterations=10000000";

    private static final Path GOLDEN = Path.of("../frontend/network/src/test/resources/golden");
    private static final String WIDE = "networkShape=128,4";

    @ParameterizedTest
    @CsvSource({"wasm,4", "wasm,10", "wasm,'128,4'", "js,4", "js,10"})
    void printsNumpysCostsDigitForDigit(String engine, String hidden) throws Exception {
        Map<String, Tensor> golden =
                Npz.read(Files.readAllBytes(GOLDEN.resolve("circles-2-" + hidden.replace(',', '-') + "-1.npz")));
        double[] costs = tensor(golden, "costs").toDoubles();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < costs.length; i++) {
            expected.add(String.format(Locale.ROOT, "Cost after iteration %d: %f", 100 * i, costs[i]));
        }
        assertEquals(150, expected.size());

        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                engine,
                "dataset=circle&noise=15&trainSize=300&testSize=100&networkShape=" + hidden
                        + "&learningRate=0.2&iterations=15000&seed="
                        + (long) tensor(golden, "seed").scalar());
        assertEquals(engine, browser.engine());
        page.play();
        browser.await("the run ends", Duration.ofSeconds(90), () -> page.iteration() == 15_000);

        browser.awaitState("ready");
        assertEquals(expected, page.log());
        assertTrue(costs[costs.length - 1] < costs[0]);
        assertEquals(tensor(golden, "train_accuracy").scalar(), page.percent("train-accuracy"), 0.051);
        assertEquals(tensor(golden, "test_accuracy").scalar(), page.percent("test-accuracy"), 0.051);
        assertTrue(
                browser.attribute("cost-chart", "aria-label").startsWith("The cost went from 0.69"),
                browser.attribute("cost-chart", "aria-label"));
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new AssertionError("no " + name + " among " + tensors.keySet());
        }
        return tensor;
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void pauseAnswersAtOnceAndStepMakesOneIteration(String engine) {
        PlaygroundPage page = PlaygroundPage.open(server, browser, engine, WIDE + "&iterations=1000000");
        page.play();
        page.awaitIteration(1);

        // From the click to the last sign of training in the page, watched for half a second after it.
        double milliseconds = browser.asyncNumber("const iteration = document.getElementById('iteration');"
                + "const training = () => document.documentElement.dataset.state === 'training';"
                + "let seen = iteration.dataset.value; let last = 0; let start = performance.now();"
                + "document.getElementById('pause').click();"
                + "const watch = () => { const now = performance.now() - start;"
                + "  if (training() || iteration.dataset.value !== seen) {"
                + "    seen = iteration.dataset.value; last = now; }"
                + "  if (now - last > 500 || now > 20000) { done(last); } else { setTimeout(watch, 1); } };"
                + "watch();");
        System.out.printf(Locale.ROOT, "%s: paused after %.1f ms%n", engine, milliseconds);
        assertTrue(milliseconds <= 1000, milliseconds + " ms");
        assertEquals("ready", browser.state());
        assertTrue(browser.isShown("play"));
        assertFalse(browser.isShown("pause"));

        int paused = page.iteration();
        browser.click("step");
        browser.await("a step is made", () -> page.iteration() != paused);
        assertEquals(paused + 1, page.iteration());
        page.standsStill();
        assertEquals(paused + 1, page.iteration());
    }

    @Test
    void resetStartsAgainFromTheSameWeights() {
        // Short: the page shows the last lines of a log, and a fast machine soon has too many.
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=10&iterations=400");
        page.play();
        browser.await("the run ends", () -> page.iteration() == 400);
        browser.awaitState("ready");
        List<String> first = page.log();
        assertTrue(first.size() >= 4, first.toString());

        browser.click("reset");
        browser.await(
                "all is as at the beginning",
                () -> page.iteration() == 0 && page.log().isEmpty());
        page.play();
        browser.await("the run ends again", () -> page.iteration() == 400);
        browser.awaitState("ready");
        assertEquals(first, page.log());
    }

    @Test
    void learningRateChangesAsItGoesAndHiddenLayersStartAgain() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=10" + ENDLESS);
        page.play();
        page.awaitIteration(101);
        page.pause();
        int paused = page.iteration();

        browser.type("learning-rate", "0.5");
        page.standsStill();
        assertEquals(paused, page.iteration());
        assertTrue(page.fragment().contains("learningRate=0.5"), page.fragment());

        browser.type("network-shape", "5, 3");
        browser.await("it starts again", () -> page.iteration() == 0);
        assertTrue(page.fragment().contains("networkShape=5,3"), page.fragment());
        assertEquals("5,3", browser.value("network-shape"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "network-shape; abc; must be whole numbers separated by commas; 10",
                "network-shape; 600; a hidden layer of 600 units; 10",
                "network-shape; 1,1,1,1,1,1,1,1,1; 9 hidden layers; 10",
                "learning-rate; -1; learning rate -1 is not between; 0.2",
                "seed; 99999999999; seed 99999999999 is not between; 1"
            })
    void badSettingIsNamedAndTheOldOneStays(String field, String bad, String said, String old) {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=10");
        browser.click("step");
        page.awaitIteration(1);

        browser.type(field, bad);

        browser.await("the page says so", () -> browser.message().contains(said));
        assertEquals(old, browser.value(field));
        assertEquals(1, page.iteration());
        assertFalse(page.fragment().contains(bad), page.fragment());
    }

    @Test
    void linkGivesTheSettings() {
        PlaygroundPage.open(
                server,
                browser,
                "wasm",
                "dataset=moons&noise=5&trainSize=50&testSize=20&networkShape=6,2&learningRate=0.03&iterations=77&seed=9"
                        + "&activation=tanh&initialization=he&batchSize=10&optimizer=adam&regularization=L2"
                        + "&regularizationRate=0.001&showTestData=true&somethingElse=1");
        assertEquals("", browser.message());
        assertTrue(browser.all("input[name=dataset][value=moons]").get(0).isSelected());
        assertEquals("5", browser.value("noise"));
        assertEquals("50", browser.value("train-size"));
        assertEquals("20", browser.value("test-size"));
        assertEquals("6,2", browser.value("network-shape"));
        assertEquals("0.03", browser.value("learning-rate"));
        assertEquals("77", browser.value("iterations"));
        assertEquals("9", browser.value("seed"));
        assertEquals("tanh", browser.value("activation"));
        assertEquals("he", browser.value("initialization"));
        assertEquals("10", browser.value("batch-size"));
        assertEquals("adam", browser.value("optimizer"));
        assertEquals("L2", browser.value("regularization"));
        assertEquals("0.001", browser.value("regularization-rate"));
        assertTrue(browser.element("show-test-data").isSelected());
    }

    @Test
    void linkWithSettingsOutOfRangeSaysSoAndTakesTheDefaults() {
        PlaygroundPage.open(server, browser, "wasm", "networkShape=600&noise=900&learningRate=fast&seed=3");
        assertTrue(browser.message().contains("600 units"), browser.message());
        assertTrue(browser.message().contains("noise 900"), browser.message());
        assertTrue(browser.message().contains("'fast'"), browser.message());
        assertEquals("10", browser.value("network-shape"));
        assertEquals("15", browser.value("noise"));
        assertEquals("0.2", browser.value("learning-rate"));
        assertEquals("3", browser.value("seed"));
        browser.click("message-close");
        assertFalse(browser.isShown("message"));
    }

    @Test
    void presetsSetTheFormAndTheLinkAndBackReturns() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=7");
        browser.click("preset-4");
        browser.await(
                "the preset is taken", () -> browser.value("network-shape").equals("4"));
        assertTrue(page.fragment().contains("networkShape=4&"), page.fragment());
        browser.click("preset-128-4");
        browser.await(
                "the preset is taken", () -> browser.value("network-shape").equals("128,4"));
        assertTrue(page.fragment().contains("networkShape=128,4&"), page.fragment());
        assertEquals("true", browser.attribute("preset-128-4", "aria-pressed"));
        assertEquals("false", browser.attribute("preset-4", "aria-pressed"));

        browser.back();
        browser.await(
                "the earlier one is back", () -> browser.value("network-shape").equals("4"));
        assertEquals("true", browser.attribute("preset-4", "aria-pressed"));
        browser.back();
        browser.await(
                "the first one is back", () -> browser.value("network-shape").equals("7"));
    }

    @Test
    void keysPlayPauseAndStep() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", WIDE);
        browser.press(Keys.ARROW_RIGHT);
        browser.await("an arrow steps", () -> page.iteration() == 1);
        browser.press(" ");
        page.awaitIteration(2);
        browser.press(" ");
        page.standsStill();
        assertTrue(page.iteration() < 15_000);

        // In a field, keys are text.
        int before = page.iteration();
        browser.element("network-shape").sendKeys(" ", Keys.ARROW_RIGHT);
        page.standsStill();
        assertEquals(before, page.iteration());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void surfaceShowsWhatTheNetworkBelieves(String engine) {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                engine,
                "networkShape=10&initialization=he&optimizer=adam&learningRate=0.03" + ENDLESS);
        browser.await("the points are drawn", () -> PlaygroundPage.colors(browser.pixels("boundary")) > 10);
        byte[] before = browser.pixels("boundary");
        page.play();
        page.awaitIteration(500);
        page.pause();
        byte[] after = browser.pixels("boundary");
        assertEquals(before.length, after.length);
        assertTrue(PlaygroundPage.changed(before, after) > 0.2, "changed " + PlaygroundPage.changed(before, after));
        // A surface, not two flat colors.
        assertTrue(PlaygroundPage.colors(after) > 50, PlaygroundPage.colors(after) + " colors");
        assertTrue(browser.attribute("boundary", "aria-label").contains("iterations"));
    }

    @Test
    void regenerateDrawsOtherPoints() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "seed=4");
        browser.await("the points are drawn", () -> PlaygroundPage.colors(browser.pixels("boundary")) > 10);
        byte[] before = browser.pixels("boundary");
        browser.click("regenerate");
        browser.await("the seed is the next", () -> browser.value("seed").equals("5"));
        browser.await("the points are others", () -> PlaygroundPage.changed(before, browser.pixels("boundary")) > 0.01);
        assertTrue(page.fragment().contains("seed=5"), page.fragment());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void pageStaysResponsiveWhileItTrains(String engine) {
        PlaygroundPage page = PlaygroundPage.open(server, browser, engine, WIDE + "&iterations=1000000");
        page.play();
        page.awaitIteration(1);
        double frames = browser.asyncNumber("let frames = 0; const start = performance.now();"
                + "const frame = () => { frames++;"
                + "  if (performance.now() - start >= 1000) { done(frames); } else { requestAnimationFrame(frame); } };"
                + "requestAnimationFrame(frame);");
        assertEquals("training", browser.state());
        assertTrue(frames > 10, frames + " frames in a second");
        page.pause();
    }

    @Test
    void noiseRaisesTheBestAnyClassifierCanDo() {
        PlaygroundPage.open(server, browser, "wasm", "noise=15");
        browser.await("the optimum is there", () -> !bayes().equals("–"));
        assertEquals(74.65, Double.parseDouble(bayes()), 0.3);
        PlaygroundPage.open(server, browser, "wasm", "noise=5");
        browser.await("the optimum is there", () -> !bayes().equals("–"));
        assertTrue(Double.parseDouble(bayes()) > 95, bayes());
    }

    private String bayes() {
        return browser.attribute("noise-limit", "data-value");
    }

    @Test
    void everyDataSetTrains() {
        for (String dataset : List.of("moons", "blobs", "xor", "spiral", "circle")) {
            PlaygroundPage page = PlaygroundPage.open(
                    server, browser, "wasm", "dataset=" + dataset + "&iterations=200&initialization=he&noise=5");
            page.play();
            browser.await(dataset + " trains", () -> page.iteration() == 200);
            List<String> log = page.log();
            assertEquals(2, log.size(), log.toString());
            assertNotEquals(log.get(0).replaceAll(".*: ", ""), log.get(1).replaceAll(".*: ", ""));
        }
    }

    @Test
    void saysSoWhenTheStepsAreTooLarge() {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                "wasm",
                "learningRate=1000&activation=linear&initialization=he&networkShape=64,64&iterations=300");
        page.play();
        browser.await("the run ends", () -> browser.state().equals("ready") && page.iteration() > 0);
        assertEquals(
                "Training diverged", browser.textOf(browser.all("#doctor-title").get(0)));
        assertEquals("", browser.message());
    }

    @Test
    void moreIterationsGoOnWhereARunEnded() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "iterations=200");
        page.play();
        browser.await("the run ends", () -> page.iteration() == 200);
        browser.awaitState("ready");
        browser.type("iterations", "400");
        browser.await(
                "there is something left to do", () -> browser.element("step").isEnabled());
        browser.click("step");
        page.awaitIteration(201);
        assertEquals(201, page.iteration());
        page.play();
        browser.await("the longer run ends", () -> page.iteration() == 400);
        assertEquals(4, page.log().size(), page.log().toString());
        assertTrue(
                page.log().get(3).startsWith("Cost after iteration 300: "),
                page.log().toString());
    }

    @Test
    void presetDuringATrainingBeginsItsOwnRun() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", WIDE);
        page.play();
        page.awaitIteration(1);
        browser.click("preset-4");
        browser.await(
                "the preset is taken", () -> browser.value("network-shape").equals("4"));
        page.standsStill();
        assertEquals(0, page.iteration());
        assertEquals(List.of(), page.log());
        page.play();
        page.awaitIteration(1);
    }

    @Test
    void testPointsAndHardEdgeChangeThePlotAlone() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "initialization=he&iterations=300");
        page.play();
        browser.await(
                "the run ends", () -> page.iteration() == 300 && browser.state().equals("ready"));
        byte[] plain = browser.pixels("boundary");
        browser.click("show-test-data");
        browser.await("test points come", () -> PlaygroundPage.changed(plain, browser.pixels("boundary")) > 0.001);
        byte[] withTestPoints = browser.pixels("boundary");
        browser.click("discretize");
        browser.await(
                "the surface is flat", () -> PlaygroundPage.changed(withTestPoints, browser.pixels("boundary")) > 0.1);
        assertEquals(300, page.iteration());
        assertTrue(page.fragment().endsWith("showTestData=true&discretize=true"), page.fragment());
    }

    @Test
    void fragmentForcesABuildToo() {
        browser.open(server.address("/#networkShape=4&engine=js"));
        browser.awaitState("ready");
        assertEquals("js", browser.engine());
        assertEquals("4", browser.value("network-shape"));
    }
}
