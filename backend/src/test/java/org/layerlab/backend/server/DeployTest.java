package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.backend.store.SampleModels;

/** The examples in {@code backend/deploy}, where the programs that read them are installed. */
class DeployTest {
    private static final String KEY = "k".repeat(32);

    @TempDir
    Path temporary;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ParameterizedTest
    @EnumSource(FrontProxy.Kind.class)
    void pagesSavesAndClassesPassAProxy(FrontProxy.Kind kind) throws Exception {
        Optional<Path> program = kind.installed();
        assumeTrue(program.isPresent(), kind.program + " is not installed");
        Vertx vertx = Vertx.vertx();
        try (ServerFixture at = new ServerFixture(ServerFixture.options(temporary.resolve("store")));
                FrontProxy proxy =
                        FrontProxy.start(kind, program.orElseThrow(), temporary, List.of(at.running.port()))) {
            String site = "http://127.0.0.1:" + proxy.port();
            awaitAnswer(URI.create(site + "/health"));
            byte[] file = SampleModels.of("Large", 1, 2, 300, 300, 1)
                    .toSafetensors(org.layerlab.network.file.StorageType.F64);
            HttpResponse<byte[]> saved = post(site + "/api/models", file);
            assertEquals(201, saved.statusCode(), ServerFixture.text(saved));
            String id = ServerFixture.json(saved).getString("id");
            HttpResponse<byte[]> back = http.send(
                    HttpRequest.newBuilder(URI.create(site + "/api/models/" + id + "/parameters.safetensors"))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(file.length, back.body().length);
            HttpResponse<byte[]> opened =
                    post(site + "/api/classes", ("{\"key\": \"" + KEY + "\"}").getBytes(StandardCharsets.UTF_8));
            String code = ServerFixture.json(opened).getString("code");
            try (ClassClient board = ClassClient.connect(ClassClient.client(vertx), proxy.port(), "192.0.2.1")) {
                board.teach(code, KEY);
                board.next("class");
            }
        } finally {
            vertx.close().await();
        }
    }

    @ParameterizedTest
    @EnumSource(FrontProxy.Kind.class)
    void whileServersAreUpgradedAPageFindsItsFiles(FrontProxy.Kind kind) throws Exception {
        Optional<Path> program = kind.installed();
        assumeTrue(program.isPresent(), kind.program + " is not installed");
        Vertx vertx = Vertx.vertx();
        try (ServerFixture at = new ServerFixture(ServerFixture.options(temporary.resolve("store")))) {
            // Of another version, so that they have none of these files.
            List<Integer> others = List.of(startOther(vertx), startOther(vertx));
            try (FrontProxy proxy = FrontProxy.start(
                    kind, program.orElseThrow(), temporary, List.of(others.get(0), others.get(1), at.running.port()))) {
                String site = "http://127.0.0.1:" + proxy.port();
                awaitAnswer(URI.create(site + "/health"));
                String page = http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.running.port() + "/"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
                Matcher file = Pattern.compile("/assets/\\w+/style\\.css").matcher(page);
                assertTrue(file.find(), page);
                List<CompletableFuture<Integer>> asked = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    asked.add(http.sendAsync(
                                    HttpRequest.newBuilder(URI.create(site + file.group()))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .thenApply(HttpResponse::statusCode));
                }
                for (CompletableFuture<Integer> one : asked) {
                    assertEquals(200, one.get(60, TimeUnit.SECONDS));
                }
            }
        } finally {
            vertx.close().await();
        }
    }

    private static int startOther(Vertx vertx) throws Exception {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(request.path().startsWith("/assets/") ? 404 : 200)
                        .end())
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private void awaitAnswer(URI uri) throws Exception {
        awaitStatus(uri, 200, "Accept", "*/*");
    }

    private void awaitStatus(URI uri, int status, String... headers) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                HttpRequest request =
                        HttpRequest.newBuilder(uri).headers(headers).build();
                if (http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == status) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing answers at " + uri);
            }
            Thread.sleep(50);
        }
    }

    private HttpResponse<byte[]> post(String url, byte[] body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void nginxLogsNeitherWhatSomebodySearchedForNorWhereTheyCameFrom() throws Exception {
        Optional<Path> program = FrontProxy.Kind.NGINX.installed();
        assumeTrue(program.isPresent(), "nginx is not installed");
        // Where nothing listens: what nginx says about that would repeat the request.
        List<Integer> ports = List.of(ServeProcess.freePort());
        try (FrontProxy proxy = FrontProxy.start(FrontProxy.Kind.NGINX, program.orElseThrow(), temporary, ports)) {
            URI search = URI.create("http://127.0.0.1:" + proxy.port() + "/models?q=secret");
            awaitStatus(search, 502, "Referer", "http://school.example/secret", "User-Agent", "secret");
        }
        String log = Files.readString(temporary.resolve("layerlab.log"));
        assertTrue(log.contains("\"GET /models HTTP/1.1\" 502"), log);
        assertEquals("", Files.readString(temporary.resolve("layerlab-error.log")));
        assertTrue(!log.contains("secret"), log);
    }

    @Test
    void systemdUnderstandsTheUnit() throws Exception {
        Path program = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(program), "systemd-analyze is not installed");
        Process process = new ProcessBuilder(program.toString(), "verify", "deploy/layerlab.service")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("0 ", process.waitFor() + " " + said);
    }
}
