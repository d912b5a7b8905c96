package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.cli.Cli;
import org.layerlab.backend.script.Python;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Parameters;
import org.openqa.selenium.Keys;
import org.opentest4j.TestAbortedException;

/** A saved model is the whole run, whatever the playground was set to: taken up and made again. */
class WholeRunIT extends WithSavedRuns {

    @TempDir
    private Path folder;

    /** Points that the user placed: moons, on the grid that such points lie on. */
    private static String placed() {
        return "dataset=custom&percTrainData=75&points="
                + CustomPoints.of(Points.MOONS.generate(160, 0.1, 5)).encode();
    }

    @ParameterizedTest
    @CsvSource({
        "wasm, placed, networkShape=6;4&activation=tanh;leakyRelu&optimizer=adam&learningRate=0.01&batchSize=32"
                + "&schedule=cosine&regularization=L2&regularizationRate=0.001&initialization=xavier",
        "js, placed, networkShape=6;4&activation=relu;sigmoid&optimizer=adam&learningRate=0.02&initialization=he",
        "wasm, dataset=spiral&noise=3, networkShape=8&optimizer=momentum&learningRate=0.05&batchSize=50"
                + "&schedule=cosine&initialization=he&regularization=L1&regularizationRate=0.0003",
        "js, dataset=xor&noise=5, networkShape=&learningRate=0.5&batchSize=17",
        "wasm, dataset=blobs&noise=30&classCount=5, networkShape=6&activation=tanh&initialization=xavier&batchSize=64"
                + "&learningRate=0.1"
    })
    void aRunThatIsTakenUpGivesTheDigitsOfOneThatNeverStopped(String engine, String points, String settings)
            throws Exception {
        String fragment = (points.equals("placed") ? placed() : points) + "&" + settings.replace(';', ',')
                + "&seed=3&iterations=1500";
        PlaygroundPage page = PlaygroundPage.open(server, browser, engine, fragment);
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 1500);
        browser.awaitState("ready");
        ParameterFile whole = file(SavePanel.save(browser, "Never stopped"));

        // A moment of it, between two cost points and two epochs, is a run of its own.
        PlaygroundPage again = PlaygroundPage.open(server, browser, engine, fragment);
        again.play();
        again.pauseAfter(560);
        browser.scrub("timeline", 537);
        browser.await("it goes back", LONG, () -> again.iteration() == 537);
        String part = SavePanel.save(browser, "Stopped at 537");

