package org.layerlab.speed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** This machine's Chromium, headless. The environment variable {@code CHROME} names another one. */
public final class ChromiumBrowser {
    private static final List<String> BROWSERS = List.of("/usr/bin/chromium", "/usr/bin/google-chrome");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private ChromiumBrowser() {}

    /**
     * Starts the browser.
     *
     * @param profile an empty folder for the profile
     * @param more command-line arguments
     * @throws org.openqa.selenium.WebDriverException when there is no browser
     */
    public static ChromeDriver start(Path profile, String... more) {
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--headless",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        options.addArguments(more);
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox");
        }
        String chosen = System.getenv("CHROME");
        if (chosen != null) {
            options.setBinary(chosen);
        } else {
            BROWSERS.stream()
                    .filter(name -> Files.isExecutable(Path.of(name)))
                    .findFirst()
                    .ifPresent(options::setBinary);
        }
        ChromeDriverService.Builder service = new ChromeDriverService.Builder();
        if (Files.isExecutable(DRIVER)) {
            service.usingDriverExecutable(DRIVER.toFile());
        }
        return new ChromeDriver(service.build(), options);
    }
}
