package org.layerlab.backend.server;

import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Refuses paths that are not percent-encoded UTF-8 text; Vert.x would fail on some while it looks for their route. */
final class RequestPath {
    /** What a decoder puts in the place of bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private RequestPath() {}

    static void check(RoutingContext ctx) {
        String path = String.valueOf(ctx.request().path());
        if (!path.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            ctx.fail(HttpProblem.badRequest("the address has characters that must be percent-encoded"));
            return;
        }
        String decoded;
        try {
            // The decoder is made for forms, where a plus is a space.
            decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            ctx.fail(HttpProblem.badRequest("the address has a % without two hexadecimal digits"));
            return;
        }
        if (decoded.indexOf(REPLACEMENT) >= 0) {
            ctx.fail(HttpProblem.badRequest("the address has bytes that are not UTF-8"));
            return;
        }
        ctx.next();
    }
}
