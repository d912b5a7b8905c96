package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.backend.Main;
import org.layerlab.backend.cli.Interruption;
import org.layerlab.backend.cli.TerminalOutput;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Parameters;
import org.openqa.selenium.support.ui.Select;

/** The same choices and the same seed make the same network on the page and on the command line. */
class PhotoRecipesIT extends InBrowser {
    /** Updates in float32 whose sums are made in another order drift apart: by so much of the largest weight. */
    private static final double DRIFT = 1e-3;

    @TempDir
    Path folder;

    @Test
    void thePageAndTheCommandLineMakeTheSameNetwork() throws Exception {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.type("train-layers", "24,8");
        browser.type("train-epochs", "3");
        browser.click("more");
        browser.type("train-limit", "500");
        browser.type("train-seed", "5");
        browser.click("train");
        browser.await("it ends", () -> browser.text("train").equals("Train again"));
        String link = SavePanel.save(browser, "From the page");
        ParameterFile page =
                ParameterFile.read(server.get(link.replace("/m/", "/api/models/") + "/parameters.safetensors")
                        .body());

        Path file = folder.resolve("model.safetensors");
        String said = run(
                "train",
                "--dataset",
                "drawings",
                "--recipe",
                "best",
                "--layers",
                "12288,24,8,1",
                "--epochs",
                "3",
                "--limit",
                "500",
                "--seed",
                "5",
                "--out",
                file.toString());
        ParameterFile line = ParameterFile.read(Files.readAllBytes(file));
        assertTrue(said.contains("test accuracy: "), said);

        assertEquals(
                line.card().testAccuracy().orElseThrow(),
                page.card().testAccuracy().orElseThrow(),
                0.011);
        assertEquals(
                line.card().calibration().orElseThrow().examples(),
                page.card().calibration().orElseThrow().examples());
        assertEquals(line.card().iteration(), page.card().iteration());
        List<Parameters.Dense> ours = page.parameters().layers();
        List<Parameters.Dense> theirs = line.parameters().layers();
        for (int l = 0; l < ours.size(); l++) {
            assertClose("W" + (l + 1), ours.get(l).W(), theirs.get(l).W());
            assertClose("b" + (l + 1), ours.get(l).b(), theirs.get(l).b());
        }
    }

