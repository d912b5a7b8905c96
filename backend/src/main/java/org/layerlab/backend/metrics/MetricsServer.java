package org.layerlab.backend.metrics;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Answers {@code GET /metrics} on an address of its own, so that a server on the Internet does not tell it to everyone. */
public final class MetricsServer {
    private static final int MAX_LINE_BYTES = 1024;
    private static final int MAX_HEADER_BYTES = 4096;
    private static final int IDLE_SECONDS = 60;
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final Metrics metrics;

    private MetricsServer(Vertx vertx, Metrics metrics) {
        this.vertx = vertx;
        this.metrics = metrics;
    }

    /**
     * Listens until Vert.x is closed.
     *
     * @return the actual port
     */
    public static Future<Integer> start(Vertx vertx, Metrics metrics, MetricsOptions options) {
        MetricsServer server = new MetricsServer(vertx, metrics);
        return vertx.createHttpServer(new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxInitialLineLength(MAX_LINE_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES))
                .requestHandler(server::answer)
                .listen(options.port(), options.host())
                .map(HttpServer::actualPort);
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!"/metrics".equals(request.path())) {
            response.setStatusCode(404).end("the metrics are at /metrics\n");
        } else if (!request.method().equals(HttpMethod.GET)) {
            response.setStatusCode(405).putHeader("Allow", "GET").end();
        } else {
            vertx.executeBlocking(metrics::text)
                    .onSuccess(text -> response.putHeader("Content-Type", TEXT).end(text))
                    .onFailure(failure -> response.setStatusCode(500).end());
        }
    }
}