        try (Browser stranger = Browser.start(Screen.DESKTOP)) {
            stranger.open(part + "?engine=" + engine);
            stranger.awaitState("ready");
            PlaygroundPage taken = PlaygroundPage.follow(stranger, "continue");
            stranger.await("it is taken up", () -> taken.iteration() == 537);
            assertEquals("", stranger.message());
            assertEquals("1500", stranger.value("iterations"));
            taken.play();
            stranger.await("it goes on to the end", LONG, () -> taken.iteration() == 1500);
            stranger.awaitState("ready");
            String link = SavePanel.save(stranger, "Taken up");
            assertSameRun(whole, file(link));

            stranger.open(link + "?engine=" + engine);
            stranger.awaitState("ready");
            assertTrue(verdict(stranger).contains("to the last bit"), () -> verdictText(stranger));
            assertNoErrors(stranger);
            assertScriptMakes(link, whole);
        }
    }

    @Test
    void whatWasChangedOnTheWayIsPartOfTheRecipe() throws Exception {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                "wasm",
                "dataset=moons&networkShape=5&initialization=he&learningRate=0.05&optimizer=momentum&batchSize=64"
                        + "&iterations=900");
        browser.click("step");
        browser.await("one update is made", () -> page.iteration() == 1);
        browser.type("learning-rate", "0.2");
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 900);
        browser.awaitState("ready");
        browser.scrub("timeline", 400);
        browser.await("it goes back", LONG, () -> page.iteration() == 400);
        browser.choose("regularization", "L2");
        browser.type("regularization-rate", "0.01");
        browser.choose("schedule", "Cosine");
        browser.type("iterations", "1200");
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 1200);
        browser.awaitState("ready");
        String link = SavePanel.save(browser, "Changed on the way");
        ParameterFile saved = file(link);

        browser.open(link);
        browser.awaitState("ready");
        String card = browser.text("model-card");
        assertTrue(card.contains("at 1: Learning rate 0.2 (before 0.05); at 400: "), card);
        assertTrue(verdict(browser).contains("to the last bit"), () -> verdictText(browser));
        assertScriptMakes(link, saved);
    }

    /** Sets a random weight of a network 2·3·1, or a bias, to a random value. */
    private void setAny(Random random) {
        int unit = 1 + random.nextInt(3);
        String[] fields = {"bias-1-" + unit, "weight-1-" + unit + "-1", "weight-1-" + unit + "-2"};
        set(unit, fields[random.nextInt(fields.length)], String.valueOf(random.nextInt(-400, 400) / 100.0));
    }

    private void set(int unit, String field, String value) {
        browser.element("unit-1-" + unit).sendKeys(Keys.ENTER);
        browser.await("its bias can be written", () -> browser.focused().equals("bias-1-" + unit));
        browser.type(field, value);
        browser.element(field).sendKeys(Keys.ENTER, Keys.ESCAPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm, batchSize=0", "js, optimizer=adam&batchSize=32&learningRate=0.02"})
    void aRunWhoseWeightsWereSetByHandIsMadeAgain(String engineAndSettings) throws Exception {
        String[] parts = engineAndSettings.split(", ", -1);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                parts[0],
                "dataset=blobs&noise=40&networkShape=3&initialization=he&iterations=300&" + parts[1]);
        setAny(random);
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 300);
        browser.awaitState("ready");
        int back = 1 + random.nextInt(298);
        browser.scrub("timeline", back);
        browser.await("it goes back", LONG, () -> page.iteration() == back);
        setAny(random);
        setAny(random);
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 300);
        browser.awaitState("ready");
        String before = SavePanel.save(browser, "Before the last");
        browser.all("#share-close").get(0).click();
        set(1, "bias-1-1", "2.5");
        String link = SavePanel.save(browser, "By hand");
        ParameterFile saved = file(link);
        assertEquals(2.5, saved.parameters().layers().get(0).b()[0]);

        for (String one : List.of(before, link)) {
            browser.open(one + "?engine=" + parts[0]);
            browser.awaitState("ready");
            assertTrue(verdict(browser).contains("to the last bit"), () -> verdictText(browser) + ", seed " + seed);
            assertScriptMakes(one, file(one));
        }
        String card = browser.text("model-card");
        assertTrue(card.contains("; at " + back + ": ") && card.contains("; at 300: b1[0] = 2.5"), card);

        PlaygroundPage taken = PlaygroundPage.follow(browser, "continue");
        browser.await("it is taken up", () -> taken.iteration() == 300);
        browser.click("step");
        browser.await("it goes on", () -> taken.iteration() == 301);
        setAny(random);
        String on = SavePanel.save(browser, "And on");
        browser.open(on + "?engine=" + parts[0]);
        browser.awaitState("ready");
        assertTrue(verdict(browser).contains("to the last bit"), () -> verdictText(browser) + ", seed " + seed);
        assertScriptMakes(on, file(on));
    }

    @Test
    void aRunWhoseCardDoesNotSayWhichWeightsWereSetSaysThatNoSeedBringsItBack() throws Exception {
        ParameterFile trained = file(trained("dataset=blobs&noise=40&networkShape=3&initialization=he&iterations=300"));
        CardBuilder card = new CardBuilder(trained.card()).set("edited", new JsonArray().add(300));
        String edited = server.address(server.save(
                new ParameterFile(trained.parameters(), card.build(), trained.extra()).toSafetensors(StorageType.F64)));

        browser.open(edited);
        browser.awaitState("ready");
        assertFalse(browser.isShown("verify"));
        assertTrue(
                browser.text("verify-note").contains("were set by hand, first at iteration 300"),
                browser.text("verify-note"));
        assertTrue(browser.text("model-card").contains("at iteration 300"), browser.text("model-card"));
        assertFalse(browser.isShown("download-run"));
        assertTrue(browser.text("no-run-note").contains("by hand"), browser.text("no-run-note"));
        PlaygroundPage taken = PlaygroundPage.follow(browser, "continue");
        browser.await("it is taken up", () -> taken.iteration() == 300);
        browser.click("step");
        browser.await("it goes on", () -> taken.iteration() == 301);
        browser.open(SavePanel.save(browser, "And on"));
        browser.awaitState("ready");
        assertTrue(browser.text("verify-note").contains("first at iteration 300"), browser.text("verify-note"));
    }

    @Test
    void aRunOfTheCommandLineGoesOnAndIsMadeAgainInTheBrowser() throws Exception {
        Path saved = folder.resolve("cli.safetensors");
        Cli.Result trained = Cli.run((Object[])
                ("circles --dataset moons --layers 2,8,4,1 --activation leakyRelu --initialization he --iterations 700"
                                + " --optimizer momentum --momentum 0.8 --batch-size 40 --dropout 0.2 --l1 0.0001"
                                + " --l2 0.001 --schedule cosine --learning-rate 0.1 --out " + saved)
                        .split(" ", -1));
        assertEquals(0, trained.code(), trained.err());
        browser.open(server.address(server.save(Files.readAllBytes(saved))));
        browser.awaitState("ready");
        assertTrue(verdict(browser).startsWith("Reproduced. 700 iterations"), () -> verdictText(browser));

        PlaygroundPage taken = PlaygroundPage.follow(browser, "continue");
        browser.await("it is taken up", () -> taken.iteration() == 700);
        assertTrue(browser.message().contains("drops out 20\u00a0% of the hidden units"), browser.message());
    }

    @Test
    void aRegressionGoesOn() throws Exception {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                "wasm",
                "dataset=tf-reg-plane&noise=33.3&networkShape=6&learningRate=0.03&iterations=60");
        page.play();
        browser.await("it ends", LONG, () -> page.iteration() == 60);
        browser.awaitState("ready");
        browser.open(SavePanel.save(browser, "A plane"));
        browser.awaitState("ready");
        PlaygroundPage taken = PlaygroundPage.follow(browser, "continue");
        browser.await("it is taken up", () -> taken.iteration() == 60);
        assertEquals("", browser.message());

        // What is changed then leaves all else, a part of a percent too.
        browser.type("test-size", "70");
        browser.await("the link follows", () -> browser.address().contains("testSize=70"));
        assertTrue(browser.address().contains("noise=33.3&"), browser.address());
        assertEquals("0.333", browser.all("#noise-value").get(0).getText());
    }

    private static void assertSameRun(ParameterFile expected, ParameterFile actual) {
        assertEquals(expected.card().costs(), actual.card().costs());
        assertEquals(expected.card().iteration(), actual.card().iteration());
        assertEquals(expected.card().hyperparameters(), actual.card().hyperparameters());
        for (int l = 0; l < expected.parameters().layers().size(); l++) {
            assertArrayEquals(
                    expected.parameters().layers().get(l).W(),
                    actual.parameters().layers().get(l).W());
            assertArrayEquals(
                    expected.parameters().layers().get(l).b(),
                    actual.parameters().layers().get(l).b());
        }
        assertEquals(expected.extra().keySet(), actual.extra().keySet());
        for (String name : expected.extra().keySet()) {
            Tensor theirs = Objects.requireNonNull(expected.extra().get(name));
            Tensor ours = Objects.requireNonNull(actual.extra().get(name));
            assertArrayEquals(theirs.toDoubles(), ours.toDoubles(), name);
        }
    }

    /** Runs the model's script, where there is a Python for it: it prints the card's costs. */
    private void assertScriptMakes(String link, ParameterFile saved) throws Exception {
        Python python;
        try {
            python = Python.with("numpy", folder);
        } catch (TestAbortedException e) {
            return;
        }
        Files.write(
                folder.resolve("run.py"),
                server.get(link.replaceFirst("[?].*", "").replace("/m/", "/api/models/") + "/run.py")
                        .body());
        String out = python.print("run.py");
        List<String> lines = new ArrayList<>();
        saved.card()
                .costs()
                .forEach(point -> lines.add(
                        String.format(Locale.ROOT, "Cost after iteration %d: %f", point.iteration(), point.cost())));
        assertEquals(
                lines, out.lines().filter(line -> line.startsWith("Cost after")).toList());
        assertTrue(out.contains("the same as LayerLab's, to the last bit"), out);
        Map<String, Tensor> made = Npz.read(Files.readAllBytes(folder.resolve("parameters.npz")));
        for (int l = 0; l < saved.parameters().layers().size(); l++) {
            Parameters.Dense layer = saved.parameters().layers().get(l);
            assertArrayEquals(layer.W(), tensor(made, "W" + (l + 1)));
            assertArrayEquals(layer.b(), tensor(made, "b" + (l + 1)));
        }
    }

    private static double[] tensor(Map<String, Tensor> made, String name) {
        return Objects.requireNonNull(made.get(name)).toDoubles();
    }

    private static String verdict(Browser any) {
        any.click("verify");
        any.await(
                "there is a verdict",
                LONG,
                () -> !any.attribute("verify-result", "data-verdict").isEmpty());
        return verdictText(any);
    }

    private static String verdictText(Browser any) {
        return any.text("verify-result");
    }
}
