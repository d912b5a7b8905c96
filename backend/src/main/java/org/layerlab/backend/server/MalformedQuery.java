package org.layerlab.backend.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Queries with a {@code %} that starts no character, on which Vert.x would fail wherever an address has parameters. A
 * mail program may have cut a link there: a page's address is answered without its query, others are refused.
 */
final class MalformedQuery {
    private MalformedQuery() {}

    static void check(RoutingContext ctx) {
        String path = String.valueOf(ctx.request().path());
        if (isReadable(ctx.request().query())) {
            ctx.next();
        } else if (Problems.isPage(ctx) && staysHere(path)) {
            ctx.response()
                    .setStatusCode(302)
                    .putHeader(HttpHeaders.LOCATION, path)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end();
        } else {
            ctx.fail(HttpProblem.badRequest("the query has a % without two hexadecimal digits"));
        }
    }

    /** Whether Vert.x, which decodes with Netty, reads it. */
    private static boolean isReadable(@Nullable String query) {
        try {
            new QueryStringDecoder(query == null ? "" : query, StandardCharsets.UTF_8, false, Integer.MAX_VALUE)
                    .parameters();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Browsers read {@code //host} as another site's address. */
    private static boolean staysHere(String path) {
        return path.length() < 2 || (path.charAt(1) != '/' && path.charAt(1) != '\\');
    }
}
