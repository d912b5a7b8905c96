package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.Tensor;

/** A file that a person brings to the playground while a run is there. */
class BroughtNetworkIT extends InBrowser {
    @Test
    void aNetworkThatThePlaygroundCannotHoldLeavesTheRunThatIsThere(@TempDir Path folder) throws Exception {
        PlaygroundPage page = PlaygroundPage.open(
                server, browser, "wasm", "dataset=moons&networkShape=5,4&learningRate=0.05&iterations=1000000");
        page.play();
        browser.await("it runs", () -> page.iteration() > 100);
        String fragment = page.fragment();
        Random random = new Random();
        int layers = random.nextInt(9, 15);
        int wide = random.nextInt(513, 700);
        Map<Path, String> refused = Map.of(
                network(folder.resolve("deep.npz"), random, layers, 3), "2" + " · 3".repeat(layers) + " · 1",
                network(folder.resolve("wide.npz"), random, 2, wide), "2 · " + wide + " · " + wide + " · 1");
        refused.forEach((file, shape) -> {
            browser.choose("model-file", file);
            browser.await(
                    "it is refused by its layers",
                    () -> browser.message().contains("cannot hold a network with layers " + shape + ":"));
            int then = page.iteration();
            browser.await("the run goes on", () -> page.iteration() > then);
            assertTrue(then > 100, "from where it was, not from " + then);
            assertEquals(fragment, page.fragment());
        });
    }

    private static Path network(Path file, Random random, int hidden, int units) throws Exception {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        for (int l = 1; l <= hidden + 1; l++) {
            int rows = l > hidden ? 1 : units;
            int columns = l == 1 ? 2 : units;
            arrays.put("W" + l, Tensor.of(random.doubles((long) rows * columns).toArray(), rows, columns));
            arrays.put("b" + l, Tensor.of(new double[rows], rows));
        }
        return Files.write(file, Npz.write(arrays));
    }
}
