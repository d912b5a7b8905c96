package org.layerlab.speed.play;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.backend.server.LayerLabServer;
import org.layerlab.backend.server.ServerOptions;
import org.layerlab.backend.server.SiteFiles;
import org.layerlab.speed.ChromiumBrowser;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;

/** Measures in Chromium how the pages feel to use, and prints tables. */
public final class Feel {
    private Feel() {}

    /**
     * Measures everything, which takes about five minutes.
     *
     * @param args a zip of photos to train on, or nothing for drawings
     */
    public static void main(String[] args) throws IOException, TimeoutException, InterruptedException {
        Path folder = Files.createTempDirectory("layerlab-speed-");
        ServerOptions options =
                ServerOptions.of(folder.resolve("store")).withPort(0).withHost("127.0.0.1");
        ExampleStore examples = new ExampleStore(folder.resolve("prepared"), new PhotoDecoder()::prepare);
        LayerLabServer server = new LayerLabServer(options, SiteFiles.ofClassPath(), examples, Clock.systemUTC());
        try {
            Path photos = args.length > 0 && !args[0].isEmpty() ? Path.of(args[0]) : ManyDrawings.zip(folder);
            String address = "http://127.0.0.1:"
                    + server.start().await(1, TimeUnit.MINUTES).port();
            ChromeDriver driver = ChromiumBrowser.start(folder.resolve("profile"));
            try {
                driver.manage().window().setSize(new Dimension(1280, 890));
                driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
                driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", watch()));
                System.out.printf(
                        "Chromium %s, %d cores%n%n",
                        driver.getCapabilities().getBrowserVersion().replaceAll("\\..*", ""),
                        Runtime.getRuntime().availableProcessors());
                new BootSpeed(driver, address).measure();
                new PlaygroundSpeed(driver, address).measure();
                new AnswersSpeed(driver, address).measure(photos, folder);
                new PhotosSpeed(driver, address).measure(photos);
            } finally {
                driver.quit();
            }
        } finally {
            server.close().await(1, TimeUnit.MINUTES);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static String watch() throws IOException {
        try (InputStream in = Objects.requireNonNull(Feel.class.getResourceAsStream("watch.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
