package org.layerlab.backend.server;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.classroom.Activity;
import org.layerlab.backend.classroom.Classes;
import org.layerlab.backend.classroom.Fields;
import org.layerlab.backend.classroom.Hello;
import org.layerlab.backend.classroom.Refusal;
import org.layerlab.backend.classroom.RoomKey;
import org.layerlab.backend.classroom.Seat;
import org.layerlab.backend.classroom.Tries;
import org.layerlab.backend.lesson.Lessons;
import org.layerlab.backend.log.LogText;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;

/** Live classes: opens rooms, and seats those who connect by WebSocket. What is said there, {@link ClassSocket} carries. */
final class ClassApi {
    /** Rooms that a client may open: a school's at once, then one every three minutes. */
    static final ServerOptions.Rate OPENINGS = new ServerOptions.Rate(20, Duration.ofMinutes(3));

    /** Times that a client may take a seat: ten classes at once, since a school shares one address, then two a second. */
    static final ServerOptions.Rate JOINS = new ServerOptions.Rate(300, Duration.ofMillis(500));

    private static final long SWEEP_MILLIS = 15_000;
    private static final int LONGEST_TEXT = 400;

    private final Classes classes;
    private final ModelStore models;
    private final Lessons lessons;
    private final Uploads uploads;
    private final BlockingJobs hashes;
    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final Allowance openings;
    private final Allowance joins;
    private final Tries tries;

    private final Set<ClassSocket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * No class yet.
     *
     * @param hashes compute the codes of keys
     * @param behindAddress how many schools share an address
     */
    ClassApi(
            Classes classes,
            ModelStore models,
            Lessons lessons,
            Uploads uploads,
            BlockingJobs hashes,
            Vertx vertx,
            int behindAddress,
            LongSupplier nanoTime) {
        this.classes = classes;
        this.models = models;
        this.lessons = lessons;
        this.uploads = uploads;
        this.hashes = hashes;
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        openings = new Allowance(OPENINGS.times(behindAddress), nanoTime);
        joins = new Allowance(JOINS.times(behindAddress), nanoTime);
        tries = new Tries(behindAddress, nanoTime);
    }

    void addTo(Routes routes) {
        routes.post("/api/classes", this::open).get("/api/classes/socket", this::connect);
        vertx.setPeriodic(SWEEP_MILLIS, id -> sweep());
    }

    private void sweep() {
        classes.sweep();
        sockets.forEach(ClassSocket::closeIfSilent);
    }

    private Future<Void> open(RoutingContext ctx) {
        String client = Forwarding.client(ctx);
        return uploads.receiveText(ctx).compose(text -> {
            try {
                String key = Fields.text(parse(text), "key", LONGEST_TEXT);
                openings.take(client, 1, "too many classes were opened from your address");
                return hashes.run(ctx, () -> RoomKey.of(key))
                        .compose(hashed -> Future.fromCompletionStage(classes.open(hashed)))
                        .compose(opened -> answer(ctx, opened), failure -> Future.failedFuture(problem(failure)));
            } catch (Refusal e) {
                throw problem(e);
            }
        });
    }

    private static Future<Void> answer(RoutingContext ctx, Classes.Opened opened) {
        String url = "/c/" + opened.code();
        ctx.response()
                .setStatusCode(opened.isNew() ? 201 : 200)
                .putHeader(HttpHeaders.LOCATION, url)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return Downloads.json(ctx, new JsonObject().add("code", opened.code()).add("url", url));
    }

    private static JsonObject parse(String text) throws Refusal {
        try {
            JsonValue value = Json.parse(text);
            if (value.isObject()) {
                return value.asObject();
            }
        } catch (ParseException e) {
            // Refused below, like JSON that is not an object.
        }
        throw new Refusal(Refusal.Reason.MALFORMED, "this is not a JSON object");
    }

    private static Throwable problem(Throwable failure) {
        return failure instanceof Refusal refusal ? problem(refusal) : failure;
    }

    private static HttpProblem problem(Refusal refusal) {
        String message = String.valueOf(refusal.getMessage());
        return switch (refusal.reason()) {
            case MALFORMED -> HttpProblem.badRequest(message);
            case NO_CLASS -> HttpProblem.notFound(message);
            case TAKEN -> new HttpProblem(409, "taken", message);
            case FULL -> new HttpProblem(503, "full", message, Map.of("Retry-After", "600"));
            case REMOVED -> new HttpProblem(403, "removed", message);
            case LOCKED -> new HttpProblem(403, "locked", message);
            case TOO_MANY_TRIES -> new HttpProblem(429, "too_many_requests", message);
            case AWAY -> new HttpProblem(503, "away", message, Map.of("Retry-After", "2"));
        };
    }

