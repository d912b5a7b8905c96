package org.layerlab.backend.cli;

import java.nio.file.Path;

/** Where models are kept if nothing else is said. */
final class DefaultStore {
    private DefaultStore() {}

    /** XDG Base Directory Specification 0.8: a relative path is ignored. */
    static Path folder() {
        String data = System.getenv("XDG_DATA_HOME");
        Path base = data != null && Path.of(data).isAbsolute()
                ? Path.of(data)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("layerlab");
    }
}
