package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.metrics.MetricsOptions;
import org.layerlab.backend.store.SampleModels;

/** What Prometheus reads of a server. */
class MetricsTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path temporary;

    private ServerOptions options() {
        return ServerFixture.options(temporary.resolve("store"))
                .withMetrics(Optional.of(new MetricsOptions("127.0.0.1", 0)));
    }

    private HttpResponse<String> ask(ServerFixture at, String method, String path) throws Exception {
        int port = at.running.metricsPort().orElseThrow();
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The lines without comments, as name and labels, then the value. */
    private List<String> metrics(ServerFixture at) throws Exception {
        HttpResponse<String> answer = ask(at, "GET", "/metrics");
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(
                answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version=0.0.4"),
                answer.headers().toString());
        return answer.body().lines().filter(line -> !line.startsWith("#")).toList();
    }

    /** The sum over all lines of a metric with these labels; there is at least one. */
    private static double value(List<String> metrics, String name, String... labels) {
        List<String> lines = metrics.stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .toList();
        assertFalse(lines.isEmpty(), () -> "no " + name + " " + List.of(labels) + " in " + metrics);
        return lines.stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void requestsAreCountedByRouteAndStatus() throws Exception {
        try (ServerFixture at = new ServerFixture(options())) {
            String id = at.save(SampleModels.safetensors("One", 1)).getString("id");
            assertEquals(200, at.get("/m/" + id).statusCode());
            assertEquals(200, at.get("/m/" + id).statusCode());
            assertEquals(404, at.get("/m/nothing").statusCode());
            assertEquals(200, at.get("/ready").statusCode());
            List<String> metrics = metrics(at);
            String text = String.join("\n", metrics);
            String requests = "vertx_http_server_requests_total";
            assertEquals(2, value(metrics, requests, "route=\"/m/:id\"", "code=\"200\"", "method=\"GET\""), text);
            assertEquals(1, value(metrics, requests, "route=\"/m/:id\"", "code=\"404\""), text);
            assertEquals(1, value(metrics, requests, "method=\"POST\"", "code=\"201\""), text);
            assertEquals(
                    2,
                    value(
                            metrics,
                            "vertx_http_server_response_time_seconds_bucket",
                            "route=\"/m/:id\"",
                            "code=\"200\"",
                            "le=\"+Inf\""),
                    text);
            assertEquals(1, value(metrics, "layerlab_models"), text);
            assertEquals(8192, value(metrics, "layerlab_store_used_bytes"), text);
            assertEquals(
                    (double) ServerOptions.Limits.DEFAULT.store(), value(metrics, "layerlab_store_limit_bytes"), text);
            assertEquals(0, value(metrics, "layerlab_rooms"), text);
            assertTrue(value(metrics, "jvm_memory_used_bytes", "area=\"heap\"") > 1e6, text);
            assertTrue(text.contains("layerlab_jobs_waiting{kind=\"changes\"} 0"), text);
        }
    }

    /** Two HTTP servers of a process share the gauges of one name, of which Micrometer warns once a process. */
    @Test
    void sharedGaugesOfHttpServersAloneAreNotWarnedOf() throws Exception {
        try (ServerFixture at = new ServerFixture(options())) {
            // Its own connection, which asks, is one.
            assertTrue(value(metrics(at), "vertx_http_server_active_connections") >= 1);
        }
        Filter filter = Logger.getLogger(MeterRegistry.class.getName()).getFilter();
        String warning =
                "This Gauge has been already registered (MeterId{name='%s', tags=[]}), the registration will be"
                        + " ignored.";
        assertFalse(filter.isLoggable(
                new LogRecord(Level.WARNING, warning.formatted("vertx.http.server.active.connections"))));
        assertTrue(filter.isLoggable(new LogRecord(Level.WARNING, warning.formatted("layerlab.rooms"))));
    }

    @Test
    void modelsThatCannotBeReadAreCounted() throws Exception {
        String id;
        try (ServerFixture at = new ServerFixture(options())) {
            id = at.save(SampleModels.safetensors("One", 1)).getString("id");
            at.save(SampleModels.safetensors("Two", 2));
            assertEquals(0, value(metrics(at), "layerlab_models_unreadable"));
        }
        Files.write(temporary.resolve("store").resolve(id + ".json"), new byte[0]);
        try (ServerFixture at = new ServerFixture(options())) {
            List<String> metrics = metrics(at);
            assertEquals(1, value(metrics, "layerlab_models_unreadable"), metrics.toString());
            assertEquals(1, value(metrics, "layerlab_models"), metrics.toString());
        }
    }

    @Test
    void roomsAndPupilsAreCounted() throws Exception {
        try (ServerFixture at = new ServerFixture(options())) {
            byte[] key = ("{\"key\": \"" + "k".repeat(32) + "\"}").getBytes(StandardCharsets.UTF_8);
            HttpResponse<byte[]> opened = at.post("/api/classes", key);
            assertEquals(201, opened.statusCode());
            assertEquals(1, value(metrics(at), "layerlab_rooms"));
            assertEquals(0, value(metrics(at), "layerlab_pupils"));
            Vertx vertx = Vertx.vertx();
            try (ClassClient mia = ClassClient.connect(ClassClient.client(vertx), at.running.port(), "192.0.2.1")) {
                mia.join(ServerFixture.json(opened).getString("code"), "Mia", "m".repeat(32))
                        .next("class");
                assertEquals(1, value(metrics(at), "layerlab_pupils"));
            } finally {
                vertx.close().await(30, TimeUnit.SECONDS);
            }
            Await.until("nobody is connected", () -> value(metrics(at), "layerlab_pupils") == 0);
        }
    }

    @Test
    void workThatWaitsIsCounted() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        TamperedPlace place = new TamperedPlace(temporary.resolve("store"), (method, store) -> {
            if (method.equals("save")) {
                assertTrue(free.await(1, TimeUnit.MINUTES));
            }
            return store.call();
        });
        try (ServerFixture at = new ServerFixture(
                ServerFixture.options(place).withMetrics(Optional.of(new MetricsOptions("127.0.0.1", 0))))) {
            List<CompletableFuture<HttpResponse<byte[]>>> saves = IntStream.range(0, 3)
                    .mapToObj(i -> client.sendAsync(
                            HttpRequest.newBuilder(at.uri("/api/models"))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(SampleModels.safetensors("Model", i)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray()))
                    .toList();
            String waiting = "layerlab_jobs_waiting";
            Await.until("one saves, two wait", () -> value(metrics(at), waiting, "kind=\"changes\"") == 2);
            assertEquals(2, value(metrics(at), waiting), "no other work waits");
            free.countDown();
            for (CompletableFuture<HttpResponse<byte[]>> save : saves) {
                assertEquals(201, save.get(1, TimeUnit.MINUTES).statusCode());
            }
            assertEquals(0, value(metrics(at), waiting));
        } finally {
            free.countDown();
        }
    }

    @Test
    void whateverClientsSendAddsNoSeries() throws Exception {
        try (ServerFixture at = new ServerFixture(options())) {
            Random random = new Random();
            for (int i = 0; i < 20; i++) {
                strange(at, random);
            }
            metrics(at);
            Set<String> before = series(at);
            for (int i = 0; i < 300; i++) {
                strange(at, random);
            }
            Set<String> after = series(at);
            after.removeAll(before);
            assertEquals(Set.of(), after);
        }
    }

    private Set<String> series(ServerFixture at) throws Exception {
        return metrics(at).stream()
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .filter(name -> name.startsWith("vertx_http_server"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void strange(ServerFixture at, Random random) throws Exception {
        String any = Long.toString(random.nextLong() & Long.MAX_VALUE, Character.MAX_RADIX);
        for (String[] one : new String[][] {{"M" + any, "/"}, {"GET", "/" + any}, {"GET", "/m/" + any}}) {
            client.send(
                    HttpRequest.newBuilder(at.uri(one[1]))
                            .method(one[0].toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    @Test
    void thePagesAddressTellsNoMetricsAndTheMetricsAddressNoPages() throws Exception {
        try (ServerFixture at = new ServerFixture(options())) {
            assertEquals(404, at.get("/metrics").statusCode());
            assertEquals(404, ask(at, "GET", "/").statusCode());
            assertEquals(405, ask(at, "POST", "/metrics").statusCode());
        }
        try (ServerFixture without = new ServerFixture(ServerFixture.options(temporary.resolve("other")))) {
            assertEquals(Optional.empty(), without.running.metricsPort());
        }
    }

    @Test
    void aPortInUseIsToldAsTheMetricsOwn() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            ServerOptions options = options().withMetrics(Optional.of(new MetricsOptions("127.0.0.1", port)));
            LayerLabServer server = ServerFixture.server(options, Clock.systemUTC());
            Throwable failure =
                    assertThrows(Throwable.class, () -> server.start().await(30, TimeUnit.SECONDS));
            String message = String.valueOf(
                    assertInstanceOf(ServerException.class, failure).getMessage());
            assertTrue(message.startsWith("cannot serve metrics on 127.0.0.1:" + port + ": "), message);
            new ServerFixture(options()).close();
        }
    }
}
