package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One HTTP server on one event loop. */
final class HttpVerticle extends VerticleBase {
    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int CLOSING_SECONDS = 2;

    private final ServerOptions options;
    private final Routes routes;
    private final Problems problems;
    private final RequestLog requests;
    private final ConnectionLimit limit;
    private final Accepting accepting;
    private volatile @Nullable HttpServer server;

    HttpVerticle(
            ServerOptions options,
            Routes routes,
            Problems problems,
            RequestLog requests,
            ConnectionLimit limit,
            Accepting accepting) {
        this.options = options;
        this.routes = routes;
        this.problems = problems;
        this.requests = requests;
        this.limit = limit;
        this.accepting = accepting;
    }

    @Override
    public Future<?> start() {
        IdleConnections connections = new IdleConnections(
                Math.min(
                        options.times().slow().toNanos(), options.times().idle().toNanos()),
                options.times().idle().toNanos(),
                limit);
        Router router = Router.router(vertx);
        router.route().handler(connections::watch);
        router.route().handler(new Forwarding(options.front())::resolve);
        router.route().handler(SecurityHeaders::add);
        if (options.front().publicUrl().filter(url -> url.startsWith("https:")).isPresent()) {
            router.route().handler(SecurityHeaders::addStrictTransport);
        }
        router.route().handler(requests::watch);
        router.route().handler(Expectation::watch);
        router.route().handler(RequestPath::check);
        router.route().handler(MalformedQuery::check);
        router.route().handler(new CrossSite(options.front().publicUrl().isPresent())::check);
        routes.addTo(router);
        router.route().handler(ctx -> ctx.fail(HttpProblem.notFound("there is nothing at this address")));
        router.route().failureHandler(problems::answer);
        for (int status : new int[] {400, 404, 413, 500}) {
            router.errorHandler(status, problems::answer);
        }
        Http1ServerConfig limits =
                new Http1ServerConfig().setMaxInitialLineLength(MAX_LINE_BYTES).setMaxHeaderSize(MAX_HEADER_BYTES);
        context.exceptionHandler(failure -> problems.report("an event", failure));
        HttpServer created = vertx.createHttpServer(settings(limits));
        server = created;
        vertx.setPeriodic(Math.max(1, options.times().slow().toMillis() / 10), id -> connections.closeIdle());
        return created.requestHandler(request -> {
                    if (request.uri().equals("*")) {
                        requests.watch(request);
                        routes.sendAllowed(request);
                    } else {
                        router.handle(request);
                    }
                })
                .connectionHandler(connection -> {
                    RequestDecoder.install(connection, limits);
                    accepting.opened(connection);
                    connections.opened(connection);
                })
                .invalidRequestHandler(request -> {
                    requests.watch(request);
                    Problems.answerInvalid(request);
                })
                .listen(address());
    }

    private static HttpServerOptions settings(Http1ServerConfig limits) {
        return new HttpServerOptions()
                // IdleConnections does it: this would also close those whose requests are being worked on.
                .setIdleTimeout(0)
                .setMaxInitialLineLength(limits.getMaxInitialLineLength())
                .setMaxHeaderSize(limits.getMaxHeaderSize())
                .setHttp2ClearTextEnabled(false)
                // There are none, and their handler logs a stack trace when a client sends 128 requests at once.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(ClassSocket.MOST_BYTES)
                .setMaxWebSocketMessageSize(ClassSocket.MOST_BYTES)
                // A client that does not answer a close is hung up on.
                .setWebSocketClosingTimeout(CLOSING_SECONDS)
                .setHandle100ContinueAutomatically(false);
    }

    private SocketAddress address() {
        return options.port() == 0
                // Any free port, the same for all instances.
                ? SocketAddress.sharedRandomPort(1, options.host())
                : SocketAddress.inetSocketAddress(options.port(), options.host());
    }

    int port() {
        HttpServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("the server is not listening yet");
        }
        return listening.actualPort();
    }

    /** Accepts no new connections, and waits for running requests. */
    Future<Void> drain(long millis) {
        HttpServer listening = server;
        return listening == null ? Future.succeededFuture() : listening.shutdown(millis, TimeUnit.MILLISECONDS);
    }
}
