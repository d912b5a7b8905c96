package org.layerlab.speed.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.backend.server.LayerLabServer;
import org.layerlab.backend.server.ServerOptions;
import org.layerlab.backend.server.SiteFiles;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.speed.ChromiumBrowser;
import org.layerlab.speed.LargeTraining;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;

/** One page of Chromium with LayerLab and perhaps other libraries, in which all of them are measured. */
final class BrowserPage implements AutoCloseable {
    private static final String FOLDER = "peers/";
    private static final List<String> SCRIPTS =
            List.of("peers.js", "measure.js", "tensorflow.js", "convnet.js", "onnxruntime.js", "jax.js");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Path folder;
    private final LayerLabServer server;
    private final ChromeDriver driver;

    /**
     * Opens the page.
     *
     * @param libraries files of the other libraries
     * @param arguments more command-line arguments of the browser
     * @throws MeasurementException when there is no browser or the page does not open
     */
    BrowserPage(Map<String, byte[]> libraries, String... arguments)
            throws IOException, TimeoutException, MeasurementException {
        folder = Files.createTempDirectory("layerlab-speed-");
        ServerOptions options =
                ServerOptions.of(folder.resolve("store")).withPort(0).withHost("127.0.0.1");
        ExampleStore examples = new ExampleStore(folder.resolve("prepared"), new PhotoDecoder()::prepare);
        server = new LayerLabServer(options, site(libraries), examples, Clock.systemUTC());
        int port = server.start().await(1, TimeUnit.MINUTES).port();
        try {
            driver = ChromiumBrowser.start(folder.resolve("profile"), arguments);
        } catch (WebDriverException e) {
            closeServer();
            throw new MeasurementException("Chromium is missing: " + firstLine(e), e);
        }
        try {
            driver.manage().timeouts().scriptTimeout(LONGEST);
            // TensorFlow.js starts its threads from blobs, which our policy forbids.
            driver.executeCdpCommand("Page.setBypassCSP", Map.of("enabled", true));
            driver.get("http://127.0.0.1:" + port + "/bench");
            driver.executeAsyncScript(
                    "const [file, done] = arguments; const script = document.createElement('script');"
                            + " script.src = `${document.documentElement.dataset.assets}/${file}`;"
                            + " script.onload = () => done(); document.head.append(script);",
                    FOLDER + "peers.js");
        } catch (WebDriverException e) {
            close();
            throw new MeasurementException("the page did not open: " + firstLine(e), e);
        }
    }

    private static String firstLine(WebDriverException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static SiteFiles site(Map<String, byte[]> libraries) throws IOException {
        Map<String, byte[]> files = new HashMap<>(SiteFiles.ofClassPath().files());
        libraries.forEach((name, content) -> files.put(FOLDER + name, content));
        for (String name : SCRIPTS) {
            files.put(FOLDER + name, resource(name));
        }
        Parameters parameters = Initialization.HE.parameters(LargeTraining.ARCHITECTURE, 1);
        files.put(
                FOLDER + "large.onnx",
                new ParameterFile(parameters, new CardBuilder(LargeTraining.ARCHITECTURE).build()).toOnnx());
        return new SiteFiles(files);
    }

    /** A script among this package's resources. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = BrowserPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("missing resource " + name);
            }
            return in.readAllBytes();
        }
    }

    /** The browser's name and version. */
    String browser() {
        return "Chromium " + driver.getCapabilities().getBrowserVersion().replaceAll("\\..*", "");
    }

    /** A contestant in the page, by its name in {@code peers.js}. */
    Rates contestant(String who) {
        return (figure, milliseconds) -> measure(who, figure, milliseconds);
    }

    private double measure(String who, String figure, int milliseconds) throws MeasurementException {
        Object answer;
        try {
            answer = driver.executeAsyncScript(
                    "const done = arguments[3]; peers.measure(arguments[0], arguments[1], arguments[2])"
                            + ".then(done, (error) => done(String(error.message || error)));",
                    who,
                    figure,
                    milliseconds);
        } catch (JavascriptException e) {
            throw new MeasurementException(firstLine(e), e);
        } catch (WebDriverException e) {
            throw new MeasurementException("the browser failed: " + firstLine(e), e);
        }
        if (answer instanceof Number rate) {
            return rate.doubleValue();
        }
        throw new MeasurementException(String.valueOf(answer));
    }

    @Override
    public void close() throws TimeoutException, IOException {
        driver.quit();
        closeServer();
    }

    private void closeServer() throws TimeoutException, IOException {
        server.close().await(1, TimeUnit.MINUTES);
        deleteFolder();
    }

    private void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
