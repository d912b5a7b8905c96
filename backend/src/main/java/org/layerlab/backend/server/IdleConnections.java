package org.layerlab.backend.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.log.FailureLog;

/**
 * Closes connections that nothing happens on: those that never send a request, those that send its head byte by byte,
 * idle keep-alive ones, and those whose client does not read its answer. A request that is being worked on is left
 * alone, however long that takes. Belongs to one event loop.
 */
final class IdleConnections {
    private static final Logger VERTX = Logger.getLogger("io.vertx.core.net.impl.VertxConnection");

    static {
        // Of a client that leaves while a file is sent, Vert.x would log a stack trace.
        VERTX.setFilter(line -> line.getThrown() == null || !FailureLog.isDisconnection(line.getThrown()));
    }

    private final long idleNanos;
    private final long unreadNanos;
    private final ConnectionLimit limit;
    private final Map<HttpConnection, Connection> connections = new HashMap<>();

    private static final class Connection {
        private int running;
        /** When its last request ended, or its last byte left. */
        private long since;

        private @Nullable RoutingContext latest;

        private final Reading reading = new Reading();

        Connection(long since) {
            this.since = since;
        }
    }

    /**
     * @param idleNanos without a request
     * @param unreadNanos in which a client reads nothing of an answer that waits for it
     * @param limit how many there may be, of all event loops
     */
    IdleConnections(long idleNanos, long unreadNanos, ConnectionLimit limit) {
        this.limit = limit;
        this.idleNanos = idleNanos;
        this.unreadNanos = unreadNanos;
    }

    void opened(HttpConnection connection) {
        String address = connection.remoteAddress() == null
                ? ""
                : String.valueOf(connection.remoteAddress().hostAddress());
        if (!limit.open(address)) {
            connection.close();
            return;
        }
        Connection state = new Connection(System.nanoTime());
        connections.put(connection, state);
        if (connection instanceof ConnectionBase base) {
            base.channel().pipeline().addFirst("reading", state.reading);
        }
        connection.exceptionHandler(failure -> failed(state, failure));
        onClose(connection, () -> {
            connections.remove(connection);
            limit.close(address);
        });
    }

    /** Vert.x tells the handler of an HTTP connection nothing once it has become a WebSocket; the channel tells. */
    // It cannot fail, and nobody waits for it.
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void onClose(HttpConnection connection, Runnable gone) {
        if (connection instanceof ConnectionBase base) {
            base.channel().closeFuture().addListener(closed -> gone.run());
        } else {
            connection.closeHandler(closed -> gone.run());
        }
    }

    /** Counts a request as running from its head until its answer is complete, though perhaps not yet sent. */
    void watch(RoutingContext ctx) {
        Connection connection = connections.get(ctx.request().connection());
        if (connection != null) {
            connection.running++;
            connection.latest = ctx;
            ctx.addEndHandler(end -> {
                connection.running--;
                connection.since = System.nanoTime();
            });
        }
        ctx.next();
    }

    /** A body that is not HTTP is answered before Vert.x closes the connection. */
    private static void failed(Connection connection, Throwable failure) {
        RoutingContext ctx = connection.latest;
        if (connection.running > 0 && ctx != null && !(failure instanceof IOException)) {
            // An error is the server's own, such as a class that is gone because somebody replaced the running .jar.
            ctx.fail(failure instanceof Error ? failure : Problems.invalid());
        }
    }

    /** Closes what has been idle for too long; call it at regular intervals. */
    void closeIdle() {
        long now = System.nanoTime();
        List<Runnable> late = new ArrayList<>();
        connections.forEach((connection, state) -> {
            if (isLate(connection, state, now)) {
                late.add(state.reading.isWaiting() ? state.reading::hangUp : connection::close);
            }
        });
        late.forEach(Runnable::run);
    }

    private boolean isLate(HttpConnection connection, Connection state, long now) {
        if (connection instanceof ConnectionBase base && state.reading.look(base.channel(), now)) {
            state.since = now;
            return now - state.reading.readAt() > unreadNanos;
        }
        return state.running == 0 && now - state.since > idleNanos;
    }
}
