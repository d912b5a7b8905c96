package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.RunState;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.training.OptimizerKind;

/** A link that carries the whole run: those who open it train on, fork it, check it; a file of anyone's comes in. */
class TrainOnIT extends InBrowser {
    private static final Path GOLDEN = Path.of("../frontend/network/src/test/resources/golden/circles-2-10-1.npz");
    private static final Duration LONG = Duration.ofSeconds(90);

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void fiveThousandIterationsSavedAndTenThousandMoreAreTheTutorialsFifteenThousand(String engine) throws Exception {
        PlaygroundPage first =
                PlaygroundPage.open(server, browser, engine, "networkShape=10&learningRate=0.2&iterations=5000&seed=1");
        first.play();
        browser.await("the run ends", LONG, () -> first.iteration() == 5000);
        browser.awaitState("ready");
        String link = SavePanel.save(browser, "Half way, " + engine);

        try (Browser stranger = Browser.start(Screen.DESKTOP)) {
            stranger.open(link + "?engine=" + engine);
            stranger.awaitState("ready");
            for (String button : List.of("edit", "delete")) {
                assertFalse(stranger.isShown(button), button);
            }
            PlaygroundPage taken = PlaygroundPage.follow(stranger, "continue");
            stranger.await("the run is taken up", () -> taken.iteration() == 5000);
            assertEquals(engine, stranger.engine());
            // A run that is over gets as many iterations again.
            assertEquals("10000", stranger.value("iterations"));
            assertEquals(lines(50), taken.log());
            stranger.type("iterations", "15000");
            taken.play();
            stranger.await("it goes on to the end", LONG, () -> taken.iteration() == 15_000);
            stranger.awaitState("ready");
            assertEquals(lines(150), taken.log());

            String child = SavePanel.save(stranger, "All the way, " + engine);
            stranger.open(child + "?engine=" + engine);
            stranger.awaitState("ready");
            assertEquals(link, String.valueOf(stranger.element("parent").getDomProperty("href")));
            // Trained in two parts by two people, and still one recipe.
            assertTrue(verdict(stranger).startsWith("Reproduced. 15,000 iterations"), () -> verdictText(stranger));
            assertNoErrors(stranger);
        }
    }

