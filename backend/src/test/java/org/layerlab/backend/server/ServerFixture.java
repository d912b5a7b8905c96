package org.layerlab.backend.server;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.StorePlace;
import org.layerlab.network.data.PhotoPreparation;

/** A server on a free port, and a client for it. */
final class ServerFixture implements AutoCloseable {
    final LayerLabServer server;
    final LayerLabServer.Running running;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    ServerFixture(ServerOptions options) throws Exception {
        this(options, Clock.systemUTC());
    }

    ServerFixture(ServerOptions options, Clock clock) throws Exception {
        server = server(options, clock);
        running = server.start().await(30, TimeUnit.SECONDS);
    }

    static LayerLabServer server(ServerOptions options, Clock clock) {
        Path local = options.store() instanceof FolderPlace folder
                ? folder.folder()
                : Path.of(System.getProperty("java.io.tmpdir", "."));
        ExampleStore examples = new ExampleStore(local.resolve("prepared"), (name, file, how) -> prepared(file, how));
        return new LayerLabServer(options, TestSite.site(), examples, clock);
    }

    /** Stands in for the photo decoder: as many values as are asked for, which follow from the file. */
    private static byte[] prepared(byte[] file, PhotoPreparation how) {
        byte[] photo = new byte[how.features()];
        java.util.Arrays.fill(photo, file[0]);
        return photo;
    }

    static ServerOptions options(Path store) {
        return options(new FolderPlace(store));
    }

    static ServerOptions options(StorePlace store) {
        return ServerOptions.of(store).withPort(0).withHost("127.0.0.1");
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + running.port() + path);
    }

    HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return request("GET", path, headers);
    }

    HttpResponse<byte[]> request(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return send(builder.build());
    }

    HttpResponse<byte[]> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    /** Saves a model that has to be good. */
    JsonObject save(byte[] file) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = post("/api/models", file);
        if (response.statusCode() != 201) {
            throw new AssertionError(response.statusCode() + " " + text(response));
        }
        return json(response);
    }

    HttpResponse<byte[]> change(String id, String token, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("/api/models/" + id))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json))
                .build());
    }

    HttpResponse<byte[]> delete(String id, String token) throws IOException, InterruptedException {
        return request("DELETE", "/api/models/" + id, "Authorization", "Bearer " + token);
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static JsonObject json(HttpResponse<byte[]> response) {
        return new JsonObject(text(response));
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static String errorCode(HttpResponse<byte[]> response) {
        return json(response).getJsonObject("error").getString("code");
    }

    static String errorMessage(HttpResponse<byte[]> response) {
        return json(response).getJsonObject("error").getString("message");
    }

    @Override
    public void close() throws TimeoutException {
        server.close().await(30, TimeUnit.SECONDS);
    }
}
