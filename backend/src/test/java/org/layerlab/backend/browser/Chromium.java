package org.layerlab.backend.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser of this machine and its driver. {@code CHROME} and {@code CHROMEDRIVER} in the environment come first,
 * then what is installed; on a Debian where this is root, Debian's packages are installed.
 *
 * @param browser the browser's program, where one was found
 * @param driver the driver's program, where one was found; Selenium looks for what is missing
 */
record Chromium(Optional<Path> browser, Optional<Path> driver) {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    /** Found once for all the tests. */
    private static final class Found {
        static final Chromium HERE = findOrInstall();
    }

    static Chromium here() {
        return Found.HERE;
    }

    private static Chromium findOrInstall() {
        Chromium found = find();
        if (found.browser.isEmpty() && isRoot() && onPath("apt-get").isPresent()) {
            found = install();
        }
        return found;
    }

    private static Chromium find() {
        return new Chromium(
                fromEnvironment("CHROME")
                        .or(() -> BROWSERS.stream()
                                .flatMap(name -> onPath(name).stream())
                                .findFirst()),
                fromEnvironment("CHROMEDRIVER").or(() -> onPath("chromedriver")));
    }

    private static Optional<Path> fromEnvironment(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(value);
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException(name + " is set to " + path + ", which is no program");
        }
        return Optional.of(path);
    }

    private static Optional<Path> onPath(String name) {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "/usr/bin" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Tests run in several processes, of which one installs. */
    private static Chromium install() {
        Path lock = Path.of(System.getProperty("java.io.tmpdir"), "layerlab-install-chromium.lock");
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            Chromium installed = find();
            if (held.isValid() && installed.browser.isEmpty()) {
                run("apt-get", "update");
                run("apt-get", "install", "-y", "--no-install-recommends", "chromium", "chromium-driver");
                installed = find();
            }
            return installed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) {
        System.out.println("There is no browser here for the tests: " + String.join(" ", command));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                System.out.println(String.join(" ", command) + " ended with " + code);
            }
        } catch (IOException e) {
            System.out.println(String.join(" ", command) + " did not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
