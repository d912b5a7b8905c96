package org.layerlab.speed.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The other libraries' files, by their names in the page. They come from npm, because Maven Central has no current
 * ones.
 */
final class NpmPackages {
    static final String TENSORFLOW = "4.22.0";
    static final String CONVNET = "0.3.0";
    static final String ONNXRUNTIME = "1.30.0";
    static final String JAX = "0.1.25";

    private static final List<String> PACKAGES = List.of(
            "@tensorflow/tfjs@" + TENSORFLOW,
            "@tensorflow/tfjs-backend-wasm@" + TENSORFLOW,
            "convnetjs@" + CONVNET,
            "onnxruntime-web@" + ONNXRUNTIME,
            "@jax-js/jax@" + JAX);

    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("tf.js", "@tensorflow/tfjs/dist/tf.es2017.min.js"),
            Map.entry("tf-backend-wasm.js", "@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.es2017.min.js"),
            Map.entry("tfjs-backend-wasm.wasm", "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm"),
            Map.entry(
                    "tfjs-backend-wasm-simd.wasm",
                    "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm"),
            Map.entry(
                    "tfjs-backend-wasm-threaded-simd.wasm",
                    "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm"),
            Map.entry("convnet-min.js", "convnetjs/build/convnet-min.js"),
            Map.entry("ort.wasm.min.js", "onnxruntime-web/dist/ort.wasm.min.js"),
            Map.entry("ort-wasm-simd-threaded.mjs", "onnxruntime-web/dist/ort-wasm-simd-threaded.mjs"),
            Map.entry("ort-wasm-simd-threaded.wasm", "onnxruntime-web/dist/ort-wasm-simd-threaded.wasm"),
            // Its parts by the names under which they import each other.
            Map.entry("jax/index.js", "@jax-js/jax/dist/index.js"),
            Map.entry("jax/backend-CnjgxpXq.js", "@jax-js/jax/dist/backend-CnjgxpXq.js"),
            Map.entry("jax/rolldown-runtime-D7D4PA-g.js", "@jax-js/jax/dist/rolldown-runtime-D7D4PA-g.js"));

    private NpmPackages() {}

    /**
     * Fetches missing packages into a folder and reads them.
     *
     * @throws MeasurementException when npm is missing or fails
     */
    static Map<String, byte[]> fetch(Path folder) throws MeasurementException {
        Path modules = folder.resolve("node_modules");
        try {
            if (!FILES.values().stream().map(modules::resolve).allMatch(Files::isRegularFile)) {
                Files.createDirectories(folder);
                install(folder);
            }
            Map<String, byte[]> files = new HashMap<>();
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                files.put(file.getKey(), Files.readAllBytes(modules.resolve(file.getValue())));
            }
            return files;
        } catch (IOException e) {
            throw new MeasurementException("the other libraries cannot be fetched: " + e.getMessage(), e);
        }
    }

    private static void install(Path folder) throws IOException, MeasurementException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = new ArrayList<>(List.of(
                windows ? "npm.cmd" : "npm",
                "install",
                "--prefix",
                folder.toString(),
                "--no-audit",
                "--no-fund",
                "--no-save",
                "--ignore-scripts"));
        command.addAll(PACKAGES);
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new MeasurementException("npm ended with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("interrupted while npm ran", e);
        }
    }
}