    @Test
    void thePlaygroundRefusesANetworkOnPhotosAndStaysAsItWas() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "continue=cats-and-dogs");
        browser.await(
                "it says why",
                () -> browser.text("message").contains("dense networks on points, but this one has layers"));
        assertFalse(page.fragment().contains("cats-and-dogs"), page.fragment());
        page.play();
        browser.await("it trains", () -> page.iteration() > 0);
    }

    @Test
    void aForkHasTheNextSeedAndNamesItsParent() throws Exception {
        PlaygroundPage first = PlaygroundPage.open(
                server,
                browser,
                "wasm",
                "dataset=moons&networkShape=6&iterations=300&seed=4&optimizer=adam"
                        + "&learningRate=0.01&batchSize=32&initialization=he");
        first.play();
        browser.await("the run ends", () -> first.iteration() == 300);
        browser.awaitState("ready");
        String link = SavePanel.save(browser, "The parent");
        ParameterFile saved =
                ParameterFile.read(server.get(link.replace("/m/", "/api/models/") + "/parameters.safetensors")
                        .body());
        assertTrue(RunState.isIn(saved, OptimizerKind.ADAM));

        browser.open(link);
        browser.awaitState("ready");
        PlaygroundPage fork = PlaygroundPage.follow(browser, "fork");
        assertTrue(fork.fragment().contains("&seed=5&"), fork.fragment());
        assertEquals(0, fork.iteration());
        fork.play();
        browser.await("the fork's run ends", () -> fork.iteration() == 300);
        browser.awaitState("ready");
        String child = SavePanel.save(browser, "The child");
        browser.open(child);
        browser.awaitState("ready");
        browser.click("parent");
        browser.await("the parent's page comes", () -> browser.address().equals(link));
        browser.awaitState("ready");
        assertEquals("The parent", browser.text("model-name"));
    }

    @Test
    void aRunWhoseParametersWereChangedIsFoundOut() throws Exception {
        PlaygroundPage first = PlaygroundPage.open(server, browser, "wasm", "networkShape=4&iterations=450");
        first.play();
        browser.await("the run ends", () -> first.iteration() == 450);
        browser.awaitState("ready");
        String link = SavePanel.save(browser, "Honest");
        ParameterFile honest =
                ParameterFile.read(server.get(link.replace("/m/", "/api/models/") + "/parameters.safetensors")
                        .body());
        honest.parameters().layers().get(0).W()[3] += 0.01;
        String forged = server.save(honest.toSafetensors(StorageType.F64));
        browser.open(server.address(forged));
        browser.awaitState("ready");
        String verdict = verdict(browser);
        assertTrue(
                verdict.contains("all 5 costs print the same six decimals") && verdict.contains("W1[1, 1]"), verdict);
        assertEquals("departs", browser.attribute("verify-result", "data-verdict"));
    }

    @Test
    void aCardWhoseAccuracyWasChangedIsFoundOut() throws Exception {
        PlaygroundPage first = PlaygroundPage.open(server, browser, "wasm", "networkShape=4&iterations=450");
        first.play();
        browser.await("the run ends", () -> first.iteration() == 450);
        browser.awaitState("ready");
        String link = SavePanel.save(browser, "Boasting");
        ParameterFile honest =
                ParameterFile.read(server.get(link.replace("/m/", "/api/models/") + "/parameters.safetensors")
                        .body());
        ParameterFile boasting = new ParameterFile(
                honest.parameters(),
                new CardBuilder(honest.card()).testAccuracy(0.99, 100).build());
        browser.open(server.address(server.save(boasting.toSafetensors(StorageType.F64))));
        browser.awaitState("ready");
        String verdict = verdict(browser);
        assertTrue(verdict.contains("But the card says “Test accuracy: 99.0\u00a0% of 100”, and"), verdict);
        assertEquals("departs", browser.attribute("verify-result", "data-verdict"));
    }

    @Test
    void theOwnerRenamesAndListsAndAStrangerCannot() throws Exception {
        PlaygroundPage.open(server, browser, "wasm", "networkShape=3&seed=77");
        String link = SavePanel.save(browser, "First name");
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        assertFalse(names(browser).contains("First name"), "listed without being asked for");

        browser.open(link);
        browser.awaitState("ready");
        browser.click("edit");
        browser.await("the dialog is open", () -> browser.isShown("edit-name"));
        browser.type("edit-name", "Second <i>name</i>");
        browser.type("edit-description", "What it is about");
        browser.click("edit-listed");
        browser.click("edit-save");
        browser.await("the new name is shown", () -> browser.text("model-name").equals("Second <i>name</i>"));

        try (Browser stranger = Browser.start(Screen.DESKTOP)) {
            stranger.open(server.address("/models"));
            stranger.awaitState("ready");
            assertTrue(
                    names(stranger).contains("Second <i>name</i>"),
                    () -> names(stranger).toString());
            stranger.type("models-search", "second");
            stranger.await("the search answers", () -> names(stranger).equals(List.of("Second <i>name</i>")));
            stranger.click("filter-photos");
            stranger.await("none is left", () -> stranger.isShown("models-none"));
            stranger.click("filter-mine");
            stranger.await(
                    "it has saved none",
                    () -> stranger.text("models-none").equals("This browser has saved no model yet."));
            stranger.open(link);
            stranger.awaitState("ready");
            assertFalse(stranger.isShown("edit"));
            assertFalse(stranger.isShown("delete"));
            assertNoErrors(stranger);
        }
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        browser.click("filter-mine");
        browser.await("its own come", () -> names(browser).contains("Second <i>name</i>"));
    }

    @Test
    void anNpzOfAnyonesIsUsedAndSaved(@TempDir Path folder) throws Exception {
        Map<String, Tensor> arrays = new java.util.LinkedHashMap<>();
        arrays.put("W1", Tensor.of(new double[] {1, -1, 0.5, 2, -2, 1, 0.25, 0.75}, 4, 2));
        arrays.put("b1", Tensor.of(new double[] {0.1, 0.2, -0.1, 0}, 4));
        arrays.put("W2", Tensor.of(new double[] {1, -1, 2, -0.5}, 1, 4));
        arrays.put("b2", Tensor.of(new double[] {-0.3}, 1));
        Path good = folder.resolve("theirs.npz");
        Files.write(good, Npz.write(arrays));
        arrays.put("W2", Tensor.of(new double[5], 1, 5));
        Path wrong = folder.resolve("wrong.npz");
        Files.write(wrong, Npz.write(arrays));

        browser.open(server.address("/models"));
        browser.awaitState("ready");
        browser.choose("model-file", wrong);
        browser.await(
                "it is refused by name and shape",
                () -> browser.message().contains("W2 is 1×5, but layer 1 gives 4 rows"));
        browser.choose("model-file", good);
        browser.await("its layers are read", () -> browser.isShown("import-result"));
        assertEquals("2 · 4 · 1: 17 parameters", browser.text("import-layers"));

        PlaygroundPage page = PlaygroundPage.follow(browser, "import-use");
        browser.await(
                "the network is in the playground",
                () -> browser.value("network-shape").equals("4"));
        browser.click("step");
        browser.await("it trains from there", () -> page.iteration() == 1);
        String link = SavePanel.save(browser, "Not mine");
        browser.open(link);
        browser.awaitState("ready");
        assertTrue(browser.text("verify-note").contains("began with weights from a file"), browser.text("verify-note"));
        assertFalse(browser.isShown("verify"));
    }

    @Test
    void aTabThatIsReloadedDoesNotTakeTheFileOfAnother(@TempDir Path folder) throws Exception {
        Path first = folder.resolve("first.safetensors");
        Files.write(first, SampleModels.of("First", 1, 2, 5, 1).toSafetensors(StorageType.F32));
        Path second = folder.resolve("second.safetensors");
        Files.write(second, SampleModels.of("Second", 1, 2, 3, 1).toSafetensors(StorageType.F32));
        handOver(first, "5");
        reload();
        browser.await("it is there again", () -> browser.value("network-shape").equals("5"));
        browser.inAnotherTab(() -> handOver(second, "3"));
        reload();
        browser.await(
                "the tab's own is gone",
                () -> browser.message().equals("The file that was dropped here is gone. Drop it again."));
        assertNotEquals("3", browser.value("network-shape"));
    }

    private void reload() {
        browser.script("document.documentElement.dataset.state = 'left'; location.reload();");
        browser.awaitState("ready");
    }

    /** Opens a file on the page of models, and from there in the playground. */
    private void handOver(Path file, String shape) {
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        browser.choose("model-file", file);
        browser.await("its layers are read", () -> browser.isShown("import-result"));
        PlaygroundPage.follow(browser, "import-use");
        browser.await(
                "the network is in the playground",
                () -> browser.value("network-shape").equals(shape));
    }

    @Test
    void aFileOfAnotherProgramOpensEverywhereAndSaysHow(@TempDir Path folder) throws Exception {
        Map<String, Tensor> arrays = new java.util.LinkedHashMap<>();
        arrays.put("0.weight", Tensor.of(new double[] {1, -1, 0.5, 2, -2, 1, 0.25, 0.75}, 4, 2));
        arrays.put("0.bias", Tensor.of(new double[] {0.1, 0.2, -0.1, 0}, 4));
        arrays.put("2.weight", Tensor.of(new double[] {1, -1, 2, -0.5}, 1, 4));
        arrays.put("2.bias", Tensor.of(new double[] {-0.3}, 1));
        Path theirs = folder.resolve("theirs.npz");
        Files.write(theirs, Npz.write(arrays));
        Path pickle = folder.resolve("parameters.pkl");
        Files.write(pickle, new byte[] {(byte) 0x80, 4, '}', 'q', 0, '.', 0, 0, 0, 0});
        Path photos = folder.resolve("photos.npz");
        Files.write(photos, Npz.write(Map.of("fc.weight", Tensor.of(new double[3072], 1, 3072))));

        browser.open(server.address("/models"));
        browser.awaitState("ready");
        browser.choose("model-file", pickle);
        browser.await("a line of Python", () -> browser.message().contains("pickle.load("));
        browser.choose("model-file", theirs);
        browser.await(
                "how it was read",
                () -> browser.message().contains("Read as a PyTorch network with the layers 2, 4, 1."));
        assertEquals("2 · 4 · 1: 17 parameters", browser.text("import-layers"));
        browser.click("import-save");
        browser.await("the dialog is open", () -> browser.isShown("save"));
        browser.click("save");
        browser.await("the link is there", () -> !browser.value("share-link").isEmpty());

        browser.open(server.address("/photos"));
        browser.awaitState("ready");
        browser.choose("model-file", photos);
        browser.await("how the photos go in", () -> browser.message().contains("each pixel as red, green, blue"));
        browser.choose("model-file", theirs);
        browser.await(
                "it is refused, and that stays",
                () -> browser.message()
                        .equals("“theirs” was not accepted: W1 has 2 columns, but a photo has 12288 numbers."));

        browser.open(server.address("/photos/classes"));
        browser.awaitState("ready");
        browser.choose("class-open", theirs);
        browser.await("it is read and refused", () -> browser.message().contains("W1 has 2 columns"));

        browser.open(server.address("/"));
        browser.awaitState("ready");
        browser.choose("model-file", theirs);
        browser.await("how it was read", () -> browser.message().contains("ReLU is assumed for hidden layers"));
        browser.await(
                "the network is in the playground",
                () -> browser.value("network-shape").equals("4"));
        assertTrue(browser.message().contains("PyTorch"), browser.message());
    }

    @Test
    void aNetworkThatFitsNoPageCanBeKept(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("three.safetensors");
        Files.write(file, SampleModels.of("Three inputs", 1, 3, 5, 1).toSafetensors(StorageType.F32));
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        browser.choose("model-file", file);
        browser.await("its layers are read", () -> browser.isShown("import-result"));
        assertFalse(browser.isShown("import-use"));
        browser.click("import-save");
        browser.await("the dialog is open", () -> browser.isShown("save"));
        browser.click("save");
        browser.await("the link is there", () -> !browser.value("share-link").isEmpty());
        browser.open(browser.value("share-link"));
        browser.awaitState("ready");
        assertEquals("Three inputs", browser.text("model-name"));
        assertFalse(browser.isShown("continue"));
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

    private static List<String> names(Browser any) {
        return any.all("#models .model-link").stream().map(any::textOf).toList();
    }

    /** The tutorial's first lines. */
    private static List<String> lines(int count) throws Exception {
        double[] costs = Objects.requireNonNull(
                        Npz.read(Files.readAllBytes(GOLDEN)).get("costs"))
                .toDoubles();
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, "Cost after iteration %d: %f", 100 * i, costs[i]))
                .toList();
    }
}
