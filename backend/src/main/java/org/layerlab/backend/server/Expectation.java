package org.layerlab.backend.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** A client that sends the body of its request once it is told to: {@code Expect: 100-continue} (RFC 9110, section 10.1.1). */
final class Expectation {
    private static final String TOLD = Expectation.class.getName();

    private Expectation() {}

    /** Whether the client waits to be told. {@link Framing} lets no other expectation pass. */
    static boolean isOf(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.EXPECT);
    }

    /** Tells a client that waits to send the body. */
    static void tell(RoutingContext ctx) {
        if (isOf(ctx.request())) {
            ctx.put(TOLD, true);
            ctx.response().writeContinue();
        }
    }

    /**
     * Closes the connection after an answer that comes instead: the client may send the body or not, and the next request
     * could be taken for it.
     */
    static void watch(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (isOf(request) && hasBody(request)) {
            ctx.addHeadersEndHandler(head -> {
                if (ctx.get(TOLD) == null && request.bytesRead() == 0) {
                    LastAnswer.closeAfterwards(ctx);
                }
            });
        }
        ctx.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || (length != null && Long.parseLong(length) > 0);
    }
}