    private static void assertClose(String name, double[] ours, double[] theirs) {
        assertEquals(theirs.length, ours.length, name);
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs(theirs[i]));
            apart = Math.max(apart, Math.abs(theirs[i] - ours[i]));
        }
        assertTrue(largest > 0, name);
        assertTrue(apart <= DRIFT * largest, name + " is up to " + apart + " apart, the largest is " + largest);
    }

    @Test
    void thePageBeginsWithTheBestRecipeAndAPresetPutsItBack() {
        PhotosPage.openTraining(server, browser, "wasm");
        assertEquals("true", browser.attribute("preset-best", "aria-pressed"));
        String best = fields();
        assertTrue(best.startsWith("160 0.02 40 32 "), best);

        browser.click("preset-tutorial");
        assertTrue(fields().startsWith("800,10 0.1 10000 0 "), fields());
        assertEquals("false", browser.attribute("preset-best", "aria-pressed"));
        browser.type("train-learning-rate", "0.2");
        assertEquals("false", browser.attribute("preset-tutorial", "aria-pressed"));

        browser.click("preset-best");
        assertEquals(best, fields());
        browser.click("more");
        browser.type("train-seed", "3");
        assertEquals("true", browser.attribute("preset-best", "aria-pressed"), "any seed is the same recipe");
        assertNotEquals(best, fields());
    }

    @Test
    void theExpectedTimeIsMeasuredAndALongRunHasAShortVersion() {
        PhotosPage.openTraining(server, browser, "wasm");
        String measured = "true";
        browser.await("it is measured", () -> measured.equals(browser.attribute("expected", "data-measured")));
        String told = browser.text("expected");
        assertTrue(told.matches("About .* on this device.*, based on updates timed just now\\..*"), told);
        assertFalse(browser.isShown("short-version"));
        browser.click("preset-tutorial");
        assertEquals("Expected time: not measured yet.", browser.text("expected"));
        assertFalse(browser.isShown("short-version"));
        browser.await("it is measured", () -> measured.equals(browser.attribute("expected", "data-measured")));
        assertTrue(browser.text("expected").contains("The tab has to stay open"), browser.text("expected"));
        browser.click("short-version");
        assertEquals(measured, browser.attribute("expected", "data-measured"), "updates of the same kind, but fewer");
        assertTrue(Integer.parseInt(browser.value("train-epochs")) < 10_000, browser.value("train-epochs"));
        assertFalse(browser.isShown("short-version"));
        browser.type("train-layers", "none");
        assertEquals("", browser.text("expected"));
    }

    @Test
    void aTrainingThatBeginsWhileUpdatesAreTimedLeavesNoPromiseBehind() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.await("it is measured", () -> "true".equals(browser.attribute("expected", "data-measured")));
        browser.type("train-epochs", "5000");
        // The page clicks: a driver's clicks take too long.
        browser.script("const look = setInterval(() => {"
                + "  if (!document.getElementById('train-expected').textContent.startsWith('Timing')) { return; }"
                + "  clearInterval(look); document.getElementById('train').click(); }, 2);");
        browser.type("train-layers", "77");
        browser.await("it trains", () -> browser.text("train").equals("Pause"));
        assertEquals("", browser.text("expected"));
        browser.click("stop");
        browser.await("it is measured", () -> "true".equals(browser.attribute("expected", "data-measured")));
    }

    private String fields() {
        return String.valueOf(browser.script("return [...document.querySelectorAll('#train-form .fields"
                + " :is(input, select)')].filter(e => e.id !== 'train-dataset')"
                + ".map(e => e.type === 'checkbox' ? e.checked : e.value).join(' ');"));
    }

    private static String run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = Main.commandLine(new TerminalOutput(print, print, false), Interruption.none())
                .execute(args);
        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, () -> Stream.of(args).toList() + ": " + said);
        return said;
    }

    @Test
    void whatWasTypedIsThereAfterAReload() {
        PhotosPage.openTraining(server, browser, "wasm");
        String best = fields();
        browser.click("more");
        browser.type("train-seed", "9");
        reload();
        browser.click("more");
        assertEquals("true", browser.attribute("preset-best", "aria-pressed"));
        assertEquals("9", browser.value("train-seed"));
        browser.type("train-layers", "24,8");
        browser.type("train-epochs", "7");
        browser.type("train-learning-rate", "0.3");
        browser.type("train-limit", "500");
        String typed = fields();
        assertNotEquals(best, typed);
        reload();
        assertEquals(typed, fields());
        assertEquals("false", browser.attribute("preset-best", "aria-pressed"));
        PhotosPage.openTraining(server, browser, "wasm");
        assertEquals(best, fields(), "a new visit begins as ever");
        browser.click("more");
        browser.type("train-tint", "0.9");
        browser.type("train-mix-up", "5");
        browser.type("train-zoom", "0.2");
        browser.type("train-layers", "77");
        browser.type("train-epochs", "41");
        browser.type("train-validation", "11");
        reload();
        assertEquals("77", browser.value("train-layers"));
        assertEquals("41", browser.value("train-epochs"));
        assertEquals("11", browser.value("train-validation"));
        assertEquals("0.9", browser.value("train-tint"));
        assertEquals("0", browser.value("train-mix-up"), "what is wrong is not kept");
        assertEquals("0.2", browser.value("train-zoom"));
    }

    @ParameterizedTest
    @CsvSource({
        "8, 64, true, is asked about each photo’s mirror image too",
        "'conv3x8,bn,relu,gap', 64, true, is asked about each photo’s mirror image too",
        "'conv3x8,bn,relu,gap', 32, false, takes 64×64 pixels instead of 32×32",
        "'conv3x8,bn,relu,gap', 32, true, 'takes 64×64 pixels instead of 32×32, is asked about each photo’s mirror image too'",
        "8, 32, true, is asked about each photo’s mirror image too",
        "8, 32, false, ''"
    })
    void theEndSaysHowGoodTheSavedNetworkIsWhereThatIsAnotherFigure(
            String layers, String side, boolean mirror, String why) throws Exception {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.click("preset-convolutional");
        browser.click("more");
        browser.type("train-layers", layers);
        browser.type("train-limit", "200");
        browser.type("train-epochs", "2");
        new Select(browser.element("train-side")).selectByValue(side);
        if (mirror) {
            browser.click("train-ask-mirror");
        }
        browser.click("train");
        browser.await("it ends", () -> browser.text("train").equals("Train again"));
        String end = browser.text("train-status");
        String link = SavePanel.save(browser, "Asked");
        String address = link.substring(link.lastIndexOf("/m/")).replace("/m/", "/api/models/");
        ModelCard card =
                ModelCard.parse(new String(server.get(server.address(address)).body(), StandardCharsets.UTF_8));
        double test = card.testAccuracy().orElseThrow();
        String percent = String.format(Locale.ROOT, "%.1f %%", 100 * test);
        if (why.isEmpty()) {
            assertEquals(percent, browser.text("test-accuracy").replace('\u00a0', ' '));
            assertFalse(end.contains("saved network"), end);
        } else {
            String sentence = "The saved network " + why + ", and is right on " + percent + " of the test photos.";
            assertTrue(end.replace('\u00a0', ' ').endsWith(sentence), end + " should end in " + sentence);
        }
    }

    @Test
    void aForkHasItsOwnRecipeAfterAReloadAndAfterBack() {
        String dense = "/photos/train#parent=cats-and-dogs&fork=true";
        String convolutional = "/photos/train#parent=cats-and-dogs-conv&fork=true";
        for (String fork : List.of(convolutional, dense)) {
            browser.open(server.address(fork));
            browser.awaitState("ready");
            browser.await(
                    "it has the next seed", () -> browser.value("train-seed").equals("2"));
            browser.type("train-epochs", "77");
        }
        reload();
        assertEquals("77", browser.value("train-epochs"));
        assertFalse(browser.value("train-layers").contains("conv"), browser.value("train-layers"));
        // An empty page was between.
        browser.back();
        browser.back();
        browser.await(
                "it is the other recipe", () -> browser.value("train-layers").contains("conv3x32"));
        assertEquals("2", browser.value("train-seed"));
    }

    @ParameterizedTest
    @CsvSource({"parent={0}&fork=true, 1", "continue={0}, 2"})
    void aRunThatComesAfterTheTrainingHasBegunIsNotShownOverIt(String fragment, int answers) throws Exception {
        String id = unfinished();
        try (Browser slow = Browser.startFresh(Screen.DESKTOP)) {
            withoutServiceWorker(slow);
            slow.command(
                    "Page.addScriptToEvaluateOnNewDocument",
                    Map.of(
                            "source",
                            "const real = window.fetch; window.fetch = (...what) =>"
                                    + " what[0] === '/api/models/" + id + "' ? new Promise(come =>"
                                    + "  window.arrive = come).then(() => real(...what)) : real(...what);"));
            slow.open(server.address("/photos/train?engine=wasm#" + fragment.replace("{0}", id)));
            slow.await(
                    "the card is on its way, and all else is there",
                    () -> slow.element("train").isEnabled()
                            && Boolean.TRUE.equals(slow.script("return Boolean(window.arrive);")));
            slow.click("more");
            slow.type("train-layers", "24");
            slow.type("train-seed", "9");
            slow.type("train-limit", "60");
            slow.click("train");
            slow.await("it has a network", () -> !slow.text("train").startsWith("Loading"));
            slow.script("window.arrive();");
            slow.await(
                    "the card has come, and the file of the one to continue",
                    () -> Boolean.TRUE.equals(slow.script(
                            "return performance.getEntriesByType('resource').filter(one =>"
                                    + " one.name.includes(arguments[0])).length >= arguments[1];",
                            id,
                            answers)));
            slow.script("return new Promise(done => setTimeout(done, 300));");
            assertEquals("24", slow.value("train-layers"));
            assertEquals("9", slow.value("train-seed"));
            assertEquals("60", slow.value("train-limit"));
            assertEquals("", slow.message());
            assertNoErrors(slow);
        }
    }

    /** The id of a saved run that can be continued. */
    private String unfinished() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.type("train-layers", "16");
        browser.type("train-epochs", "5000");
        browser.click("more");
        browser.type("train-limit", "80");
        browser.click("train");
        browser.await("it trains", () -> browser.text("epoch").contains(" of 5,000"));
        browser.click("train");
        browser.await("it pauses", () -> browser.text("train").equals("Continue"));
        String link = SavePanel.save(browser, "On its way");
        return link.substring(link.lastIndexOf('/') + 1);
    }

    @Test
    void whatIsWrongWithTheLayersIsSaidInTheLanguageOfThePage() {
        Map<String, String> said = Map.of(
                "foo", "'foo' ist keine Schicht; es gibt eine Zahl von Einheiten",
                "conv4x8", "ein Filter von 4x4: seine Seite muss ungerade sein",
                "conv3x8,pool64,pool2", "Quadrate von 2x2 passen nicht in 1x1x8");
        browser.open(server.address("/photos/train?engine=wasm#lang=de"));
        try {
            browser.awaitState("ready");
            said.forEach((layers, message) -> {
                browser.type("train-layers", layers);
                browser.click("train");
                browser.await("it is refused", () -> browser.message().contains(message));
            });
        } finally {
            browser.open(server.address("/photos/train?engine=wasm#lang=en"));
            browser.awaitState("ready");
        }
    }

    private void reload() {
        browser.script("document.documentElement.dataset.state = 'left'; location.reload();");
        browser.awaitState("ready");
    }
}
