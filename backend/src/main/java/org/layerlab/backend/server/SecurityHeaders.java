package org.layerlab.backend.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * The security headers of every response. Pages are cross-origin isolated, so that their workers can share memory, and
 * load nothing from other sites.
 *
 * <p>TeaVM's WebAssembly runtime needs {@code 'unsafe-eval'}: it makes a function from the text of each native method
 * while the program loads, and later looks up globals by {@code new Function("return NAME;")}. Trusted Types narrow that:
 * a page's only policy, in {@code boot.js}, allows any text just while the program loads, and afterwards nothing but such
 * a look-up. The service worker's allows its second script. Browsers without Trusted Types are as open as {@code 'unsafe-eval'} leaves them.
 *
 * <p>Other sites may frame the playground, whose {@code embed} setting is in the fragment, which never reaches the server,
 * and the place to try a model, {@code /m/ID?embed=true}. Framing is harmless, as there are no cookies and no accounts, and
 * {@link CrossSite} refuses what another site's frame wants to change.
 */
final class SecurityHeaders {
    private static final String POLICY = "default-src 'none'; "
            + "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'; "
            + "require-trusted-types-for 'script'; "
            + "trusted-types default; "
            + "style-src 'self'; "
            + "img-src 'self' blob: data:; "
            + "font-src 'self'; "
            + "connect-src 'self'; "
            + "worker-src 'self'; "
            + "frame-src 'self'; "
            + "manifest-src 'self'; "
            + "base-uri 'none'; "
            + "form-action 'self'; "
            + "frame-ancestors ";

    private SecurityHeaders() {}

    static void add(RoutingContext ctx) {
        add(ctx.response(), ctx.request().path());
        if (isTrial(ctx.request())) {
            embeddable(ctx.response(), true);
        }
        ctx.next();
    }

    /** For a server that is reached by HTTPS alone, through a proxy: browsers must use nothing else from then on. */
    static void addStrictTransport(RoutingContext ctx) {
        ctx.response().putHeader("Strict-Transport-Security", "max-age=31536000");
        ctx.next();
    }

    static void add(HttpServerResponse response, @org.jspecify.annotations.Nullable String path) {
        embeddable(response, "/".equals(path));
        response.putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Embedder-Policy", "require-corp")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader(
                        "Permissions-Policy",
                        "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()");
    }

    private static boolean isTrial(HttpServerRequest request) {
        return String.valueOf(request.path()).startsWith("/m/") && "embed=true".equals(request.query());
    }

    private static void embeddable(HttpServerResponse response, boolean everywhere) {
        response.putHeader("Cross-Origin-Resource-Policy", everywhere ? "cross-origin" : "same-origin")
                .putHeader("Content-Security-Policy", POLICY + (everywhere ? "*" : "'self'"));
    }
}
