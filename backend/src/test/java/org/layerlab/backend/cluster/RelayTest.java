package org.layerlab.backend.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.classroom.Bounds;
import org.layerlab.backend.classroom.Hello;
import org.layerlab.backend.classroom.Line;
import org.layerlab.backend.classroom.LocalClasses;
import org.layerlab.backend.classroom.Refusal;
import org.layerlab.backend.classroom.RoomKey;
import org.layerlab.backend.classroom.Rooms;
import org.layerlab.backend.classroom.Seat;

/** Two servers on one event bus: the room is at the one, its board and a pupil are at the other. */
class RelayTest {
    private static final String KEY = "k".repeat(32);

    private final Vertx vertx = Vertx.vertx();
    private final LocalClasses classes = new LocalClasses(new Rooms(Bounds.DEFAULT, System::nanoTime), "run");
    private final Relay home = new Relay("home", vertx.eventBus(), classes);
    /** Runs when it is about to be told that a board is full. */
    private volatile Runnable beforeFull = () -> {};

    private final Relay away =
            new Relay("away", bus(), new LocalClasses(new Rooms(Bounds.DEFAULT, System::nanoTime), "run"));
    private String code = "";

    private EventBus bus() {
        EventBus bus = vertx.eventBus();
        return (EventBus) Proxy.newProxyInstance(
                EventBus.class.getClassLoader(), new Class<?>[] {EventBus.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("send")
                            && String.valueOf(arguments[1]).contains("\"op\":\"full\"")) {
                        beforeFull.run();
                    }
                    return method.invoke(bus, arguments);
                });
    }

    @BeforeEach
    void start() throws Exception {
        home.start().await(10, TimeUnit.SECONDS);
        away.start().await(10, TimeUnit.SECONDS);
        code = classes.open(RoomKey.of(KEY))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .code();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    /** A connection that is full as often as it is asked, at first. */
    private static final class Slow implements Line {
        private final BlockingQueue<JsonObject> sent = new LinkedBlockingQueue<>();
        private final AtomicInteger timesFull;

        Slow(int timesFull) {
            this.timesFull = new AtomicInteger(timesFull);
        }

        @Override
        public void send(String json) {
            sent.add(Json.parse(json).asObject());
        }

        @Override
        public boolean isFull() {
            return timesFull.getAndDecrement() > 0;
        }

        @Override
        public void refuse(Refusal refusal) {
            throw new AssertionError(refusal);
        }

        @Override
        public void close() {}

        JsonObject next() throws InterruptedException {
            JsonObject message = sent.poll(10, TimeUnit.SECONDS);
            assertTrue(message != null, "nothing comes");
            return message;
        }
    }

    private Seat seat(String type, String secret, Line line) throws Exception {
        JsonObject hello = new JsonObject()
                .add("type", type)
                .add("code", code)
                .add(type.equals("teach") ? "key" : "secret", secret);
        return away.seat("home", Hello.parse(hello.add("name", "Mia")), true, line)
                .await(10, TimeUnit.SECONDS);
    }

    /** The pupil's iterations as the board hears of them. */
    private static void hears(Slow board, Seat pupil, int iteration) throws Exception {
        pupil.hear(new JsonObject().add("type", "progress").add("round", 0).add("iteration", iteration));
        int heard = 0;
        while (heard != iteration) {
            JsonObject message = board.next();
            if (message.get("pupil") != null) {
                heard = message.get("pupil").asObject().getInt("iteration", 0);
            }
        }
        assertEquals(iteration, heard);
    }

    @Test
    void aBoardElsewhereHearsOfEachPupil() throws Exception {
        Slow board = new Slow(0);
        seat("teach", KEY, board);
        hears(board, seat("join", "s".repeat(32), new Slow(0)), 7);
    }

    @Test
    void aBoardThatWasFullForAMomentHearsOfThemAgain() throws Exception {
        // Full when the class came, and read before that was noted: nothing will say that it has drained.
        Slow board = new Slow(1);
        seat("teach", KEY, board);
        hears(board, seat("join", "s".repeat(32), new Slow(0)), 7);
    }

    /** Its socket is read on another thread than the room's messages come on. */
    @Test
    void aBoardThatIsReadWhileItIsSaidToBeFullHearsOfThemAgain() throws Exception {
        Slow board = new Slow(0);
        Seat teacher = seat("teach", KEY, board);
        Seat pupil = seat("join", "s".repeat(32), new Slow(0));
        hears(board, pupil, 3);
        Thread socket = new Thread(teacher::drained);
        beforeFull = () -> {
            beforeFull = () -> {};
            socket.start();
            try {
                socket.join(500);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        board.timesFull.set(2);
        pupil.hear(new JsonObject().add("type", "progress").add("round", 0).add("iteration", 5));
        socket.join(10_000);
        hears(board, pupil, 7);
    }

    @Test
    void aServerThatStopsSeatsNobody() throws Exception {
        seat("teach", KEY, new Slow(0));
        home.stop();
        Exception failure = assertThrows(Exception.class, () -> seat("join", "s".repeat(32), new Slow(0)));
        assertTrue(failure instanceof Refusal refusal && refusal.reason() == Refusal.Reason.AWAY, failure.toString());
    }

    @Test
    void aBoardThatReadsLaterHearsTheLatest() throws Exception {
        Slow board = new Slow(2);
        Seat teacher = seat("teach", KEY, board);
        Seat pupil = seat("join", "s".repeat(32), new Slow(0));
        pupil.hear(new JsonObject().add("type", "progress").add("round", 0).add("iteration", 5));
        teacher.drained();
        hears(board, pupil, 7);
    }
}
