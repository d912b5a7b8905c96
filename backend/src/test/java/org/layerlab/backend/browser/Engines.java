package org.layerlab.backend.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The browsers that the page is tested in; {@code -Dlayerlab.browsers=firefox,webkit} chooses some of them. */
enum Engines {
    CHROMIUM("chromium chromium-driver") {
        @Override
        Optional<Starter> here() {
            return Optional.of(ThisChromium::new);
        }
    },

    /** What is called only firefox may be a snap, which cannot read the profile of a test: FIREFOX can name it. */
    FIREFOX("firefox-esr") {
        @Override
        Optional<Starter> here() {
            return firefox().map(program -> () -> new Firefox(program));
        }
    },

    WEBKIT("webkit2gtk-driver xvfb") {
        @Override
        Optional<Starter> here() {
            Optional<Path> screen = Programs.onPath("Xvfb");
            Optional<Path> driver = Programs.onPath("WebKitWebDriver");
            Optional<Path> browser = miniBrowser();
            return screen.isPresent() && driver.isPresent() && browser.isPresent()
                    ? Optional.of(() -> new WebKit(screen.get(), driver.get(), browser.get()))
                    : Optional.empty();
        }
    };

    /** Where Firefox is, if it is here. */
    static Optional<Path> firefox() {
        return Programs.fromEnvironment("FIREFOX").or(() -> Programs.onPath("firefox-esr"));
    }

    /** Starts a browser. */
    interface Starter {
        AnyBrowser start() throws IOException, InterruptedException;
    }

    /** The packages of Debian that bring it. */
    private final String packages;

    Engines(String packages) {
        this.packages = packages;
    }

    /** How to start it, where it is installed. */
    abstract Optional<Starter> here();

    /** How to start it; installs it where that is possible. */
    Optional<Starter> hereOrInstalled() {
        return Programs.findOrInstall(this::here, packages.split(" "));
    }

    /** What a test says that is skipped because the browser is missing. */
    String missing() {
        return name().toLowerCase(Locale.ROOT) + " is missing; on Debian: apt-get install " + packages;
    }

    /** Those that the tests run in. */
    static List<Engines> chosen() {
        String chosen = System.getProperty("layerlab.browsers", "");
        return chosen.isEmpty()
                ? List.of(values())
                : Arrays.stream(chosen.split(","))
                        .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
                        .toList();
    }

    /** It belongs to the library, in a folder that has the machine's and the library's names. */
    private static Optional<Path> miniBrowser() {
        try (Stream<Path> machines = Files.list(Path.of("/usr/lib"))) {
            return machines.flatMap(folder -> Stream.of("webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0")
                            .map(library -> folder.resolve(library).resolve("MiniBrowser")))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
