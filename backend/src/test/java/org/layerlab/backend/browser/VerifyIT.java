package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.cli.Cli;

/** A page repeats the runs that the command line saved, and finds the same. */
class VerifyIT extends InBrowser {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private String saved(String options) throws Exception {
        Path file = folder.resolve("model.safetensors");
        List<Object> args = new ArrayList<>(List.of("circles", "--out", file));
        args.addAll(List.of((Object[]) options.split(" ", -1)));
        Cli.Result trained = Cli.run(args.toArray());
        assertEquals(0, trained.code(), trained.err());
        return server.save(Files.readAllBytes(file));
    }

    private String verdict(String model, String engine) {
        browser.open(server.address(model + "?engine=" + engine));
        browser.awaitState("ready");
        browser.click("verify");
        browser.await(
                "there is a verdict",
                LONG,
                () -> !browser.attribute("verify-result", "data-verdict").isEmpty());
        return browser.text("verify-result");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--iterations 15000",
                "--layers 2,128,4,1 --iterations 1000 --seed 4207",
                "--dataset moons --noise 0.007 --iterations 1000 --activation tanh --initialization xavier",
                "--dataset xor --noise 0.3 --iterations 1000 --batch-size 32 --optimizer momentum --momentum 0.55",
                "--dataset spiral --layers 2,8,6,1 --iterations 1000 --optimizer adam --learning-rate 0.013",
                "--dataset blobs --iterations 1000 --l1 0.001 --l2 0.003 --dropout 0.3 --schedule oneCycle",
                "--iterations 1001 --storage f32",
                "--iterations 1001 --storage f16"
            })
    void float64IsTheSameToTheLastBit(String options) throws Exception {
        String model = saved(options);
        for (String engine : List.of("wasm", "js")) {
            String said = verdict(model, engine);
            assertTrue(said.contains("to the last bit."), engine + ": " + said);
            assertEquals(options.contains("--storage"), said.contains("The file keeps the parameters in float"), said);
        }
    }

    /** Costs that print the same are a run that is reproduced, though OpenBLAS adds up in another order. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--layers 2,128,4,1 --iterations 1000 --precision float32 --seed 4207",
                "--dataset xor --iterations 1000 --batch-size 32 --optimizer momentum --precision float32"
            })
    void float32IsReproducedWhereCostsAreTheSame(String options) throws Exception {
        String model = saved(options);
        for (String engine : List.of("wasm", "js")) {
            String said = verdict(model, engine);
            assertTrue(said.contains("all 10 costs print the same six decimals"), engine + ": " + said);
            assertEquals("after iteration 900", browser.text("cost-at"));
            assertEquals("verify", browser.script("return document.activeElement.dataset.testid;"));
            assertEquals("reproduced", browser.attribute("verify-result", "data-verdict"), said);
        }
    }

    @Test
    void float32ThatPartsNamesBothKernels() throws Exception {
        String said = verdict(
                saved("--layers 2,40,20,1 --iterations 2000 --precision float32 --initialization he"
                        + " --learning-rate 0.5"),
                "wasm");
        assertEquals("departs", browser.attribute("verify-result", "data-verdict"));
        assertTrue(said.contains("It was computed with the kernels “openblas”, here they are “"), said);
        assertTrue(said.endsWith("This does not make the card wrong."), said);
    }
}
