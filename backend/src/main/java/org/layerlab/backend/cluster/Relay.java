package org.layerlab.backend.cluster;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.layerlab.backend.classroom.Classes;
import org.layerlab.backend.classroom.Hello;
import org.layerlab.backend.classroom.Line;
import org.layerlab.backend.classroom.LocalClasses;
import org.layerlab.backend.classroom.Nobody;
import org.layerlab.backend.classroom.Refusal;
import org.layerlab.backend.classroom.RoomKey;
import org.layerlab.backend.classroom.Seat;
import org.layerlab.backend.log.FailureLog;

/**
 * Carries what is said between a connection and its room on another server. Each server has one address on the event
 * bus; messages are JSON with an {@code op}:
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><td>to the room</td><td>{@code open} and {@code seat}, which are answered; {@code hear}, {@code full},
 *     {@code drained}, {@code left}, {@code mine}</td></tr>
 * <tr><td>to the connection</td><td>{@code send}, {@code refuse}, {@code close},
 *     {@code yours}</td></tr>
 * </table>
 *
 * <p>The event bus delivers in order and at most once. At intervals, {@code mine} and {@code yours} list the
 * connections that one side believes to have at the other, which ends what a lost message left behind.
 */
final class Relay {
    private static final String ADDRESS = "layerlab.class.";

    /** A server that does not answer within this is away; the client asks again. */
    private static final long ANSWER_MILLIS = 2000;

    private final String self;
    private final EventBus bus;
    private final LocalClasses local;
    private final FailureLog failures = new FailureLog(System::nanoTime);

    /** This server's connections whose rooms are elsewhere, by their numbers. */
    private final Map<Long, FarSeat> seats = new ConcurrentHashMap<>();

    /** Other servers' connections whose rooms are here, by server and number. */
    private final Map<String, FarLine> lines = new ConcurrentHashMap<>();

    private final AtomicLong last = new AtomicLong();
    private volatile boolean stopping;

    Relay(String self, EventBus bus, LocalClasses local) {
        this.self = self;
        this.bus = bus;
        this.local = local;
    }

    /** Listens; others reach it when this has succeeded. */
    Future<Void> start() {
        return bus.<String>consumer(ADDRESS + self, this::hear).completion();
    }

    /** From now on nobody elsewhere opens a room here or gets a seat: other servers take the rooms over. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    // ---- this server has the connection ----

    /** Opens the room of a key on the server that has it; fails with a {@link Refusal}. */
    Future<Classes.Opened> open(String home, String key) {
        return ask(home, new JsonObject().add("op", "open").add("key", key))
                .map(answer -> new Classes.Opened(answer.getString("code", ""), answer.getBoolean("new", false)));
    }

    /** A seat in a room on another server; fails with a {@link Refusal}. */
    Future<Seat> seat(String home, Hello hello, boolean mayTry, Line line) {
        long number = last.incrementAndGet();
        FarSeat seat = new FarSeat(home, number, line);
        // What the room says at once comes before the answer.
        seats.put(number, seat);
        return ask(
                        home,
                        new JsonObject()
                                .add("op", "seat")
                                .add("from", self)
                                .add("line", number)
                                .add("hello", hello.json())
                                .add("mayTry", mayTry))
                .<Seat>map(answer -> {
                    seat.seated = true;
                    return seat;
                })
                .onFailure(gone -> seats.remove(number));
    }

    private Future<JsonObject> ask(String home, JsonObject question) {
        return bus.<String>request(
                        ADDRESS + home, question.toString(), new DeliveryOptions().setSendTimeout(ANSWER_MILLIS))
                .recover(failure -> Future.failedFuture(
                        new Refusal(Refusal.Reason.AWAY, "the server with this class is not responding; try again")))
                .compose(message -> {
                    JsonObject answer = Json.parse(message.body()).asObject();
                    return answer.get("reason") == null
                            ? Future.succeededFuture(answer)
                            : Future.failedFuture(refusal(answer));
                });
    }

    private static Refusal refusal(JsonObject json) {
        return new Refusal(Refusal.Reason.valueOf(json.getString("reason", "")), json.getString("message", ""));
    }

    private static JsonObject json(Refusal refusal) {
        return new JsonObject()
                .add("reason", refusal.reason().name())
                .add("message", String.valueOf(refusal.getMessage()));
    }

    private void tell(String server, String op, JsonObject message) {
        bus.send(ADDRESS + server, message.add("op", op).toString());
    }

    /** A seat in a room on another server. */
    private final class FarSeat implements Seat {
        private final String home;
        private final long number;
        private final Line line;
        /** Messages about it are sent under this seat's lock, in the order of its changes. */
        private boolean full;

        private volatile boolean seated;

        FarSeat(String home, long number, Line line) {
            this.home = home;
            this.number = number;
            this.line = line;
        }

        private JsonObject message() {
            return new JsonObject().add("from", self).add("line", number);
        }

        @Override
        public void hear(JsonObject message) {
            tell(home, "hear", message().add("message", message));
        }

        @Override
        public synchronized void drained() {
            if (full) {
                full = false;
                tell(home, "drained", message());
            }
        }

        @Override
        public void left() {
            if (seats.remove(number) != null) {
                tell(home, "left", message());
            }
        }

        void take(String op, JsonObject message) {
            switch (op) {
                case "send" -> {
                    line.send(message.getString("text", ""));
                    noteFull();
                }
                case "refuse" -> line.refuse(refusal(message));
                default -> line.close();
            }
        }

