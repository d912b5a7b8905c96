package org.layerlab.backend.server;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, to be killed. */
final class KilledServer {
    private KilledServer() {}

    /** Serves the store of the first argument, and prints the port once it listens. */
    public static void main(String[] args) throws Exception {
        ServerOptions options = ServerFixture.options(Path.of(args[0]))
                .withChanges(new ServerOptions.Rate(1_000_000, Duration.ofSeconds(1)));
        LayerLabServer server = ServerFixture.server(options, Clock.systemUTC());
        System.out.println(server.start().await(30, TimeUnit.SECONDS).port());
        Thread.sleep(60_000);
        System.exit(1);
    }
}
