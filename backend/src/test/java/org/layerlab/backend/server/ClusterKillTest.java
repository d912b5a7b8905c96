package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.SampleModels;

/**
 * Three servers on one bucket, one of which is killed in the middle of saves and of a class of 30, as often as the
 * property {@code layerlab.cluster.kills} says. In front of them is HAProxy or nginx, as {@code backend/deploy} has it, where one
 * is installed; else the clients themselves try the next server.
 */
class ClusterKillTest {
    private static final int KILLS = Integer.getInteger("layerlab.cluster.kills", 1);
    private static final int SAVES = Integer.getInteger("layerlab.cluster.saves", 100);
    private static final int SERVERS = 3;
    private static final int PUPILS = 30;
    private static final int SAVERS = 4;
    private static final String KEY = "k".repeat(32);
    /** On a busy machine the class is taken over late, and who has failed five times tries again after 30 seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path temporary;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, String> saved = new ConcurrentHashMap<>();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();

    /** What the board shows: iterations of the pupils by their names. */
    private final Map<String, Integer> board = new ConcurrentHashMap<>();

    private final AtomicInteger round = new AtomicInteger(1);

    /** Of the board and each pupil whether it has its seat, for messages. */
    private volatile String connected = "";

    @Test
    void nothingAcknowledgedIsLostAndTheClassGoesOn() throws Exception {
        try (Servers servers = new Servers(temporary, SERVERS)) {
            servers.startAll();
            String code = open(servers);
            WebSocketClient client = ClassClient.client(vertx);
            List<RejoiningClient> everybody = new ArrayList<>();
            everybody.add(new RejoiningClient(
                    vertx,
                    client,
                    servers::port,
                    new JsonObject().add("type", "teach").add("code", code).add("key", KEY),
                    this::show));
            for (int i = 0; i < PUPILS; i++) {
                everybody.add(new RejoiningClient(
                        vertx,
                        client,
                        servers::port,
                        new JsonObject()
                                .add("type", "join")
                                .add("code", code)
                                .add("name", "Pupil number " + i)
                                .add("secret", String.format(Locale.ROOT, "%032d", i)),
                        message -> {}));
            }
            long talk = vertx.setPeriodic(500, id -> talk(everybody));
            await("the class is whole", () -> isWhole(everybody));
            List<Thread> savers = save(servers);
            SplittableRandom random = new SplittableRandom(1);
            for (int kill = 0; kill < KILLS; kill++) {
                int due = SAVES * (kill + 1) / (KILLS + 1);
                await("saves go on", () -> saved.size() >= due);
                kill(servers, random.nextInt(SERVERS), everybody);
            }
            for (Thread saver : savers) {
                saver.join();
            }
            vertx.cancelTimer(talk);
            everybody.forEach(one -> assertEquals(List.of(), List.copyOf(one.refused)));
            everybody.forEach(RejoiningClient::close);
            check(servers);
        } finally {
            vertx.close().await();
        }
    }

