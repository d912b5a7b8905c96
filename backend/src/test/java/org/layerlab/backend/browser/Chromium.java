package org.layerlab.backend.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The browser of this machine and its driver. {@code CHROME} and {@code CHROMEDRIVER} in the environment come first,
 * then what is installed; on a Debian where this is root, Debian's packages are installed.
 *
 * @param browser the browser's program, where one was found
 * @param driver the driver's program, where one was found; Selenium looks for what is missing
 */
record Chromium(Optional<Path> browser, Optional<Path> driver) {
    /** Chromium without a window of its own: the same engine for a tenth less work. */
    private static final String SHELL = "chromium-headless-shell";

    /** What Debian, Chrome for Testing and Playwright call it. */
    private static final Set<String> SHELLS = Set.of(SHELL, "chrome-headless-shell", "headless_shell");

    private static final List<String> BROWSERS =
            List.of(SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    /** Found once for all the tests. */
    private static final class Found {
        static final Chromium HERE = new Chromium(findOrInstall().or(() -> find(false)), findDriver());

        /** A browser without its driver is not enough: Selenium would have to download one. */
        private static Optional<Path> findOrInstall() {
            return Programs.findOrInstall(() -> find(true), SHELL, "chromium-driver");
        }
    }

    static Chromium here() {
        return Found.HERE;
    }

    /** The name under which its driver knows it. */
    String driverName() {
        boolean shell = browser.stream().anyMatch(path -> SHELLS.contains(String.valueOf(path.getFileName())));
        return shell ? "chrome-headless-shell" : "chrome";
    }

    private static Optional<Path> findDriver() {
        return Programs.fromEnvironment("CHROMEDRIVER").or(() -> Programs.onPath("chromedriver"));
    }

    private static Optional<Path> find(boolean withDriver) {
        return Programs.fromEnvironment("CHROME")
                .or(() -> BROWSERS.stream()
                        // Selenium can download a driver, but not for the shell.
                        .filter(name -> !(withDriver || name.equals(SHELL))
                                || findDriver().isPresent())
                        .flatMap(name -> Programs.onPath(name).stream())
                        .findFirst());
    }
}
