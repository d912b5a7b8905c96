package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.TimeoutException;

/**
 * The threads that compute, and their memory. The server's boot.js lets a test end one of them, as a browser does that
 * is short of memory, and lets it read how large the memory is; nothing else of the page knows of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreadsIT extends InBrowser {
    private static final String HOOK = """
              self.addEventListener("message", (event) => {
                if (event.data.type === "end a thread") {
                  self.LayerLabKernels.helpers[0].terminate();
                } else if (event.data.type === "measure") {
                  event.data.answer.postMessage(self.LayerLabKernels.memory.buffer.byteLength);
                } else {
                  return;
                }
                event.stopImmediatePropagation();
              });
            """;

    private LiveServer hooked;

    /** What other programs want of the processor, before the threads of these tests add to it. */
    private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

    @BeforeAll
    void startHookedServer() throws Exception {
        hooked = LiveServer.startWith(boot -> LiveServer.replaced(
                LiveServer.replaced(boot, "const help = () => {", HOOK + "const help = () => {"),
                "new Worker(`${assets}/boot.js`",
                "window.lastWorker = new Worker(`${assets}/boot.js`"));
    }

    @AfterAll
    @SuppressWarnings("RedundantNullCheck") // null where the start failed
    void stopHookedServer() throws Exception {
        if (hooked != null) {
            hooked.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void trainingGoesOnAfterAThreadHasDied(String engine) {
        PlaygroundPage page = PlaygroundPage.open(
                hooked, browser, engine, "threads=2&networkShape=512,512&activation=relu&iterations=100000&seed=1");
        assertEquals("2", browser.script("return document.documentElement.dataset.threads;"));
        page.play();
        page.awaitIteration(2);
        browser.script("window.lastWorker.postMessage({ type: 'end a thread' });");
        browser.await(
                "it is told",
                Duration.ofMinutes(1),
                () -> browser.message().contains("a thread that computes was ended by the browser"));
        page.standsStill();
        int reached = page.iteration();
        assertTrue(reached >= 2, "the run was lost: iteration " + reached);
        page.play();
        page.awaitIteration(reached + 2);
        page.pause();
        assertTrue(Double.isFinite(Double.parseDouble(browser.text("cost"))), browser.text("cost"));
    }

    /** Some browsers claim more cores than there are; others are busy. */
    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void threadsThatDoNotHelpAreLeftOut(String engine) {
        int cores = Runtime.getRuntime().availableProcessors();
        assumeTrue(cores <= 4, cores + " cores; eight threads may help here");
        // Where other programs want the processor, too, more threads get more of it.
        boolean isQuiet = load < cores;
        System.out.printf(
                Locale.ROOT,
                "%s: a load of %.1f on %d cores before the tests, so eight threads %s%n",
                engine,
                load,
                cores,
                isQuiet ? "have to be left out" : "may help");
        for (int tried = 0; tried < 3; tried++) {
            if (threadsOfEight(engine) <= 4) {
                return;
            }
        }
        assumeTrue(isQuiet, "with a load of " + load + ", eight threads may help");
        fail("eight threads on " + cores + " cores");
    }

    /** How many threads a large training uses in a browser that claims eight cores. */
    private int threadsOfEight(String engine) {
        try (Browser boasting = Browser.start(Screen.DESKTOP)) {
            boasting.command("Emulation.setHardwareConcurrencyOverride", Map.of("hardwareConcurrency", 8));
            PlaygroundPage page = PlaygroundPage.open(
                    server, boasting, engine, "networkShape=512,512&activation=relu&iterations=100000&seed=1");
            assertEquals(8, threads(boasting));
            page.play();
            page.awaitIteration(3);
            try {
                boasting.await("it is measured how many help", Duration.ofSeconds(5), () -> threads(boasting) != 8);
            } catch (TimeoutException e) {
                return 8;
            }
            page.awaitIteration(page.iteration() + 1);
            assertNoErrors(boasting);
            return threads(boasting);
        }
    }

    private static int threads(Browser browser) {
        return Integer.parseInt(String.valueOf(browser.script("return document.documentElement.dataset.threads;")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void resettingAndTrainingAgainTakesNoMoreMemory(String engine) {
        PlaygroundPage page =
                PlaygroundPage.open(hooked, browser, engine, "networkShape=64,64&iterations=100000&seed=1");
        resetAndStep(10);
        double before = memory();
        resetAndStep(200);
        page.standsStill();
        assertEquals(before, memory());
    }

    private void resetAndStep(int times) {
        browser.script(
                "for (let i = 0; i < arguments[0]; i++) {"
                        + "  document.querySelector('[data-testid=reset]').click();"
                        + "  document.querySelector('[data-testid=step]').click(); }",
                times);
        // The answer comes after all that was asked before it.
        memory();
    }

    private double memory() {
        return browser.asyncNumber("const channel = new MessageChannel();"
                + "channel.port1.onmessage = (event) => done(event.data);"
                + "window.lastWorker.postMessage({ type: 'measure', answer: channel.port2 }, [channel.port2]);");
    }
}
