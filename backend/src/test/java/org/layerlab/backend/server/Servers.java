package org.layerlab.backend.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.layerlab.backend.bucket.TestBuckets;

/** Several servers on one bucket, and what is in front of them. */
final class Servers implements AutoCloseable {
    private final List<Integer> ports = new ArrayList<>();
    private final List<Optional<ServeProcess>> processes = new ArrayList<>();
    private final List<String> options;
    private final Optional<FrontProxy> proxy;
    private final AtomicInteger turn = new AtomicInteger();

    Servers(Path temporary, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            ports.add(ServeProcess.freePort());
            processes.add(Optional.empty());
        }
        String store = TestBuckets.at(TestBuckets.endpoint()).address().toString();
        options = List.of(
                "--store",
                store,
                "--s3-endpoint",
                TestBuckets.endpoint().toString(),
                "--cluster",
                "--cluster-port",
                Integer.toString(Math.min(ServeProcess.freePort(), 60_000)));
        proxy = FrontProxy.start(temporary, ports);
    }

    /** All at once, as after a power cut. */
    void startAll() throws IOException {
        for (int i = 0; i < ports.size(); i++) {
            begin(i);
        }
        for (Optional<ServeProcess> process : processes) {
            process.orElseThrow().await();
        }
    }

    private void begin(int which) throws IOException {
        processes.set(
                which,
                Optional.of(new ServeProcess(
                        ports.get(which),
                        Map.of("AWS_ACCESS_KEY_ID", "test-id", "AWS_SECRET_ACCESS_KEY", TestBuckets.secret()),
                        options)));
    }

    void start(int which) throws IOException {
        begin(which);
        processes.get(which).orElseThrow().await();
    }

    void kill(int which) throws InterruptedException {
        processes.get(which).orElseThrow().kill();
    }

    /** Where clients connect: the proxy, or each time the next server. */
    int port() {
        return proxy.map(FrontProxy::port)
                .orElseGet(() -> ports.get(Math.floorMod(turn.getAndIncrement(), ports.size())));
    }

    String front() {
        return proxy.map(FrontProxy::toString).orElse("no proxy");
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** The same at each server, past the proxy. */
    List<URI> each(String path) {
        return ports.stream()
                .map(port -> URI.create("http://127.0.0.1:" + port + path))
                .toList();
    }

    @Override
    public void close() {
        processes.forEach(process -> process.ifPresent(ServeProcess::close));
        proxy.ifPresent(FrontProxy::close);
    }
}
