package org.layerlab.backend.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes connections that run no request for too long: those that never send one, those that send its head byte by
 * byte, and idle keep-alive ones. Belongs to one event loop.
 */
final class IdleConnections {
    private final long nanos;
    private final Map<HttpConnection, Connection> connections = new HashMap<>();

    private static final class Connection {
        private int running;
        private long since;

        Connection(long since) {
            this.since = since;
        }
    }

    IdleConnections(long nanos) {
        this.nanos = nanos;
    }

    void opened(HttpConnection connection) {
        connections.put(connection, new Connection(System.nanoTime()));
        connection.closeHandler(closed -> connections.remove(connection));
    }

    /** Counts a request as running from its head to the end of its response. */
    void watch(RoutingContext ctx) {
        Connection connection = connections.get(ctx.request().connection());
        if (connection != null) {
            connection.running++;
            ctx.addEndHandler(end -> {
                connection.running--;
                connection.since = System.nanoTime();
            });
        }
        ctx.next();
    }

    /** Closes what has been idle for too long; call it at regular intervals. */
    void closeIdle() {
        long now = System.nanoTime();
        List<HttpConnection> late = new ArrayList<>();
        connections.forEach((connection, state) -> {
            if (state.running == 0 && now - state.since > nanos) {
                late.add(connection);
            }
        });
        late.forEach(HttpConnection::close);
    }
}
