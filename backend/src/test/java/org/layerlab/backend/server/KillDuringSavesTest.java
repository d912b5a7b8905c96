package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.ModelFormat;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.backend.store.StoreException;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFile;

/**
 * Kills the server while it saves, renames and deletes, as often as the property {@code layerlab.kills} says: what was
 * acknowledged is there afterwards, and nothing is there by half. Whoever lost an answer, because the server was killed
 * or because the connection was cut, saves again with the same token and has the right to the model.
 */
class KillDuringSavesTest {
    private static final int KILLS = Integer.getInteger("layerlab.kills", 4);
    private static final int CLIENTS = 6;

    @TempDir
    Path store;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, byte[]> saved = new ConcurrentHashMap<>();
    private final Map<String, String> named = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final Semaphore acknowledged = new Semaphore(0);
    /** Models by number whose answer was lost. */
    private final Queue<Integer> unanswered = new ConcurrentLinkedQueue<>();

    private final AtomicInteger repeated = new AtomicInteger();

    @Test
    void acknowledgedChangesOutliveTheProcess() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        int kills = 0;
        // On a slow machine, the first few may come before anything was renamed: those after them come later.
        for (; kills < KILLS || (kills < 10 * KILLS && !sawEveryChange()); kills++) {
            killOnce(random.nextInt(10, 250) + 50 * Math.max(0, kills - KILLS));
            check();
        }
        assertTrue(saved.size() > KILLS, saved.size() + " were saved");
        assertFalse(deleted.isEmpty(), "none was deleted");
        assertFalse(named.isEmpty(), "none was renamed");
        assertTrue(repeated.get() > KILLS, repeated + " were saved once more");
        System.out.println(kills + " kills: " + next + " saves begun, " + saved.size() + " kept, " + deleted.size()
                + " deleted, " + repeated + " saved again after a lost answer");
    }

    private boolean sawEveryChange() {
        return saved.size() > KILLS && !deleted.isEmpty() && !named.isEmpty() && repeated.get() > KILLS;
    }

    private void killOnce(int millis) throws Exception {
        try (ServerProcess process = new ServerProcess(store, "-Xmx256m")) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Thread thread = new Thread(() -> save("http://127.0.0.1:" + process.port));
                thread.setUncaughtExceptionHandler((where, what) -> wrong.add(what.toString()));
                threads.add(thread);
            }
            acknowledged.drainPermits();
            threads.forEach(Thread::start);
            // A server that has just begun takes its time over the first.
            assertTrue(acknowledged.tryAcquire(30, TimeUnit.SECONDS), "nothing is saved");
            Thread.sleep(millis);
            process.kill();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** Saves one model after the other until the server is gone; some it renames or deletes. */
    private void save(String server) {
        SplittableRandom random = new SplittableRandom(next.get());
        try {
            while (true) {
                Integer lost = unanswered.poll();
                int number = lost == null ? next.incrementAndGet() : lost;
                if (lost == null && random.nextInt(4) == 0) {
                    unanswered.add(number);
                    hangUp(URI.create(server), number, random);
                } else {
                    change(server, save(server, number, lost != null), number);
                }
            }
        } catch (IOException | InterruptedException e) {
            // The server is gone, as it has to.
        }
    }

    /** The id of the saved model, which is this client's whether or not it was saved before. */
    private String save(String server, int number, boolean again) throws IOException, InterruptedException {
        byte[] file = file(number);
        HttpResponse<String> answer;
        try {
            answer = send(HttpRequest.newBuilder(URI.create(server + "/api/models"))
                    .header("Manage-Token", token(number))
                    .POST(BodyPublishers.ofByteArray(file)));
        } catch (IOException e) {
            unanswered.add(number);
            throw e;
        }
        JsonObject json = new JsonObject(answer.body());
        assertEquals(again && json.getBoolean("existed", false) ? 200 : 201, answer.statusCode(), answer.body());
        assertTrue(json.getBoolean("manages"), answer.body());
        String id = json.getString("id");
        saved.put(id, file);
        acknowledged.release();
        repeated.addAndGet(again ? 1 : 0);
        return id;
    }

    /** Sends a save, or some of it, and closes the connection without an answer. */
    private static void hangUp(URI server, int number, SplittableRandom random)
            throws IOException, InterruptedException {
        byte[] file = file(number);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/models HTTP/1.1\r\nHost: x\r\nManage-Token: " + token(number) + "\r\nContent-Length: "
                            + file.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(file, 0, random.nextBoolean() ? file.length : random.nextInt(file.length));
            out.flush();
            Thread.sleep(random.nextInt(10));
        }
    }

    private void change(String server, String id, int number) throws IOException, InterruptedException {
        HttpRequest.Builder change = HttpRequest.newBuilder(URI.create(server + "/api/models/" + id))
                .header("Authorization", "Bearer " + token(number));
        if (number % 3 == 0) {
            // From now on both outcomes are right, until the answer comes.
            saved.remove(id);
            assertEquals(204, send(change.DELETE()).statusCode());
            deleted.add(id);
        } else if (number % 3 == 1) {
            String name = "{\"name\": \"Renamed " + number + "\"}";
            assertEquals(
                    200,
                    send(change.method("PATCH", BodyPublishers.ofString(name))).statusCode());
            named.put(id, "Renamed " + number);
        }
    }

    private static byte[] file(int number) {
        return SampleModels.safetensors("Model " + number, number);
    }

    private static String token(int number) {
        return "token-of-model-number-" + number;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private void check() throws Exception {
        assertEquals(Set.of(), wrong);
        try (ModelStore opened = new FolderPlace(store)
                .open(Clock.systemUTC(), new SecureRandom(), Limits.DEFAULT, 10L << 30, Map.of())) {
            // A save that was interrupted may leave its parameters, and no more.
            assertTrue(
                    opened.warnings().stream().allMatch(warning -> warning.contains("have no JSON file")),
                    opened.warnings().toString());
            for (Map.Entry<String, byte[]> entry : saved.entrySet()) {
                Path file = opened.file(entry.getKey(), ModelFormat.SAFETENSORS).path();
                assertArrayEquals(entry.getValue(), Files.readAllBytes(file));
                String name = named.get(entry.getKey());
                if (name != null) {
                    assertEquals(Optional.of(name), opened.find(entry.getKey()).name());
                }
            }
            for (String id : deleted) {
                StoreException gone = assertThrows(StoreException.class, () -> opened.find(id));
                assertEquals(StoreException.Reason.DELETED, gone.reason());
            }
            // Saved but not acknowledged is all right; by half is not.
            for (String name : names()) {
                if (name.endsWith(".safetensors")) {
                    String id = name.substring(0, name.indexOf('.'));
                    byte[] file = Files.readAllBytes(store.resolve(name));
                    if (names().contains(id + ".json")) {
                        assertEquals(opened.find(id).sha256(), Sha256.hex(file), name);
                        assertEquals(id, opened.findWithCard(id).model().id());
                    } else {
                        assertFalse(saved.containsKey(id), name + " lost its JSON, and so its owner's token");
                        // It is whole.
                        ParameterFile.read(file);
                    }
                } else {
                    assertTrue(
                            name.endsWith(".json")
                                    || Set.of("cache", "prepared", ".lock", ".reserve")
                                            .contains(name),
                            name);
                }
            }
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
