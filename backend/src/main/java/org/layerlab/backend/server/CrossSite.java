package org.layerlab.backend.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses changes that the pages of other sites ask for: a browser tells by {@code Sec-Fetch-Site} and {@code Origin}
 * whose page it is. Programs that send neither pass, since no other site makes them send anything.
 */
final class CrossSite {
    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);
    /** {@code none} is the person at the browser; a subdomain, {@code same-site}, is another site. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final boolean isSchemeKnown;

    /**
     * @param isSchemeKnown whether origins have to match by http or https too; behind a proxy that ends TLS, requests
     *     don't tell
     */
    CrossSite(boolean isSchemeKnown) {
        this.isSchemeKnown = isSchemeKnown;
    }

    void check(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        List<String> sites = request.headers().getAll("Sec-Fetch-Site");
        List<String> origins = request.headers().getAll("Origin");
        if ((SAFE.contains(request.method()) && !opensSocket(request))
                || (OWN.containsAll(sites) && origins.stream().allMatch(origin -> isOwn(ctx, origin)))) {
            ctx.next();
        } else {
            ctx.fail(new HttpProblem(403, "cross_site", "pages from other sites may not change anything here"));
        }
    }

    /** Browsers let any page open a WebSocket, which can change things from then on. */
    private static boolean opensSocket(HttpServerRequest request) {
        return request.headers().contains("Upgrade");
    }

    private boolean isOwn(RoutingContext ctx, String text) {
        Optional<Origin> own = Forwarding.origin(ctx);
        Optional<Origin> given = Origin.parse(text);
        return own.isPresent()
                && given.isPresent()
                && given.get().authority().equals(own.get().authority())
                && (!isSchemeKnown || given.equals(own));
    }
}
