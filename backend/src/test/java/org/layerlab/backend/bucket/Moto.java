package org.layerlab.backend.bucket;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server of Python's moto, which imitates Amazon; for each {@code python} one for the process, where it has moto. */
public final class Moto {
    private static final int SECONDS = 20;

    private static boolean tried;
    private static Optional<URI> started = Optional.empty();

    private Moto() {}

    /** Where it is; empty where Python or moto are missing. */
    public static synchronized Optional<URI> endpoint() {
        if (!tried) {
            tried = true;
            started = start("python3");
        }
        return started;
    }

    static Optional<URI> start(String python) {
        try {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            Process process = new ProcessBuilder(
                            List.of(python, "-m", "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(port)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (process.isAlive() && System.nanoTime() < end) {
                if (answers(endpoint)) {
                    return Optional.of(endpoint);
                }
                Thread.sleep(50);
            }
            process.destroyForcibly();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether it runs; then it has the bucket of the tests. */
    private static boolean answers(URI endpoint) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    endpoint.resolve("/" + TestBuckets.BUCKET).toURL().openConnection();
            connection.setRequestMethod("PUT");
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
