package org.layerlab.backend.browser;

import java.io.IOException;
import java.time.Duration;
import org.layerlab.network.file.ParameterFile;

/** Tests that train in the playground, save the run and look at its files. */
abstract class WithSavedRuns extends InBrowser {
    static final Duration LONG = Duration.ofMinutes(2);

    final String trained(String fragment) {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", fragment);
        int iterations = Integer.parseInt(browser.value("iterations"));
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == iterations);
        browser.awaitState("ready");
        return SavePanel.save(browser, "trained");
    }

    final byte[] download(String link, String ending) throws IOException, InterruptedException {
        String address = link.replaceFirst("[?].*", "").replace("/m/", "/api/models/");
        return server.get(address + "/parameters." + ending).body();
    }

    final ParameterFile file(String link) throws Exception {
        return ParameterFile.read(download(link, "safetensors"));
    }
}
