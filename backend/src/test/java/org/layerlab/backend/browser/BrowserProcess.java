package org.layerlab.backend.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.CapabilityType;
import org.openqa.selenium.remote.NoSuchDriverException;

/** A running Chromium with a profile of its own, which is deleted when it ends. */
record BrowserProcess(ChromeDriver driver, Path profile, Screen screen) implements AutoCloseable {
    /**
     * Starts Chromium.
     *
     * @throws AssertionError saying what was tried where there is none
     */
    static BrowserProcess start(Screen screen) {
        return start(screen, List.of());
    }

    /** The same with more arguments. */
    static BrowserProcess start(Screen screen, List<String> arguments) {
        Chromium chromium = Chromium.here();
        Path profile = temporaryFolder();
        ChromeDriverService.Builder service = new ChromeDriverService.Builder();
        chromium.driver().ifPresent(path -> service.usingDriverExecutable(path.toFile()));
        try {
            ChromeDriver driver = new ChromeDriver(
                    service.build(), options(chromium, profile, screen).addArguments(arguments));
            driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
            return new BrowserProcess(driver, profile, screen);
        } catch (SessionNotCreatedException | NoSuchDriverException e) {
            delete(profile);
            throw new AssertionError(
                    "The tests need a browser, and none starts here. Install Chromium and its driver (on Debian:"
                            + " apt-get install chromium-headless-shell chromium-driver), or name them by CHROME and CHROMEDRIVER in"
                            + " the environment. Found: " + chromium,
                    e);
        } catch (WebDriverException e) {
            delete(profile);
            throw e;
        }
    }

    private static ChromeOptions options(Chromium chromium, Path profile, Screen screen) {
        ChromeOptions options = new ChromeOptions();
        chromium.browser().ifPresent(path -> options.setBinary(path.toFile()));
        options.addArguments(
                "--headless=new",
                "--user-data-dir=" + profile,
                "--window-size=" + screen.width + "," + screen.height,
                "--hide-scrollbars",
                // Neither tabs nor an address bar to draw, and no new process for each page: a tenth less work.
                "--kiosk",
                "--renderer-process-limit=1",
                "--no-first-run",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                // A camera that shows a test picture, and that may be used.
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--disable-sync");
        if (Programs.isRoot()) {
            options.addArguments("--no-sandbox");
        }
        if (screen == Screen.PHONE) {
            options.setExperimentalOption(
                    "mobileEmulation",
                    Map.of("deviceMetrics", Map.of("width", screen.width, "height", screen.height, "pixelRatio", 2)));
        }
        // Else what a page downloads lands among the sources.
        options.setExperimentalOption("prefs", Map.of("download.default_directory", profile.toString()));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.setCapability(CapabilityType.BROWSER_NAME, chromium.driverName());
        return options;
    }

    /**
     * Makes it as good as new: one empty tab, and nothing kept of these origins or in the cache.
     *
     * @throws WebDriverException when the browser no longer answers
     */
    void clean(Set<String> origins) {
        Set<String> tabs = driver.getWindowHandles();
        // A tab of its own forgets what a session keeps, what is emulated, and the way back.
        driver.switchTo().newWindow(WindowType.TAB);
        String empty = driver.getWindowHandle();
        for (String tab : tabs) {
            driver.switchTo().window(tab);
            driver.close();
        }
        driver.switchTo().window(empty);
        for (String origin : origins) {
            driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
        }
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        driver.manage().logs().get(LogType.BROWSER);
    }

    @Override
    public void close() {
        driver.quit();
        delete(profile);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("layerlab-browser-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Best effort: the browser's last processes may still write as it ends. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
