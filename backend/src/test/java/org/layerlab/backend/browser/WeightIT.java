package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a page weighs on the wire when a browser opens it for the first time, all that its workers load included. A
 * browser gets Brotli from localhost and over HTTPS; for what gets gzip, the weight is printed.
 */
class WeightIT extends InBrowser {
    private static final String CHROMIUM = "gzip, deflate, br, zstd";

    @ParameterizedTest
    @CsvSource({
        // 250 KB is what a page may weigh.
        "/, playground, wasm, 250000",
        "/photos, photos, wasm, 250000",
        "/photos, photos, js, 250000",
        "/photos/train, train, wasm, 250000",
        "/photos/train, train, js, 250000",
        "/photos/classes, classes, wasm, 250000",
        "/photos/classes, classes, js, 250000",
        "/photos/inside, inside, wasm, 250000",
        "/photos/inside, inside, js, 250000",
        "/, playground, js, 250000",
        "/m/cats-and-dogs, model, wasm, 250000",
        "/m/cats-and-dogs, model, js, 250000"
    })
    void pageIsLight(String path, String page, String engine, int most) throws Exception {
        int before = server.requests().size();
        String received;
        try (Browser fresh = Browser.startFresh(Screen.DESKTOP)) {
            withoutServiceWorker(fresh);
            fresh.open(server.address(path) + "#engine=" + engine);
            fresh.awaitState("ready");
            // The worker loads the same files from the browser's cache, and its kernels.
            fresh.await("the worker is awake", () -> loaded(before).stream().anyMatch(file -> isKernels(file)));
            received = String.valueOf(fresh.script("return performance.getEntriesByType('resource')"
                    + ".map(entry => new URL(entry.name).pathname + ' ' + entry.encodedBodySize).join('\\n');"));
        }
        List<String> files = loaded(before);
        int bytes = 0;
        int gzip = 0;
        for (String file : files) {
            int weight = server.weight(file, CHROMIUM);
            bytes += weight;
            gzip += server.weight(file, "gzip");
        }
        String program = files.stream()
                .filter(file -> file.endsWith(program(page) + "." + engine))
                .findAny()
                .orElseThrow();
        assertTrue(
                received.lines().toList().contains(program + " " + server.weight(program, CHROMIUM)),
                "not as a browser gets it: " + received);
        System.out.printf("weight of %s, %s: %,d bytes, with gzip %,d%n", page, engine, bytes, gzip);
        assertTrue(bytes <= most, bytes + " bytes: " + files);
        assertEquals(files.stream().distinct().toList(), files, "loaded twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void lessonIsLightAndItsExperimentComesAfterThePrediction(String engine) throws Exception {
        int before = server.requests().size();
        int own;
        try (Browser fresh = Browser.startFresh(Screen.DESKTOP)) {
            withoutServiceWorker(fresh);
            fresh.open(server.address("/learn/one-unit") + "#engine=" + engine);
            fresh.awaitState("ready");
            own = weight(loaded(before));
            fresh.click("prediction-1");
            fresh.click("predict");
            within(fresh, "frame", () -> fresh.awaitState("ready"));
            fresh.await("the worker is awake", () -> loaded(before).stream().anyMatch(file -> isKernels(file)));
        }
        int all = weight(loaded(before));
        System.out.printf("weight of a lesson, %s: %,d bytes, with its experiment %,d%n", engine, own, all);
        assertTrue(own <= 80_000, own + " bytes before the prediction");
    }

    @ParameterizedTest
    @CsvSource({"/class, wasm", "/class, js", "/c/BCDFGH, wasm", "/c/BCDFGH, js"})
    void liveClassIsLight(String path, String engine) throws Exception {
        int before = server.requests().size();
        try (Browser fresh = Browser.startFresh(Screen.DESKTOP)) {
            withoutServiceWorker(fresh);
            fresh.open(server.address(path) + "#engine=" + engine);
            fresh.awaitState("ready");
        }
        int own = weight(loaded(before));
        System.out.printf("weight of %s, %s: %,d bytes%n", path, engine, own);
        assertTrue(own <= 250_000, own + " bytes before there is a class");
    }

    private int weight(List<String> files) throws Exception {
        int bytes = 0;
        for (String file : files) {
            bytes += server.weight(file, CHROMIUM);
        }
        return bytes;
    }

    private static String program(String page) {
        return page.equals("playground") ? "play" : page.equals("model") ? "models" : page;
    }

    private static boolean isKernels(String path) {
        return path.contains("/kernels-");
    }

    /** The page and its parts, but for data: lists, photos, parameters. */
    private List<String> loaded(int before) {
        List<String> paths = new ArrayList<>();
        List<String> requests = server.requests();
        for (String request : requests.subList(before, requests.size())) {
            // 127.0.0.1 GET /path 200 …
            String path = request.split(" ", 4)[2];
            if (!path.startsWith("/api/") && !path.startsWith("/datasets/")) {
                paths.add(path);
            }
        }
        return paths;
    }
}
