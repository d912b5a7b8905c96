package org.layerlab.backend.server;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * The headers that go with everything. The page is cross-origin isolated, so that its workers can share memory, and
 * loads nothing from elsewhere. {@code 'unsafe-eval'} is what TeaVM's WebAssembly runtime needs for its
 * {@code new Function}.
 *
 * <p>The playground alone may be shown in frames of other sites: that is what its {@code embed} setting is for, which is
 * in the fragment and so never reaches the server. Nothing on it acts in its visitor's name: there are no cookies and
 * no accounts.
 */
final class SecurityHeaders {
    private static final String POLICY = "default-src 'none'; "
            + "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'; "
            + "style-src 'self'; "
            + "img-src 'self' blob: data:; "
            + "font-src 'self'; "
            + "connect-src 'self'; "
            + "worker-src 'self'; "
            + "manifest-src 'self'; "
            + "base-uri 'none'; "
            + "form-action 'self'; "
            + "frame-ancestors ";

    private SecurityHeaders() {}

    static void add(RoutingContext ctx) {
        add(ctx.response(), ctx.request().path());
        ctx.next();
    }

    static void add(HttpServerResponse response, @org.jspecify.annotations.Nullable String path) {
        boolean embeddable = "/".equals(path);
        response.putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Embedder-Policy", "require-corp")
                .putHeader("Cross-Origin-Resource-Policy", embeddable ? "cross-origin" : "same-origin")
                .putHeader("Content-Security-Policy", POLICY + (embeddable ? "*" : "'self'"))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader(
                        "Permissions-Policy",
                        "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()");
    }
}