    private String open(Servers servers) throws Exception {
        String[] code = {""};
        // A proxy may not have seen yet that the servers are there.
        await("a class is opened", () -> {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(servers.uri("/api/classes"))
                                .POST(BodyPublishers.ofString("{\"key\": \"" + KEY + "\"}"))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() == 201) {
                    code[0] = Json.parse(answer.body()).asObject().getString("code", "");
                }
            } catch (IOException e) {
                // It is asked again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return !code[0].isEmpty();
        });
        return code[0];
    }

    private void kill(Servers servers, int which, List<RejoiningClient> everybody) throws Exception {
        long begun = System.nanoTime();
        servers.kill(which);
        // Only what is told from now on counts.
        round.incrementAndGet();
        board.clear();
        await("the class is whole again", () -> isWhole(everybody));
        System.out.printf(
                Locale.ROOT,
                "killed server %d of %d behind %s: all %d pupils back after %.1f s%n",
                which + 1,
                SERVERS,
                servers.front(),
                PUPILS,
                (System.nanoTime() - begun) / 1e9);
        servers.start(which);
    }

    // ---- the class ----

    private void talk(List<RejoiningClient> everybody) {
        everybody.get(0).say(new JsonObject().add("type", "here").add("seen", true));
        JsonObject progress =
                new JsonObject().add("type", "progress").add("round", 0).add("iteration", round.get());
        everybody.subList(1, everybody.size()).forEach(pupil -> pupil.say(progress));
    }

    private void show(JsonObject message) {
        JsonValue pupils = message.get("pupils");
        JsonValue pupil = message.get("pupil");
        if (pupils != null) {
            // Pupils that are twice in the class would be more than it has.
            if (pupils.asArray().size() > PUPILS) {
                wrong.add("the class has " + pupils.asArray().size() + " pupils");
            }
        } else if (pupil != null && pupil.isObject()) {
            board.put(pupil.asObject().getString("name", ""), pupil.asObject().getInt("iteration", 0));
        }
    }

    private boolean isWhole(List<RejoiningClient> everybody) {
        int now = round.get();
        connected = everybody.stream().map(one -> one.isSeated() ? "1" : "0").collect(Collectors.joining());
        return everybody.stream().allMatch(RejoiningClient::isSeated)
                && board.size() == PUPILS
                && board.values().stream().allMatch(iteration -> iteration == now);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() < end,
                    () -> "it never came that " + what + "; on the board: " + board + "; connected: " + connected
                            + "; saved: " + saved.size());
            Thread.sleep(20);
        }
    }

    // ---- the saves ----

    private List<Thread> save(Servers servers) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SAVERS; i++) {
            Thread thread = new Thread(() -> {
                for (int number = next.incrementAndGet(); number <= SAVES; number = next.incrementAndGet()) {
                    saveUntilAcknowledged(servers, number);
                }
            });
            thread.setUncaughtExceptionHandler((where, what) -> wrong.add(what.toString()));
            threads.add(thread);
            thread.start();
        }
        return threads;
    }

    private static byte[] file(int number) {
        return SampleModels.safetensors("Model " + number, number);
    }

    /** As the page does: the same save with the same token, until an answer comes. */
    private void saveUntilAcknowledged(Servers servers, int number) {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(servers.uri("/api/models"))
                                .header("Manage-Token", "token-of-model-number-" + number)
                                .timeout(Duration.ofSeconds(20))
                                .POST(BodyPublishers.ofByteArray(file(number)))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() == 200 || answer.statusCode() == 201) {
                    JsonObject json = Json.parse(answer.body()).asObject();
                    if (!json.getBoolean("manages", false)) {
                        wrong.add("model " + number + " is somebody else's: " + answer.body());
                    }
                    saved.put(number, json.getString("id", ""));
                    return;
                }
                if (answer.statusCode() != 429 && answer.statusCode() < 500) {
                    wrong.add(answer.statusCode() + " " + answer.body());
                    return;
                }
                Thread.sleep(200);
            } catch (IOException e) {
                // The server was killed: once more.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        wrong.add("model " + number + " was not saved in 100 attempts");
    }

    private void check(Servers servers) throws Exception {
        assertEquals(Set.of(), wrong);
        assertEquals(SAVES, saved.size());
        assertEquals(SAVES, new HashSet<>(saved.values()).size(), "two models have one address");
        for (Map.Entry<Integer, String> entry : saved.entrySet()) {
            for (URI server : servers.each("/api/models/" + entry.getValue() + "/parameters.safetensors")) {
                HttpResponse<byte[]> answer =
                        http.send(HttpRequest.newBuilder(server).build(), BodyHandlers.ofByteArray());
                assertEquals(200, answer.statusCode(), () -> "model " + entry.getKey() + " at " + server);
                assertArrayEquals(file(entry.getKey()), answer.body());
            }
        }
    }
}
