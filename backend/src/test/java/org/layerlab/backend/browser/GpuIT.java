package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.dataset.DataSets;
import org.openqa.selenium.WebElement;

/**
 * The GPU, which is emulated in software here: slow, and right. A second server's boot.js lets a test take
 * it away, as a browser does after a driver has crashed, and offers only what the oldest browsers with WebGPU do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GpuIT extends InBrowser {
    private static final String HOOK = """
              if (inWorker && self.GPUAdapter) {
                Object.defineProperty(GPU.prototype, "wgslLanguageFeatures", { get: () => new Set() });
                Object.defineProperty(GPUAdapter.prototype, "info", { get: () => undefined });
                const request = GPUAdapter.prototype.requestDevice;
                GPUAdapter.prototype.requestDevice = async function (wanted) {
                  const device = await request.call(this, wanted);
                  new BroadcastChannel("take the GPU away").onmessage = () => device.destroy();
                  return device;
                };
              }
            """;

    /** An adapter whose device has nothing that one has. */
    private static final String BROKEN = """
              if (inWorker) {
                const limits = { maxStorageBufferBindingSize: 1024, maxBufferSize: 1024 };
                const adapter = { features: new Set(), limits, requestDevice: async () => ({}) };
                Object.defineProperty(navigator, "gpu", { value: { requestAdapter: async () => adapter } });
              }
            """;

    @TempDir
    Path folder;

    private LiveServer hooked;
    private Browser gpu;

    @BeforeAll
    void startHookedServer() throws Exception {
        hooked = LiveServer.startWith(
                boot -> LiveServer.replaced(boot, "let loading = false;", HOOK + "let loading = false;"),
                DataSets.drawings());
        gpu = Browser.startWithGpu();
        watch(gpu);
    }

    @AfterAll
    @SuppressWarnings("RedundantNullCheck") // null where the start failed
    void stopHookedServer() throws Exception {
        if (gpu != null) {
            gpu.close();
        }
        if (hooked != null) {
            hooked.close();
        }
    }

    @Test
    void theContractHoldsAndTrainingCostsTheSame() {
        gpu.open(server.address("/selftest?engine=webgpu"));
        gpu.await(
                "all checks are done",
                Duration.ofMinutes(5),
                () -> gpu.state().equals("ready") || gpu.state().equals("failed"));
        JsonObject results = Json.parse(gpu.text("selftest-json")).asObject();
        assertEquals("webgpu", results.getString("engine", ""));
        assertHasSubgroups();
        for (JsonValue result : results.get("results").asArray()) {
            assertTrue(result.asObject().getBoolean("passed", false), result.toString());
        }
        assertTrue(results.getInt("passed", 0) > 66, results.getInt("passed", 0) + " checks");
        // A real one takes all five; so many pipelines take minutes to compile in software.
        Pattern tiles = Pattern.compile("tiles of \\d+x\\d+");
        assertEquals(
                2,
                tiles.matcher(gpu.text("selftest-json"))
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .count());
    }

    /** Else nothing would test them: only {@link #soDoesOneWithoutSubgroups} does without. */
    private void assertHasSubgroups() {
        gpu.script("navigator.gpu.requestAdapter().then(adapter => document.body.dataset.subgroups ="
                + " adapter.features.has('subgroups') && navigator.gpu.wgslLanguageFeatures.has('subgroup_id'));");
        gpu.await("it has subgroups", () -> "true".equals(gpu.script("return document.body.dataset.subgroups;")));
    }

    @Test
    void oneThatCannotBeOpenedIsToldAsAFailure() throws Exception {
        try (LiveServer broken = LiveServer.startWith(
                boot -> LiveServer.replaced(boot, "let loading = false;", BROKEN + "let loading = false;"))) {
            browser.open(broken.address("/bench?engine=webgpu"));
            browser.awaitState("ready");
            browser.click("bench-start");
            browser.awaitState("failed");
            assertTrue(browser.message().contains("GPU can't be used"), browser.message());
            assertEquals("Ended early. Results: 0", browser.text("bench-summary"));
            // The part on the GPU of a self-test that does not force it.
            assertEquals("WebGPU false", browser.asyncText("""
                    const worker = LayerLab.worker("gpu");
                    worker.onmessage = ({ data }) => {
                      if (data.type === "awake") worker.postMessage({ type: "selftest", text: "" });
                      if (data.type === "checked") done(`${data.name} ${data.passed}`);
                      if (data.type === "finished") done("nothing is told");
                    };"""));
            browser.open("about:blank");
        }
    }

    /** A recipe of a few updates. */
    private void begin(LiveServer at, String engine, String layers) {
        gpu.open(at.address("/photos/train?engine=" + engine));
        gpu.awaitState("ready");
        gpu.click("preset-convolutional");
        gpu.script("document.getElementById('more').open = true;");
        gpu.type("train-layers", layers);
        gpu.type("train-limit", "60");
        gpu.type("train-batch", "16");
        gpu.type("train-epochs", "5");
        gpu.type("train-patience", "0");
        gpu.click("train");
    }

    private void end() {
        gpu.await("it ends", Duration.ofMinutes(3), () -> gpu.text("train").equals("Train again"));
        assertEquals("", gpu.message());
    }

    @Test
    void aTrainingComesToWhatItComesToOnTheProcessor() {
        comesToTheSame(server, "20, 6");
    }

    @Test
    void soDoesOneWithoutSubgroups() {
        comesToTheSame(hooked, "conv3x8, bn, relu, pool2, conv3x8, relu, gap");
    }

    private void comesToTheSame(LiveServer at, String layers) {
        begin(at, "wasm", layers);
        end();
        double here = Double.parseDouble(gpu.text("cost"));
        begin(at, "webgpu", layers);
        gpu.await("it is said", () -> gpu.text("computes").contains("Training on the GPU"));
        end();
        assertEquals("webgpu", gpu.engine());
        assertEquals(here, Double.parseDouble(gpu.text("cost")), 1e-3 * here);
    }

    @Test
    void anEmulatedOneIsNotChosenByItself() {
        int before = server.requests().size();
        PhotosPage.openTraining(server, gpu, "");
        gpu.click("train");
        gpu.await("it trains", () -> gpu.text("cost").matches("\\d+\\.\\d+"));
        String first = gpu.text("epoch");
        gpu.await(
                "an epoch passes",
                Duration.ofMinutes(2),
                () -> !gpu.text("epoch").equals(first));
        assertEquals("wasm", gpu.engine());
        assertFalse(gpu.isShown("computes"));
        List<String> loaded = server.requests();
        assertTrue(loaded.subList(before, loaded.size()).stream().noneMatch(line -> line.contains("/gpu.wasm")));
        gpu.click("stop");
    }

    @Test
    void aRunThatLosesItGoesOnOnTheProcessor() {
        begin(hooked, "webgpu", "conv3x8, relu, gap");
        gpu.await(
                "it trains there",
                () -> gpu.engine().equals("webgpu") && gpu.text("cost").matches("\\d+\\.\\d+"));
        gpu.script("new BroadcastChannel('take the GPU away').postMessage(1);");
        gpu.await("it is said", () -> gpu.message().contains("Training continues on the CPU."));
        assertEquals("wasm", gpu.engine());
        gpu.await("it ends", Duration.ofMinutes(3), () -> gpu.text("train").equals("Train again"));
    }

    @Test
    void itPausesGoesOnAndIsSaved() throws Exception {
        begin(server, "webgpu", "conv3x8, relu, gap");
        gpu.await("it trains there", () -> gpu.text("cost").matches("\\d+\\.\\d+"));
        gpu.click("train");
        gpu.await("it pauses", () -> gpu.text("train").equals("Continue"));
        gpu.click("train");
        end();
        String link = SavePanel.save(gpu, "On the GPU");
        String address = link.substring(link.lastIndexOf("/m/")).replace("/m/", "/api/models/");
        String card = new String(server.get(server.address(address)).body(), StandardCharsets.UTF_8);
        assertTrue(card.contains("\"engine\":\"webgpu\""), card);
        learnsClasses(link.substring(link.lastIndexOf('/') + 1));
    }

    /** Classes that start from a small network, which looks at their photos on the GPU. */
    private void learnsClasses(String base) throws IOException {
        Random random = new Random(4);
        gpu.open(server.address("/photos/classes?engine=webgpu"));
        gpu.awaitState("ready");
        // Only listed networks are offered, and this one is not.
        gpu.script("const base = document.getElementById('class-base'); base.add(new Option('" + base + "'));"
                + "base.value = '" + base + "'; base.dispatchEvent(new Event('change'));");
        List<WebElement> files = gpu.all(".class-column .class-files");
        for (int k = 0; k < files.size(); k++) {
            List<String> photos = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Path photo = folder.resolve(k + "-" + i + ".png");
                photos.add(TestPhotos.spots(photo, k == 0 ? Color.RED : Color.BLUE, random)
                        .toString());
            }
            files.get(k).sendKeys(String.join("\n", photos));
        }
        gpu.await("all are taken", () -> gpu.text("class-status").startsWith("40 photos in 2 classes"));
        gpu.click("class-train");
        gpu.await(
                "they are learned",
                Duration.ofMinutes(2),
                () -> gpu.text("class-status").startsWith("Trained on 40 photos"));
        assertTrue(InClasses.rightOf(gpu, 40) > 36, gpu.text("class-trained"));
        assertTrue(gpu.text("computes").startsWith("Training on the GPU ("), gpu.text("computes"));
        gpu.choose("class-try", TestPhotos.spots(folder.resolve("another.png"), Color.BLUE, random));
        gpu.await("it is told", () -> !gpu.text("class-verdict").isEmpty());
        assertEquals("class 2", gpu.text("class-verdict"));
        assertEquals("", gpu.message());
    }
}
