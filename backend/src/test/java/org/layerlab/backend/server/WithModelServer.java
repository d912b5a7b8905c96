package org.layerlab.backend.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with small limits for uploads, and its store. */
abstract class WithModelServer {
    static final int MAX_UPLOAD = 100_000;

    @TempDir
    Path temporary;

    Path store;

    ServerFixture at;

    @BeforeEach
    void start() throws Exception {
        store = temporary.resolve("store");
        at = new ServerFixture(ServerFixture.options(store)
                .withLimits(new ServerOptions.Limits(MAX_UPLOAD, 1 << 30))
                .withTimes(new ServerOptions.Times(
                        Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(5))));
    }

    @AfterEach
    void stop() throws Exception {
        at.close();
    }

    long filesInStore() throws Exception {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && !file.endsWith(".lock") && !file.endsWith(".reserve"))
                    .count();
        }
    }
}