    private Future<Void> connect(RoutingContext ctx) {
        if (!ctx.request().canUpgradeToWebSocket()) {
            throw new HttpProblem(
                    426,
                    "upgrade_required",
                    "connect to this address by WebSocket",
                    Map.of("Upgrade", "websocket", "Connection", "upgrade"));
        }
        MultiMap headers = ctx.request().headers();
        if (!headers.contains("Sec-WebSocket-Key") || !"13".equals(headers.get("Sec-WebSocket-Version"))) {
            throw HttpProblem.badRequest("the handshake needs a Sec-WebSocket-Key and Sec-WebSocket-Version: 13");
        }
        String client = Forwarding.client(ctx);
        FrameLimit.install(ctx.request().connection(), nanoTime);
        return ctx.request().toWebSocket().compose(socket -> {
            RequestLog.upgraded(ctx);
            new ClassSocket(socket, vertx, nanoTime, sockets, new Host(client)).start(classes.run());
            return Future.succeededFuture();
        });
    }

    /** What a connection asks of the rooms. */
    private final class Host implements ClassSocket.Host {
        private final String client;

        Host(String client) {
            this.client = client;
        }

        @Override
        public JsonObject parsed(String text) throws Refusal {
            return parse(text);
        }

        @Override
        public CompletionStage<Seat> seat(JsonObject message, ClassSocket line) throws Refusal {
            Hello hello = Hello.parse(message);
            if (!hello.asks()) {
                joins.take(client, 1, "too many joined from your address");
            }
            Tries.Try one = tries.begin(client, hello);
            return classes.seat(hello, one.seconds() == 0, line)
                    .handle((seat, failure) -> {
                        if (!isWrong(failure)) {
                            tries.takeBack(one);
                        }
                        if (failure == null) {
                            return CompletableFuture.<Seat>completedStage(new Place(seat));
                        }
                        return CompletableFuture.<Seat>failedStage(explained(failure, one.seconds()));
                    })
                    .thenCompose(Function.identity());
        }

        private static boolean isWrong(@Nullable Throwable failure) {
            return failure instanceof Refusal refusal && refusal.reason() == Refusal.Reason.NO_CLASS;
        }

        /** Says where there were too many wrong codes. */
        private static Throwable explained(Throwable failure, long seconds) {
            boolean many = failure instanceof Refusal refusal && refusal.reason() == Refusal.Reason.TOO_MANY_TRIES;
            return many || (isWrong(failure) && seconds > 0)
                    ? new HttpProblem(
                            429,
                            "too_many_requests",
                            "too many wrong codes from your address; try again in " + seconds + " s")
                    : failure;
        }
    }

    /** A seat whose messages are compared with what this server has: models and lessons. */
    private final class Place implements Seat {
        private final Seat seat;

        Place(Seat seat) {
            this.seat = seat;
        }

        @Override
        public void hear(JsonObject message) throws Refusal {
            String type = Fields.text(message, "type", LONGEST_TEXT);
            if (type.equals("handin")) {
                String id = Fields.text(message, "model", LONGEST_TEXT);
                try {
                    models.find(id);
                } catch (StoreException e) {
                    throw new Refusal(
                            Refusal.Reason.MALFORMED, "there is no model '" + LogText.line(id) + "' to hand in");
                }
            }
            if (type.equals("activity")
                    && Fields.text(message, "kind", LONGEST_TEXT).equals("lesson")
                    && !isLesson(Fields.text(message, "link", Activity.LONGEST))) {
                throw new Refusal(
                        Refusal.Reason.MALFORMED,
                        "link must be the name of one of this server's lessons, or own/ and a packed lesson");
            }
            seat.hear(message);
        }

        /** Whether a lesson is there to open. */
        private boolean isLesson(String link) {
            return lessons.find(link).isPresent() || Activity.isLessonOfLink(link);
        }

        @Override
        public void drained() {
            seat.drained();
        }

        @Override
        public void left() {
            seat.left();
        }
    }
}
