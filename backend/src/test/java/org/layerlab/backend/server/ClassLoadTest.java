package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many classes at once. Small, unless {@code -Dlayerlab.classes=60} says how many rooms of {@code -Dlayerlab.pupils=30}
 * there are for {@code -Dlayerlab.seconds=30}; {@code -Dlayerlab.opened=1000} is how many are opened and ended.
 */
class ClassLoadTest {
    private static final int ROOMS = Integer.getInteger("layerlab.classes", 4);
    private static final int PUPILS = Integer.getInteger("layerlab.pupils", 5);
    private static final int SECONDS = Integer.getInteger("layerlab.seconds", 3);
    private static final int OPENED = Integer.getInteger("layerlab.opened", 100);
    private static final int EVENTS_A_SECOND = 2;
    private static final String PICTURE = "Az".repeat(24 * 24);

    @TempDir
    Path temporary;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = ClassClient.client(vertx);
    private ServerFixture at;

    @BeforeEach
    void start() throws Exception {
        at = new ServerFixture(ServerFixture.options(temporary.resolve("store")));
    }

    @AfterEach
    void stop() throws Exception {
        at.close();
        vertx.close().await();
    }

    private static String secret(String kind, int i) {
        return kind + String.format(Locale.ROOT, "%031d", i);
    }

    /** Sixty schools; what is remembered of each address for the limits is bounded, and no part of a room. */
    private static String address(int room) {
        return "198.51.100." + (room % 60 + 1);
    }

    /** Opens a room that is not open already. */
    private String open(int room) throws Exception {
        HttpResponse<byte[]> answer = at.send(HttpRequest.newBuilder(at.uri("/api/classes"))
                .header("X-Forwarded-For", address(room))
                .POST(BodyPublishers.ofString("{\"key\": \"" + secret("k", room) + "\"}"))
                .build());
        assertEquals(201, answer.statusCode(), ServerFixture.text(answer));
        return ServerFixture.json(answer).getString("code");
    }

    private ClassClient connect(int room) throws Exception {
        return ClassClient.connect(client, at.running.port(), address(room));
    }

    @Test
    void everyEventReachesItsBoard() throws Exception {
        ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime();
        List<ClassClient> pupils = new ArrayList<>();
        for (int room = 0; room < ROOMS; room++) {
            String code = open(room);
            ClassClient board = connect(room).teach(code, secret("k", room));
            board.next("class");
            for (int i = 0; i < PUPILS; i++) {
                ClassClient pupil = connect(room).join(code, "Pupil", secret("p", room * PUPILS + i));
                pupil.next("class");
                pupils.add(pupil);
            }
            board.socket.textMessageHandler(text -> {
                JsonValue tile = Json.parse(text).asObject().get("pupil");
                // The cost is when it was sent.
                if (tile != null && !tile.asObject().get("cost").isNull()) {
                    delays.add(System.nanoTime()
                            - begin
                            - (long) tile.asObject().get("cost").asDouble());
                }
            });
        }
        long sent = send(pupils, begin);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (delays.size() < sent && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%d rooms of %d pupils, %d events a second each, %d s: %d of %d delivered; median %.1f ms, p99 %.1f ms, most %.1f ms%n",
                ROOMS,
                PUPILS,
                EVENTS_A_SECOND,
                SECONDS,
                sorted.length,
                sent,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1));
        assertEquals(sent, sorted.length, "delivered");
        assertTrue(Arrays.stream(sorted).allMatch(delay -> delay > 0));
    }

    /** Each pupil sends twice a second, one after another, as pupils do. */
    private static long send(List<ClassClient> pupils, long begin) throws InterruptedException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        int events = SECONDS * EVENTS_A_SECOND;
        long period = 1_000_000_000L / EVENTS_A_SECOND / pupils.size();
        for (int event = 0; event < events; event++) {
            for (int i = 0; i < pupils.size(); i++) {
                ClassClient pupil = pupils.get(i);
                var unused = clock.schedule(
                        () -> pupil.socket.writeTextMessage(new JsonObject()
                                .add("type", "progress")
                                .add("cost", System.nanoTime() - begin)
                                .add("picture", PICTURE)
                                .toString()),
                        ((long) event * pupils.size() + i) * period,
                        TimeUnit.NANOSECONDS);
            }
        }
        clock.shutdown();
        if (!clock.awaitTermination(SECONDS + 120L, TimeUnit.SECONDS)) {
            throw new AssertionError("not all events were sent");
        }
        return (long) events * pupils.size();
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(part * sorted.length) - 1] / 1e6;
    }

    @Test
    void roomsThatEndLeaveNothingBehind() throws Exception {
        openAndEnd(0, 60);
        long before = used();
        openAndEnd(60, OPENED);
        long after = used();
        System.out.printf(
                Locale.ROOT,
                "%d rooms opened and ended: %.2f MB before, %.2f MB after%n",
                OPENED,
                before / 1e6,
                after / 1e6);
        // What a few rooms leave is lost in what else the heap has.
        if (OPENED >= 1000) {
            assertTrue(after < before * 1.05, before + " bytes before, " + after + " after");
        }
        for (int room = 0; room < 60; room++) {
            open(room);
        }
    }

    private void openAndEnd(int from, int count) throws Exception {
        for (int room = from; room < from + count; room++) {
            String code = open(room);
            ClassClient board = connect(room).teach(code, secret("k", room));
            board.next("class");
            for (int i = 0; i < 2; i++) {
                ClassClient pupil = connect(room).join(code, "Pupil", secret("p", room * 2 + i));
                pupil.next("class");
                pupil.say(new JsonObject().add("type", "progress").add("picture", PICTURE));
            }
            board.say(new JsonObject().add("type", "end"));
            board.closed();
        }
    }

    private static long used() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(100);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
