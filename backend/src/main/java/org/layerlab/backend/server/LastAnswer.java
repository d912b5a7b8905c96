package org.layerlab.backend.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The last answer on a connection, whose request is not read to its end. */
final class LastAnswer {
    private static final long LINGER_MILLIS = 1000;

    private LastAnswer() {}

    /**
     * Closes the connection instead of reading the rest of the body. The client gets a moment to read the response:
     * closing while it is still writing can discard it.
     */
    static void closeAfterwards(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        ctx.addEndHandler(end -> ctx.vertx()
                .setTimer(LINGER_MILLIS, id -> ctx.request().connection().close()));
    }
}
