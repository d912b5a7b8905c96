package org.layerlab.backend.server;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.layerlab.backend.dataset.DataSets;

/** A server in a process of its own: see {@link ServerProcess}. */
final class AttackedServer {
    private AttackedServer() {}

    /** Serves the store of the first argument, prints the port once it listens, and tells its heap when asked to. */
    public static void main(String[] args) throws Exception {
        ServerOptions options = ServerFixture.options(Path.of(args[0]))
                .withDataSets(List.of(DataSets.drawings()))
                .withFront(new ServerOptions.Front(List.of("127.0.0.1"), Optional.empty()))
                .withChanges(new ServerOptions.Rate(1_000_000, Duration.ofSeconds(1)));
        LayerLabServer server = ServerFixture.server(options, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.close().toCompletionStage()));
        System.out.println(server.start().await(30, TimeUnit.SECONDS).port());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            System.out.println(runtime.totalMemory() - runtime.freeMemory());
        }
        // Whoever started it is gone.
        System.exit(1);
    }
}