        private synchronized void noteFull() {
            if (!full && line.isFull()) {
                full = true;
                tell(home, "full", message());
                // It may have been read before that was noted.
                if (!line.isFull()) {
                    drained();
                }
            }
        }
    }

    // ---- this server has the room ----

    /** A connection of another server. */
    private final class FarLine implements Line {
        private final String server;
        private final long number;
        private volatile boolean full;
        /** Nobody before it has its own. */
        private volatile Seat seat = Nobody.INSTANCE;

        FarLine(String server, long number) {
            this.server = server;
            this.number = number;
        }

        private JsonObject message() {
            return new JsonObject().add("line", number);
        }

        @Override
        public void send(String json) {
            tell(server, "send", message().add("text", json));
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void refuse(Refusal refusal) {
            tell(server, "refuse", json(refusal).add("line", number));
        }

        @Override
        public void close() {
            tell(server, "close", message());
        }

        void take(String op, JsonObject message) {
            switch (op) {
                case "hear" -> {
                    try {
                        seat.hear(message.get("message").asObject());
                    } catch (Refusal e) {
                        refuse(e);
                    }
                }
                case "full" -> full = true;
                case "drained" -> {
                    full = false;
                    seat.drained();
                }
                default -> {
                    lines.remove(key(server, number));
                    seat.left();
                }
            }
        }
    }

    private static String key(String server, long number) {
        return server + "/" + number;
    }

    private void hear(Message<String> message) {
        try {
            JsonObject json = Json.parse(message.body()).asObject();
            String op = json.getString("op", "");
            switch (op) {
                case "open" -> open(json, message);
                case "seat" -> seat(json, message);
                case "mine", "yours" -> compare(op, json);
                case "send", "refuse", "close" -> {
                    FarSeat seat = seats.get(json.getLong("line", 0));
                    if (seat != null) {
                        seat.take(op, json);
                    }
                }
                default -> {
                    FarLine line = lines.get(key(json.getString("from", ""), json.getLong("line", 0)));
                    if (line != null) {
                        line.take(op, json);
                    }
                }
            }
        } catch (RuntimeException e) {
            failures.report("a message of another server", e);
        }
    }

    private void open(JsonObject json, Message<String> question) {
        try {
            requireGoingOn();
            var unused = local.open(RoomKey.of(json.getString("key", "")))
                    .whenComplete((opened, failure) -> question.reply((failure == null
                                    ? new JsonObject()
                                            .add("code", opened.code())
                                            .add("new", opened.isNew())
                                    : answer(failure))
                            .toString()));
        } catch (Refusal e) {
            question.reply(json(e).toString());
        }
    }

    private void seat(JsonObject json, Message<String> question) {
        FarLine line = new FarLine(json.getString("from", ""), json.getLong("line", 0));
        JsonObject answer = new JsonObject();
        try {
            requireGoingOn();
            line.seat = local.take(Hello.parse(json.get("hello").asObject()), json.getBoolean("mayTry", false), line);
            lines.put(key(line.server, line.number), line);
        } catch (Refusal e) {
            answer = json(e);
        }
        question.reply(answer.toString());
    }

    private void requireGoingOn() throws Refusal {
        if (stopping) {
            throw new Refusal(Refusal.Reason.AWAY, "the server with this class is stopping; try again");
        }
    }

    private static JsonObject answer(Throwable failure) {
        return json(
                failure instanceof Refusal refusal
                        ? refusal
                        : new Refusal(Refusal.Reason.AWAY, "the server with this class failed; try again"));
    }

    // ---- what is left behind ----

    /** A server has left or failed: its connections are gone, and its rooms are to be taken over. */
    void forget(String server) {
        lines.values().removeIf(line -> {
            boolean gone = line.server.equals(server);
            if (gone) {
                line.seat.left();
            }
            return gone;
        });
        seats.values().removeIf(seat -> {
            boolean gone = seat.home.equals(server);
            if (gone) {
                // The client comes back by itself, to wherever its room is then.
                seat.line.close();
            }
            return gone;
        });
    }

    /** Compares with the other servers which connections there are. */
    void sweep() {
        Map<String, JsonArray> mine = new HashMap<>();
        for (FarSeat seat : seats.values()) {
            if (seat.seated) {
                mine.computeIfAbsent(seat.home, any -> new JsonArray()).add(seat.number);
            }
        }
        mine.forEach((server, numbers) -> tell(server, "mine", list(numbers)));
        Map<String, JsonArray> yours = new HashMap<>();
        for (FarLine line : lines.values()) {
            yours.computeIfAbsent(line.server, any -> new JsonArray()).add(line.number);
        }
        yours.forEach((server, numbers) -> tell(server, "yours", list(numbers)));
    }

    private JsonObject list(JsonArray numbers) {
        return new JsonObject().add("from", self).add("lines", numbers);
    }

    private void compare(String op, JsonObject json) {
        String server = json.getString("from", "");
        for (JsonValue one : json.get("lines").asArray()) {
            long number = one.asLong();
            if (op.equals("mine") && !lines.containsKey(key(server, number))) {
                tell(server, "close", new JsonObject().add("line", number));
            }
            if (op.equals("yours") && !seats.containsKey(number)) {
                tell(server, "left", new JsonObject().add("from", self).add("line", number));
            }
        }
    }
}
