package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.backend.cli.Cli;
import org.layerlab.backend.script.Python;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Predictor;
import org.openqa.selenium.Keys;
import org.opentest4j.TestAbortedException;

/** A saved model is the whole run, whatever the playground was set to: taken up, made again, and in other programs. */
class WholeRunIT extends InBrowser {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Pattern LAST = Pattern.compile("the card's last cost is (\\S+), this one (\\S+)");

    @TempDir
    private Path folder;

    /** Points that a person placed: moons, on the grid that such points lie on. */
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
        "js, dataset=xor&noise=5, networkShape=&learningRate=0.5&batchSize=17"
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
        browser.await("some of it is made", LONG, () -> again.iteration() > 560);
        again.pause();
        browser.scrub("timeline", 537);
        browser.await("it goes back", LONG, () -> again.iteration() == 537);
        String part = SavePanel.save(browser, "Stopped at 537");

        try (Browser stranger = Browser.start(Browser.Screen.DESKTOP)) {
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
        browser.choose("schedule", "cosine");
        browser.type("iterations", "1200");
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 1200);
        browser.awaitState("ready");
        String link = SavePanel.save(browser, "Changed on the way");
        ParameterFile saved = file(link);

        browser.open(link);
        browser.awaitState("ready");
        String card = browser.text("model-card");
        assertTrue(card.contains("at 1: learning rate 0.2 (before 0.05); at 400: "), card);
        assertTrue(verdict(browser).contains("to the last bit"), () -> verdictText(browser));
        assertScriptMakes(link, saved);
    }

    @Test
    void aRunWhoseWeightsWereSetByHandSaysThatNoSeedBringsItBack() throws Exception {
        PlaygroundPage page = PlaygroundPage.open(
                server, browser, "wasm", "dataset=blobs&noise=40&networkShape=3&initialization=he&iterations=300");
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 300);
        browser.awaitState("ready");
        browser.element("unit-1-1").sendKeys(Keys.ENTER);
        browser.await("its bias can be written", () -> browser.focused().equals("bias-1-1"));
        browser.type("bias-1-1", "2.5");
        browser.element("bias-1-1").sendKeys(Keys.ENTER);
        String edited = SavePanel.save(browser, "By hand");
        browser.all("#share-close").get(0).click();
        browser.scrub("timeline", 200);
        browser.await("it goes back", LONG, () -> page.iteration() == 200);
        String before = SavePanel.save(browser, "Before that");

        browser.open(edited);
        browser.awaitState("ready");
        assertFalse(browser.isShown("verify"));
        assertTrue(
                browser.text("verify-note").contains("set weights by hand, first at iteration 300"),
                browser.text("verify-note"));
        assertTrue(browser.text("model-card").contains("first at iteration 300"), browser.text("model-card"));
        assertFalse(browser.isShown("download-run"));
        assertTrue(browser.text("no-run-note").contains("by hand"), browser.text("no-run-note"));
        PlaygroundPage taken = PlaygroundPage.follow(browser, "continue");
        browser.await("it is taken up", () -> taken.iteration() == 300);
        browser.click("step");
        browser.await("it goes on", () -> taken.iteration() == 301);
        browser.open(SavePanel.save(browser, "And on"));
        browser.awaitState("ready");
        assertTrue(browser.text("verify-note").contains("first at iteration 300"), browser.text("verify-note"));

        browser.open(before);
        browser.awaitState("ready");
        assertTrue(verdict(browser).contains("to the last bit"), () -> verdictText(browser));
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
        assertTrue(browser.message().contains("leaves out 20\u00a0% of the hidden units"), browser.message());
    }

    @Test
    void anNpzGoesThroughNumpyAndComesBack() throws Exception {
        Python python = Python.with("numpy", folder);
        String link = trained("dataset=moons&networkShape=4,3&activation=relu,tanh&initialization=he&iterations=200");
        Files.write(folder.resolve("page.npz"), download(link, "npz"));
        python.print("-c", """
                import numpy as np
                p = dict(np.load("page.npz"))
                np.savez_compressed("back.npz", **p)
                np.savez("half.npz", **{name: p[name] / 2 if name[0] in "Wb" else p[name] for name in p})
                """);
        ParameterFile ours = file(link);
        for (String name : List.of("back", "half")) {
            // /photos opens this browser's database first, in its own way.
            PhotosPage.open(server, browser, "wasm");
            browser.open(server.address("/models"));
            browser.awaitState("ready");
            drop(folder.resolve(name + ".npz"));
            browser.await("its layers are read", () -> browser.isShown("import-result"));
            assertEquals("2 · 4 · 3 · 1: 31 parameters", browser.text("import-layers"));
            PlaygroundPage taken = PlaygroundPage.follow(browser, "import-use");
            browser.await("it is taken up", () -> taken.iteration() == 200);
            ParameterFile back = file(SavePanel.save(browser, "Through NumPy, " + name));
            double factor = name.equals("half") ? 0.5 : 1;
            for (int l = 0; l < 3; l++) {
                double[] W = ours.parameters().layers().get(l).W();
                double[] theirs = back.parameters().layers().get(l).W();
                for (int i = 0; i < W.length; i++) {
                    assertEquals(factor * W[i], theirs[i], 0, name);
                }
            }
            assertEquals(ours.card().architecture(), back.card().architecture());
        }
    }

    @Test
    void onnxRuntimeFindsWhatThePageFound() throws Exception {
        Python python = Python.with("onnxruntime, numpy", folder);
        String link = trained("dataset=circle&networkShape=8,5&activation=leakyRelu,tanh&initialization=he"
                + "&learningRate=0.5&iterations=400&precision=float32");
        Files.write(folder.resolve("model.onnx"), download(link, "onnx"));
        LabelledSet points = Points.CIRCLE.generate(300, 0.15, 1);
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            table.append(points.X()[i]).append(',').append(points.X()[300 + i]).append('\n');
        }
        Files.writeString(folder.resolve("points.csv"), table);
        String out = python.print("-c", """
                import numpy as np, onnxruntime
                X = np.loadtxt("points.csv", delimiter=",").astype("float32")
                session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
                print(" ".join(map(repr, session.run(["probability"], {"X": X})[0].ravel().tolist())))
                """);
        String last = out.lines().reduce((a, b) -> b).orElse("");
        double[] theirs = Pattern.compile(" ")
                .splitAsStream(last)
                .mapToDouble(Double::parseDouble)
                .toArray();
        ParameterFile file = file(link);
        double[] ours = new Predictor(
                        new Network(new ReferenceKernels(), file.card().architecture(), file.parameters()))
                .probabilities(points);
        assertArrayEquals(ours, theirs, 1e-6);
    }

    @Test
    void aForgedKeyManagesNothing() throws Exception {
        String link = trained("dataset=moons&networkShape=2&iterations=10&seed=91");
        String id = link.substring(link.lastIndexOf('/') + 1);
        expectStatus(403);
        try (Browser stranger = Browser.start(Browser.Screen.DESKTOP)) {
            stranger.open(link);
            stranger.awaitState("ready");
            stranger.script("localStorage.setItem('layerlab.token.' + arguments[0], 'A'.repeat(32));", id);
            stranger.open(link);
            stranger.awaitState("ready");
            stranger.click("edit");
            stranger.await("the dialog is open", () -> stranger.isShown("edit-name"));
            stranger.type("edit-name", "Mine now");
            stranger.click("edit-save");
            stranger.await(
                    "it is refused", () -> stranger.all("#edit-error").get(0).isDisplayed());
            stranger.open(link);
            stranger.awaitState("ready");
            stranger.click("delete");
            stranger.click("delete-confirm");
            stranger.await("it is refused", () -> stranger.message().contains("does not belong to"));
            assertNoErrors(stranger);
        }
        browser.open(link);
        browser.awaitState("ready");
        assertEquals("trained", browser.text("model-name"));
    }

    @Test
    void theKeyManagesAModelInAnotherBrowser() {
        String link = trained("dataset=moons&networkShape=2&iterations=10&seed=92");
        String id = link.substring(link.lastIndexOf('/') + 1);
        String key =
                String.valueOf(browser.script("return localStorage.getItem('layerlab.token.' + arguments[0]);", id));
        expectStatus(403);
        try (Browser another = Browser.start(Browser.Screen.DESKTOP)) {
            another.open(link);
            another.awaitState("ready");
            assertFalse(another.isShown("edit"));
            another.type("key-given", "not it");
            another.click("key-use");
            another.await("it is refused", () -> another.text("key-error").contains("does not belong to"));
            another.type("key-given", key);
            another.click("key-use");
            another.await("it is managed here, too", () -> another.isShown("edit"));
            assertFalse(another.isShown("key-given"));
            another.open(server.address("/models"));
            another.awaitState("ready");
            another.click("filter-mine");
            another.await(
                    "it is one of its own",
                    () -> !another.all("#models .model-link").isEmpty());
            assertNoErrors(another);
        }
    }

    // ---- steps ----

    private String trained(String fragment) {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", fragment);
        int iterations = Integer.parseInt(browser.value("iterations"));
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == iterations);
        browser.awaitState("ready");
        return SavePanel.save(browser, "trained");
    }

    private byte[] download(String link, String ending) throws IOException, InterruptedException {
        String address = link.replaceFirst("[?].*", "").replace("/m/", "/api/models/");
        return server.get(address + "/parameters." + ending).body();
    }

    private ParameterFile file(String link) throws Exception {
        return ParameterFile.read(download(link, "safetensors"));
    }

    /** Drops a file on the page, as the event that a drop causes. */
    private void drop(Path file) throws IOException {
        browser.script(
                "const transfer = new DataTransfer();"
                        + "const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));"
                        + "transfer.items.add(new File([bytes], arguments[1]));"
                        + "document.body.dispatchEvent(new DragEvent('drop',"
                        + " {dataTransfer: transfer, bubbles: true, cancelable: true}));",
                Base64.getEncoder().encodeToString(Files.readAllBytes(file)),
                String.valueOf(file.getFileName()));
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

    /** Runs the model's script, where there is a Python for it: it ends at the card's last cost, in all digits but a few. */
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
        Matcher last = LAST.matcher(out);
        assertTrue(last.find(), out);
        assertEquals(Double.parseDouble(last.group(1)), Double.parseDouble(last.group(2)), 1e-9, out);
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
