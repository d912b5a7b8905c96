package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.json;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.CompiledPrograms;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.Limits;

/** Starting, stopping, and what the server tells of itself. */
class ServerLifecycleTest {
    @TempDir
    Path temporary;

    private ServerException failureOf(ServerOptions options) {
        Future<LayerLabServer.Running> start =
                ServerFixture.server(options, Clock.systemUTC()).start();
        Throwable failure = assertThrows(Throwable.class, () -> start.await(30, TimeUnit.SECONDS));
        return assertInstanceOf(ServerException.class, failure);
    }

    /** Its timer may be under way when a server stops, which then has no threads left for what it begins. */
    @Test
    void theOperatorsTimerLogsNothingOfAServerThatHasStopped() throws Exception {
        Vertx stopped = Vertx.vertx();
        try (ModelStore store = new FolderPlace(temporary.resolve("store"))
                .open(Clock.systemUTC(), new SecureRandom(), Limits.DEFAULT, 10L << 20, Map.of())) {
            stopped.close().await(30, TimeUnit.SECONDS);
            try (CapturedLog log = new CapturedLog()) {
                LayerLabServer.serveOperator(stopped, store);
                assertEquals("", log.text());
            }
        }
    }

    @Test
    void portInUseIsToldAndTheStoreIsLetGo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            ServerOptions options =
                    ServerFixture.options(temporary.resolve("store")).withPort(port);
            String message = String.valueOf(failureOf(options).getMessage());
            assertTrue(message.startsWith("port " + port + " is in use"), message);
            new ServerFixture(options.withPort(0)).close();
        }
    }

    @Test
    void hostThatIsNotOursIsTold() {
        ServerOptions options =
                ServerFixture.options(temporary.resolve("store")).withHost("192.0.2.1");
        String message = String.valueOf(failureOf(options).getMessage());
        assertTrue(message.contains("192.0.2.1"), message);
    }

    @Test
    void storeThatIsAFileIsTold() throws Exception {
        Path file = Files.writeString(temporary.resolve("store"), "text");
        String message = String.valueOf(failureOf(ServerFixture.options(file)).getMessage());
        assertTrue(message.contains("is a file, not a folder"), message);
    }

    @Test
    void modelsOutliveTheServer() throws Exception {
        ServerOptions options = ServerFixture.options(temporary.resolve("store"));
        JsonObject saved;
        try (ServerFixture at = new ServerFixture(options)) {
            saved = at.save(SampleModels.safetensors("Rings", 1));
        }
        try (ServerFixture at = new ServerFixture(options)) {
            String id = saved.getString("id");
            assertEquals("Rings", json(at.get("/api/models/" + id)).getString("name"));
            assertEquals(204, at.delete(id, saved.getString("manageToken")).statusCode());
        }
        try (ServerFixture at = new ServerFixture(options)) {
            assertEquals(410, at.get("/api/models/" + saved.getString("id")).statusCode());
        }
    }

    @Test
    void healthFailsWhenNothingCanBeStored() throws Exception {
        Path store = temporary.resolve("store");
        try (ServerFixture at = new ServerFixture(ServerFixture.options(store))) {
            HttpResponse<byte[]> healthy = at.get("/health");
            assertEquals(200, healthy.statusCode());
            assertEquals("ok", json(healthy).getString("status"));
            Files.move(store, temporary.resolve("elsewhere"));
            HttpResponse<byte[]> ill = at.get("/health");
            assertEquals(503, ill.statusCode());
            assertEquals("store_failed", errorCode(ill));
            assertEquals("5", header(ill, "Retry-After"));
            HttpResponse<byte[]> unready = at.get("/ready");
            assertEquals("store_failed", errorCode(unready), "nothing can be read either");
            assertEquals("5", header(unready, "Retry-After"));
            Files.move(temporary.resolve("elsewhere"), store);
            assertEquals(200, at.get("/health").statusCode());
        }
    }

    @Test
    void aStoreThatIsMovedAndMadeAgainIsServedAgain() throws Exception {
        Path store = temporary.resolve("store");
        try (ServerFixture at = new ServerFixture(ServerFixture.options(store))) {
            byte[] file = SampleModels.safetensors("Rings", 1);
            String id = at.save(file).getString("id");
            Files.move(store, temporary.resolve("elsewhere"));
            Files.createDirectory(store);
            Await.until("the new folder is known", () -> at.get("/ready").statusCode() == 200);
            assertEquals(404, at.get("/api/models/" + id).statusCode());
            assertEquals(id, at.save(file).getString("id"));
            assertTrue(Files.exists(store.resolve(id + ".json")));
        }
    }

    @Test
    void runningRequestsEndBeforeTheServerStops() throws Exception {
        Path store = temporary.resolve("store");
        // Nothing but the stop closes the idle connection.
        Duration later = Duration.ofMinutes(2);
        ServerFixture at = new ServerFixture(ServerFixture.options(store)
                .withTimes(new ServerOptions.Times(later, later, later, Duration.ofSeconds(10))));
        byte[] file = SampleModels.safetensors("Rings", 1);
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), at.running.port());
                RawClient idle = new RawClient(at)) {
            String ready = idle.send("GET /ready HTTP/1.1\r\nHost: x\r\n\r\n").readHead();
            assertTrue(ready.startsWith("HTTP/1.1 200 "), ready);
            OutputStream out = slow.getOutputStream();
            out.write(("POST /api/models HTTP/1.1\r\nHost: x\r\nContent-Length: " + file.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(file, 0, 100);
            out.flush();
            awaitUpload(store);
            Future<Void> closing = at.server.close();
            Await.until("no more connections are accepted", () -> {
                try (Socket late = new Socket(InetAddress.getLoopbackAddress(), at.running.port())) {
                    return !late.isConnected();
                } catch (ConnectException e) {
                    return true;
                }
            });
            out.write(file, 100, file.length - 100);
            out.flush();
            slow.setSoTimeout(10_000);
            InputStream in = slow.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 201 "), answer);
            closing.await(30, TimeUnit.SECONDS);
            assertEquals("", RawClient.statuses(idle.readToEnd()), "it is closed, too");
        }
    }

    private static void awaitUpload(Path store) throws Exception {
        Await.until("the upload has begun", () -> {
            try (Stream<Path> files = Files.list(store)) {
                return files.anyMatch(file -> file.getFileName().toString().startsWith("upload-"));
            }
        });
    }

    @Test
    void stoppingWaitsNoLongerThanTold() throws Exception {
        Path store = temporary.resolve("store");
        ServerFixture at = new ServerFixture(ServerFixture.options(store)
                .withTimes(new ServerOptions.Times(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500))));
        try (Socket stuck = new Socket(InetAddress.getLoopbackAddress(), at.running.port())) {
            stuck.getOutputStream()
                    .write("POST /api/models HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            awaitUpload(store);
            long begin = System.nanoTime();
            at.server.close().await(20, TimeUnit.SECONDS);
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(5));
        }
        at.close();
    }

    @Test
    void idleConnectionIsClosed() throws Exception {
        ServerOptions options = ServerFixture.options(temporary.resolve("store"))
                .withTimes(new ServerOptions.Times(
                        Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(5)));
        try (ServerFixture at = new ServerFixture(options);
                Socket idle = new Socket(InetAddress.getLoopbackAddress(), at.running.port())) {
            idle.setSoTimeout(5000);
            assertEquals(-1, idle.getInputStream().read());
        }
    }

    @Test
    void requestThatIsWorkedOnIsNotClosedHoweverLongItTakes() throws Exception {
        Path photos = Files.createDirectories(temporary.resolve("photos"));
        Files.writeString(photos.resolve("cat.1.jpg"), "cat");
        Files.writeString(photos.resolve("dog.1.jpg"), "dog");
        Duration idle = Duration.ofMillis(300);
        ServerOptions options = ServerFixture.options(temporary.resolve("store"))
                .withDataSets(List.of(DataSets.open("slow", photos, 0, 1)))
                .withTimes(new ServerOptions.Times(idle, Duration.ofSeconds(5), idle, Duration.ofSeconds(5)));
        ExampleStore examples = new ExampleStore(temporary.resolve("prepared"), (name, file, how) -> {
            try {
                Thread.sleep(5 * idle.toMillis());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new byte[how.features()];
        });
        LayerLabServer server = new LayerLabServer(options, TestSite.site(), examples, Clock.systemUTC());
        try {
            int port = server.start().await(30, TimeUnit.SECONDS).port();
            assertEquals(200, status(port, "/api/datasets/slow/train/examples"));
        } finally {
            server.close().await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void everyRouteIsDescribedAndNothingElse() throws Exception {
        ServerOptions options = ServerFixture.options(temporary.resolve("store"));
        LayerLabServer server = ServerFixture.server(options, Clock.systemUTC());
        try {
            server.start().await(30, TimeUnit.SECONDS);
            JsonObject api;
            try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
                api = new JsonObject(
                        new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
            }
            assertEquals("3.1.0", api.getString("openapi"));
            Set<String> described = new TreeSet<>();
            JsonObject paths = api.getJsonObject("paths");
            for (String path : paths.fieldNames()) {
                for (String method : paths.getJsonObject(path).fieldNames()) {
                    if (Set.of("get", "post", "put", "delete", "patch").contains(method)) {
                        described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
                    }
                }
            }
            Set<String> routes = new TreeSet<>();
            for (String route : server.routes()) {
                routes.add(route.replaceAll(":([a-z]+)", "{$1}").replace("/*", "/{path}"));
            }
            assertEquals(routes, described);
        } finally {
            server.close().await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void packagedSiteIsWholeWhereItIsBuilt() throws Exception {
        CompiledPrograms.required();
        SiteFiles site = SiteFiles.ofClassPath();
        for (String name : new String[] {"play.wasm", "play.js", "style.css", "uPlot.iife.min.js", "uPlot.min.css"}) {
            assertTrue(site.assets().containsKey(name), name);
        }
        ServerOptions options = ServerFixture.options(temporary.resolve("store"));
        ExampleStore examples = new ExampleStore(temporary.resolve("prepared"), (name, file, how) -> file);
        LayerLabServer server = new LayerLabServer(options, site, examples, Clock.systemUTC());
        try {
            int port = server.start().await(30, TimeUnit.SECONDS).port();
            for (String path : new String[] {"/", "/photos", "/models", "/selftest"}) {
                assertEquals(200, status(port, path), path);
            }
        } finally {
            server.close().await(20, TimeUnit.SECONDS);
        }
    }

    private static int status(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                java.net.URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        return connection.getResponseCode();
    }
}
