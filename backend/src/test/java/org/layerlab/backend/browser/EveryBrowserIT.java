package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.backend.dataset.GatedDataSet;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.Tensor;

/** What matters most, in Chromium, Firefox and WebKit; a browser that cannot be had here is skipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryBrowserIT {
    private static final Duration LONG = Duration.ofMinutes(4);

    private static final Path GOLDEN = Path.of("../frontend/network/src/test/resources/golden/circles-2-10-1.npz");

    private final Map<Engines, Optional<AnyBrowser>> browsers = new EnumMap<>(Engines.class);

    @TempDir
    Path folder;

    private LiveServer server;

    @SuppressWarnings("NullAway.Init") // started before the first test
    EveryBrowserIT() {}

    @BeforeAll
    void startServer() throws Exception {
        server = LiveServer.start(true);
    }

    @AfterAll
    @SuppressWarnings("RedundantNullCheck") // null where the start failed
    void endAll() throws Exception {
        browsers.values().forEach(browser -> browser.ifPresent(AnyBrowser::close));
        if (server != null) {
            server.close();
        }
    }

    static List<Engines> browsers() {
        return Engines.chosen();
    }

    /** Chromium has its own self-test. WebKit also runs the other build: it compiles that as no other browser does. */
    static Stream<Arguments> selfTests() {
        return Stream.of(
                        Arguments.of(Engines.FIREFOX, "wasm"),
                        Arguments.of(Engines.WEBKIT, "wasm"),
                        Arguments.of(Engines.WEBKIT, "js"))
                .filter(test -> Engines.chosen().contains(test.get()[0]));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("selfTests")
    void everyCheckOfTheSelfTestPasses(Engines engine, String build) throws Exception {
        AnyBrowser browser = start(engine);
        browser.open(server.address("/selftest?engine=" + build));
        browser.await(
                "all checks are done",
                LONG,
                () -> browser.state().equals("ready") || browser.state().equals("failed"));
        assertEquals("", browser.message());
        JsonObject results = Json.parse(browser.text("selftest-json")).asObject();
        assertEquals(build, results.getString("engine", ""));
        assertEquals(
                List.of(),
                results.get("results").asArray().values().stream()
                        .filter(result -> !result.asObject().getBoolean("passed", false))
                        .map(Object::toString)
                        .toList());
        assertEquals(0, results.getInt("failed", -1));
        // Without the kernels and their threads there are fewer than 100.
        assertTrue(results.getInt("passed", 0) > 200, results.getInt("passed", 0) + " checks");
        assertEquals(List.of(), browser.errors());
    }

    @ParameterizedTest
    @MethodSource("browsers")
    void aLiveClassIsOpenedAndJoined(Engines engine) throws Exception {
        AnyBrowser browser = start(engine);
        browser.open(server.address("/class"));
        browser.click("open-class");
        browser.await("it is open", () -> browser.text("code").length() == 6);
        String code = browser.text("code");
        browser.open(server.address("/c/" + code));
        browser.click("join");
        browser.await("the pupil is in", () -> !browser.text("live-name").isEmpty());
        browser.open(server.address("/class"));
        browser.await(
                "the board comes back, with its pupil",
                () -> browser.text("joined").equals("1"));
        assertEquals(code, browser.text("code"));
        browser.click("end-class");
        browser.click("end-sure");
        browser.click("open-class");
    }

    @ParameterizedTest
    @MethodSource("browsers")
    void circlesPrintNumpysCosts(Engines engine) throws Exception {
        AnyBrowser browser = start(engine);
        Map<String, Tensor> golden = Npz.read(Files.readAllBytes(GOLDEN));
        double[] costs = Objects.requireNonNull(golden.get("costs")).toDoubles();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < costs.length; i++) {
            expected.add(String.format(Locale.ROOT, "Cost after iteration %d: %f", 100 * i, costs[i]));
        }
        openPlayground(
                browser,
                "dataset=circle&noise=15&trainSize=300&testSize=100&networkShape=10&learningRate=0.2&iterations=15000"
                        + "&seed="
                        + (long) Objects.requireNonNull(golden.get("seed")).scalar());
        browser.click("play");
        browser.await("the run ends", LONG, () -> browser.number("iteration") == 15_000);
        browser.awaitReady();
        assertEquals(
                expected,
                browser.text("log")
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
        assertEquals(List.of(), browser.errors());
    }

    @ParameterizedTest
    @MethodSource("browsers")
    void photoHasTheVerdictOfTheCommandLine(Engines engine) throws Exception {
        AnyBrowser browser = start(engine);
        browser.open(server.address("/photos"));
        browser.awaitReady();
        PhotoJudge judge = PhotoJudge.of(server, browser.value("model-select"));
        double expected = judge.says(judge.prepare("photo.jpg", TestPhotos.jpeg()));
        browser.choose("#photo-input", List.of(Files.write(folder.resolve("photo.jpg"), TestPhotos.jpeg())));
        browser.await(
                "a verdict comes",
                () -> !browser.attribute("probability", "data-value").isEmpty());
        assertEquals(expected, browser.number("probability"), 0.01);
        assertEquals(expected > 0.5 ? "dog" : "cat", browser.text("verdict"));
        assertEquals(List.of(), browser.errors());
    }

    @ParameterizedTest
    @MethodSource("browsers")
    void savedModelOpensAgain(Engines engine) throws Exception {
        AnyBrowser browser = start(engine);
        openPlayground(browser, "dataset=moons&networkShape=8&learningRate=0.5&initialization=he&iterations=600");
        browser.click("play");
        browser.await("the run ends", () -> browser.number("iteration") == 600);
        browser.awaitReady();
        double cost = Double.parseDouble(browser.text("cost"));
        browser.click("share-open");
        browser.type("save-name", "Moons by " + engine);
        browser.click("save");
        browser.await("the link is there", () -> browser.value("share-link").startsWith(server.address("/m/")));
        browser.open(browser.value("share-link"));
        browser.awaitReady();
        assertEquals("Moons by " + engine, browser.text("model-name"));
        assertEquals(cost, Double.parseDouble(browser.text("cost")), 0.05, "the last of the curve's costs");
        browser.await(
                "the curve is drawn",
                () -> browser.script("return document.querySelectorAll('#cost-chart canvas').length;")
                        .equals("1"));
        assertEquals(List.of(), browser.errors());
    }

    @ParameterizedTest
    @MethodSource("browsers")
    void ownClassesAreLearned(Engines engine) throws Exception {
        AnyBrowser browser = start(engine);
        openClasses(browser);
        Random random = new Random(3);
        fillTwo(browser, random);
        browser.click("class-train");
        browser.await(
                "they are learned", LONG, () -> browser.text("class-status").startsWith("Trained on 24 photos"));
        browser.choose("#class-try", List.of(TestPhotos.spots(folder.resolve("try.png"), Color.BLUE, random)));
        browser.await("it is told", () -> browser.text("class-verdict").equals("blue"));
        assertEquals(List.of(), browser.errors());
    }

    /** WebKitGTK's windows are private ones here, which store no files. */
    @ParameterizedTest
    @MethodSource("browsers")
    void photosOfOwnClassesAreStillThereAfterAReload(Engines engine) throws Exception {
        AnyBrowser browser = start(engine);
        openClasses(browser);
        fillTwo(browser, new Random(4));
        assertEquals("", browser.message());
        browser.await(
                "all are kept",
                () -> browser.script("const request = indexedDB.open('layerlab');"
                                + "request.onsuccess = () => { const db = request.result;"
                                + "  const keys = db.transaction('kept').objectStore('kept').getAllKeys();"
                                + "  keys.onsuccess = () => { db.close(); window.photosKept ="
                                + "    keys.result.filter(key => key.startsWith('class.')).length; }; };"
                                + "return window.photosKept;")
                        .equals("24"));
        browser.open(server.address("/photos/classes"));
        browser.awaitReady();
        browser.await("they are back", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        assertEquals("24", browser.script("return document.querySelectorAll('.class-photo').length;"));
        assertEquals("", browser.message());
        assertEquals(List.of(), browser.errors());
    }

    /** Browsers keep answers in their own ways, and ask again for what they keep. */
    @ParameterizedTest
    @MethodSource("browsers")
    void photosThatTheServerStillPreparesComeAndAreTrainedOn(Engines engine) throws Exception {
        AnyBrowser browser = start(engine);
        GatedDataSet gated = new GatedDataSet("gated-" + engine.name().toLowerCase(Locale.ROOT));
        try (LiveServer slow = LiveServer.start(false, gated)) {
            browser.open(slow.address("/photos/train"));
            browser.awaitReady();
            browser.type("train-batch", "8");
            browser.click("train");
            browser.await("it is said", () -> browser.text("train-status").contains("prepares the photos"));
            gated.open();
            browser.await("it trains", LONG, () -> browser.text("cost").matches("\\d+\\.\\d+"));
            assertEquals("", browser.message());
            // Chromium logs an error when a page that still trains asks, in beforeunload, not to be left.
            browser.click("stop");
            browser.await("it stops", () -> browser.state().equals("ready"));
        } finally {
            gated.open();
        }
        browser.open(server.address("/help"));
        assertEquals(List.of(), browser.errors());
    }

    @ParameterizedTest
    @MethodSource("browsers")
    void pagesFitAPhone(Engines engine) throws Exception {
        AnyBrowser browser = start(engine);
        browser.resize(Screen.PHONE);
        for (String page :
                List.of("/", "/photos", "/photos/train", "/photos/classes", "/models", "/m/cats-and-dogs", "/bench")) {
            browser.open(server.address(page));
            browser.awaitReady();
            assertEquals(
                    "0",
                    browser.script("const root = document.documentElement;"
                            + "return Math.max(0, root.scrollWidth - root.clientWidth);"),
                    page + " is wider than its window");
            // Firefox calls it an error when a page is left while its service worker loads something.
            browser.await(
                    "its pictures and its network are there",
                    () -> browser.script("return Array.from(document.images).every(image => {"
                                    + "  image.loading = 'eager';"
                                    + "  return image.complete; })"
                                    + " && (!/^.photos(.train)?$/.test(location.pathname)"
                                    + "   || performance.getEntriesByType('resource')"
                                    + "       .some(one => one.name.endsWith('/parameters.safetensors')));")
                            .equals("true"));
            assertEquals(List.of(), browser.errors(), page);
        }
        browser.resize(Screen.DESKTOP);
        assertEquals(List.of(), browser.errors());
    }

    private AnyBrowser start(Engines engine) throws Exception {
        if (!browsers.containsKey(engine)) {
            Optional<Engines.Starter> starter = engine.hereOrInstalled();
            browsers.put(engine, starter.isPresent() ? Optional.of(starter.get().start()) : Optional.empty());
        }
        Optional<AnyBrowser> browser = Objects.requireNonNull(browsers.get(engine));
        assumeTrue(browser.isPresent(), engine.missing());
        return browser.orElseThrow();
    }

    private void openPlayground(AnyBrowser browser, String fragment) {
        browser.open(server.address("/#" + fragment));
        browser.awaitReady();
        browser.script("document.querySelectorAll('#tour-close').forEach(one => one.click());");
    }

    /** Opens the page of own classes without those of an earlier test. */
    private void openClasses(AnyBrowser browser) {
        browser.open(server.address("/photos/classes"));
        browser.awaitReady();
        browser.script("document.querySelectorAll('.class-clear').forEach(one => one.click());");
    }

    private void fillTwo(AnyBrowser browser, Random random) throws Exception {
        fill(browser, 0, "red", Color.RED, random);
        fill(browser, 1, "blue", Color.BLUE, random);
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
    }

    private void fill(AnyBrowser browser, int column, String name, Color color, Random random) throws Exception {
        browser.script("const name = document.querySelectorAll('.class-column .class-name')[" + column + "];"
                + "name.value = '" + name + "'; name.dispatchEvent(new Event('input'));");
        List<Path> photos = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            photos.add(TestPhotos.spots(folder.resolve(name + i + ".png"), color, random));
        }
        browser.choose(".class-column:nth-of-type(" + (column + 1) + ") .class-files", photos);
    }
}
