package org.layerlab.backend.server;

import com.eclipsesource.json.JsonObject;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.classroom.Line;
import org.layerlab.backend.classroom.Pace;
import org.layerlab.backend.classroom.Refusal;
import org.layerlab.backend.classroom.Seat;
import org.layerlab.backend.log.PrintableFailure;

/**
 * One WebSocket of a live class. The first message says who it is; a message that is refused, too large or one too many
 * ends the connection. Silence ends it without a refusal, also when the first message does not come within {@value
 * #HELLO_MILLIS} ms: a phone that slept reconnects by itself. {@link FrameLimit} counts its frames.
 */
final class ClassSocket implements Line {
    private static final System.Logger LOG = System.getLogger(ClassSocket.class.getName());

    /** The largest message and frame: enough for a link with 2,000 points. */
    static final int MOST_BYTES = 16 << 10;

    /** Characters that may wait for a client that does not read: several times what a board begins with. */
    static final long MOST_UNREAD = 1 << 20;

    /** The first message has to come within this. */
    static final long HELLO_MILLIS = 10_000;

    /** Pages say something every 20 s, and in the background every minute: longer silence is a lost network. */
    static final long SILENCE_NANOS = 150_000_000_000L;

    private static final short UNSUPPORTED = 1003;
    private static final short REFUSED = 1008;
    private static final short TRY_AGAIN = 1013;

    private static final String HERE = "{\"type\":\"here\"}";

    /** Finds a seat for who connects. */
    interface Host {
        /** A message's JSON. */
        JsonObject parsed(String text) throws Refusal;

        /**
         * The seat that the first message asks for; fails with a {@link Refusal}, or an {@link HttpProblem} 429 when
         * there were too many from the same address.
         */
        CompletionStage<Seat> seat(JsonObject hello, ClassSocket line) throws Refusal;
    }

    private final ServerWebSocket socket;
    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final long helloMillis;
    private final Set<ClassSocket> open;
    private final Host host;
    private final Pace pace;
    // The seat may come on another thread than the socket's.
    private volatile @Nullable Seat seat;
    private volatile long heard;
    /** Whether its end was asked for: nothing is heard or sent after that. */
    private volatile boolean closing;
    /** Whether the first message came. */
    private boolean greeted;

    private final AtomicLong unread = new AtomicLong();
    private volatile boolean closed;

    ClassSocket(ServerWebSocket socket, Vertx vertx, LongSupplier nanoTime, Set<ClassSocket> open, Host host) {
        this(socket, vertx, nanoTime, HELLO_MILLIS, open, host);
    }

    /** The same with another time for the first message. */
    ClassSocket(
            ServerWebSocket socket,
            Vertx vertx,
            LongSupplier nanoTime,
            long helloMillis,
            Set<ClassSocket> open,
            Host host) {
        this.socket = socket;
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.helloMillis = helloMillis;
        this.open = open;
        this.host = host;
        this.pace = new Pace(nanoTime);
        this.heard = nanoTime.getAsLong();
    }

    /**
     * Listens.
     *
     * @param run of the server, for who asks whether it was restarted
     */
    void start(String run) {
        open.add(this);
        long deadline = vertx.setTimer(helloMillis, id -> {
            if (!greeted) {
                closeForRetry();
            }
        });
        socket.textMessageHandler(this::take);
        socket.binaryMessageHandler(bytes -> socket.close(UNSUPPORTED, "messages are text"));
        socket.drainHandler(drained -> {
            Seat taken = seat;
            if (taken != null) {
                taken.drained();
            }
        });
        // What is not a WebSocket message, or too large a one, closes it.
        socket.exceptionHandler(failure -> {
            if (failure instanceof FrameLimit.TooManyFrames) {
                close(REFUSED);
            } else {
                socket.close();
            }
        });
        socket.closeHandler(gone -> {
            closed = true;
            open.remove(this);
            vertx.cancelTimer(deadline);
            Seat taken = seat;
            if (taken != null) {
                taken.left();
            }
        });
        send(new JsonObject().add("type", "hello").add("server", run).toString());
    }

    private void take(String text) {
        heard = nanoTime.getAsLong();
        if (closing) {
            return;
        }
        if (!pace.take()) {
            refuse(
                    "too_many_messages",
                    "more than " + Pace.MESSAGES_A_SECOND + " messages a second; " + Pace.BURST
                            + " at once are allowed");
            return;
        }
        try {
            JsonObject message = host.parsed(text);
            Seat taken = seat;
            if (taken == null) {
                greeted = true;
                // Messages that arrive before it has a seat wait at the client.
                socket.pause();
                var unused = host.seat(message, this).whenComplete(this::sit);
            } else {
                taken.hear(message);
                if (message.getString("type", "").equals("here") && !isFull()) {
                    send(HERE);
                }
            }
        } catch (Refusal | HttpProblem e) {
            refuse(e);
        }
    }

    private void sit(@Nullable Seat given, @Nullable Throwable failure) {
        if (given == null) {
            refuse(failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure);
        } else {
            seat = given;
            if (closed) {
                given.left();
                return;
            }
            // Of a room on another server, a message may have waited and been read before this.
            if (!isFull()) {
                given.drained();
            }
        }
        if (!closed) {
            socket.resume();
        }
    }

    private void refuse(@Nullable Throwable failure) {
        if (failure instanceof Refusal refusal) {
            refuse(refusal);
        } else if (failure instanceof HttpProblem problem) {
            refuse(problem.code(), problem.message());
        } else {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a connection of a class failed",
                    failure == null ? null : PrintableFailure.of(failure));
            close();
        }
    }

    @Override
    public void refuse(Refusal refusal) {
        if (refusal.reason() == Refusal.Reason.AWAY) {
            closeForRetry();
        } else {
            refuse(refusal.reason().name().toLowerCase(Locale.ROOT), String.valueOf(refusal.getMessage()));
        }
    }

    /** Closes the connection for a reason that is not the client's fault: the page reconnects by itself. */
    private void closeForRetry() {
        close(TRY_AGAIN);
    }

    private void refuse(String reason, String message) {
        send(new JsonObject()
                .add("type", "refused")
                .add("reason", reason)
                .add("message", message)
                .toString());
        close(REFUSED);
    }

    private void close(short status) {
        closing = true;
        socket.close(status).onFailure(gone -> {});
    }

    /** Called at regular intervals. */
    void closeIfSilent() {
        if (nanoTime.getAsLong() - heard > SILENCE_NANOS) {
            close();
        }
    }

    @Override
    public void send(String json) {
        if (closing) {
            return;
        }
        if (unread.addAndGet(json.length()) > MOST_UNREAD) {
            hangUp();
            return;
        }
        socket.writeTextMessage(json).onComplete(sent -> unread.addAndGet(-json.length()));
    }

    /** Closes without a reason, which would wait behind what the client does not read. */
    // It cannot fail, and nobody waits for it.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void hangUp() {
        ((WebSocketInternal) socket).channelHandlerContext().close();
    }

    @Override
    public boolean isFull() {
        try {
            return socket.writeQueueFull();
        } catch (IllegalStateException closed) {
            // Its own end is told after others': until then what is sent to it goes nowhere.
            return false;
        }
    }

    @Override
    public void close() {
        close((short) 1000);
    }
}
