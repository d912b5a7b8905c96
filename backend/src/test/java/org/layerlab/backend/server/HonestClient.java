package org.layerlab.backend.server;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.layerlab.backend.store.SampleModels;

/** Somebody else, behind a proxy, who saves and reads models all the while. */
final class HonestClient implements AutoCloseable {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final ServerProcess server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Thread thread = new Thread(this::run, "honest");
    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stopped;

    HonestClient(ServerProcess server) {
        this.server = server;
        thread.start();
    }

    private void run() {
        while (!stopped) {
            try {
                long begin = System.nanoTime();
                String id = save();
                millis.add((System.nanoTime() - begin) / 1_000_000);
                HttpResponse<String> card = send(HttpRequest.newBuilder(server.uri("/api/models/" + id)));
                if (card.statusCode() != 200) {
                    failures.add("card: " + card.statusCode() + " " + card.body());
                }
                Thread.sleep(20);
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                failures.add(e.toString());
            }
        }
    }

    /** Waits until it has saved this many models, so that the server is warm; what it did until then is forgotten. */
    void awaitSaves(int count) throws InterruptedException {
        while (millis.size() < count && failures.isEmpty()) {
            Thread.sleep(10);
        }
        millis.clear();
    }

    /** Saves a model that nobody has saved before; its id. */
    String save() throws Exception {
        int seed = NEXT.incrementAndGet();
        return save(SampleModels.safetensors("Honest " + seed, seed));
    }

    String save(byte[] file) throws Exception {
        HttpResponse<String> saved =
                send(HttpRequest.newBuilder(server.uri("/api/models")).POST(BodyPublishers.ofByteArray(file)));
        if (saved.statusCode() != 201) {
            throw new AssertionError("save: " + saved.statusCode() + " " + saved.body());
        }
        return new JsonObject(saved.body()).getString("id");
    }

    void get(String path) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.uri(path)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.header("X-Forwarded-For", "203.0.113.7").build(), BodyHandlers.ofString());
    }

    /** Ends, and gives what failed. */
    List<String> failures() throws InterruptedException {
        stopped = true;
        thread.join();
        return List.copyOf(failures);
    }

    /** How long its saves took: the number of them, the median and the 99th percentile, in milliseconds. */
    String figures() {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.isEmpty()
                ? "no save"
                : sorted.size() + " saves, median " + sorted.get(sorted.size() / 2) + " ms, p99 "
                        + sorted.get(sorted.size() * 99 / 100) + " ms";
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
