package org.layerlab.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.backend.server.LayerLabServer;
import org.layerlab.backend.server.ServerOptions;
import org.layerlab.backend.server.SiteFiles;

/** LayerLab's own server with the drawings, started again on the same port for each new state of the site. */
final class DevServer {
    private static final int SECONDS_TO_WAIT = 30;

    private final Path store;
    private int port;
    private @Nullable LayerLabServer running;

    /**
     * @param store where saved models are kept
     * @param port 0 for any free one
     */
    DevServer(Path store, int port) {
        this.store = store;
        this.port = port;
    }

    /**
     * Serves these files from now on.
     *
     * @return the port
     * @throws IOException when the server does not start; the former one has ended then
     */
    int publish(SiteFiles site) throws IOException {
        close();
        Files.createDirectories(store);
        ServerOptions options = ServerOptions.of(store)
                .withPort(port)
                .withHost("127.0.0.1")
                .withDataSets(List.of(DataSets.drawings()))
                .withAccessLog(true);
        ExampleStore examples = new ExampleStore(store.resolve("prepared"), new PhotoDecoder()::prepare);
        LayerLabServer server = new LayerLabServer(options, site, examples, Clock.systemUTC());
        try {
            port = server.start().await(SECONDS_TO_WAIT, TimeUnit.SECONDS).port();
        } catch (TimeoutException | RuntimeException e) {
            throw new IOException("the server did not start: " + e.getMessage(), e);
        }
        running = server;
        return port;
    }

    /** Ends the server, if it runs. */
    void close() throws IOException {
        if (running != null) {
            LayerLabServer former = running;
            running = null;
            try {
                former.close().await(SECONDS_TO_WAIT, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new IOException("the server does not end", e);
            }
        }
    }
}
