package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.layerlab.backend.store.ModelStore;

/**
 * Receives request bodies into files, however many come at once: memory holds none of them. Bounded in size, time and
 * number.
 */
final class Uploads {
    private static final int MAX_CONCURRENT = 32;
    private static final long LINGER_MILLIS = 1000;

    private final ModelStore models;
    private final Vertx vertx;
    private final long maxBytes;
    private final Duration timeout;
    private final AtomicInteger concurrent = new AtomicInteger();

    /**
     * @param maxBytes of one body
     * @param timeout from the head of the request to the end of its body
     */
    Uploads(ModelStore models, Vertx vertx, long maxBytes, Duration timeout) {
        this.models = models;
        this.vertx = vertx;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
    }

    /** A body that has come in whole. */
    record Body(Vertx vertx, Path file) {
        /** All of it; blocks. */
        byte[] read() throws IOException {
            return Files.readAllBytes(file);
        }

        Future<Void> delete() {
            return vertx.fileSystem().delete(file.toString()).otherwiseEmpty();
        }
    }

    /**
     * The request's body. Call it at once, before any of it has come.
     *
     * <p>Fails with 413 when the body is too long: it is read to its end and thrown away first, as far as that is
     * bearable, for a client that still writes would see a broken connection instead of the answer.
     */
    Future<Body> receive(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (concurrent.incrementAndGet() > MAX_CONCURRENT) {
            concurrent.decrementAndGet();
            closeAfterwards(ctx);
            return Future.failedFuture(new HttpProblem(
                    503, "busy", "too many models are being saved right now", Map.of("Retry-After", "5")));
        }
        long announced = contentLength(request);
        boolean expects = "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
        if (announced > maxBytes && (expects || announced > 2 * maxBytes)) {
            concurrent.decrementAndGet();
            closeAfterwards(ctx);
            return Future.failedFuture(tooLarge());
        }
        request.pause();
        return vertx.executeBlocking(models::newTemporaryFile, false)
                .compose(path -> {
                    Body body = new Body(vertx, path);
                    return new Reception(ctx, body)
                            .run(expects)
                            .recover(failure -> body.delete().transform(done -> Future.failedFuture(failure)))
                            .map(body);
                })
                .eventually(() -> {
                    concurrent.decrementAndGet();
                    return Future.succeededFuture();
                });
    }

    private static long contentLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest("the content length is not a number");
        }
    }

    private HttpProblem tooLarge() {
        return new HttpProblem(413, "too_large", "the file is too large: at most " + maxBytes + " bytes can be saved");
    }

    /**
     * Closes the connection, on which the rest of the body would have to be read to no end. The client gets a moment
     * to see the answer: closing while it still writes can throw away what it has not read yet.
     */
    private void closeAfterwards(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        ctx.addEndHandler(end ->
                vertx.setTimer(LINGER_MILLIS, id -> ctx.request().connection().close()));
    }

    /** One body on its way in; lives on the request's event loop. */
    private final class Reception {
        private final RoutingContext ctx;
        private final Body body;
        private final Promise<Void> promise = Promise.promise();
        private long received;

        Reception(RoutingContext ctx, Body body) {
            this.ctx = ctx;
            this.body = body;
        }

        Future<Void> run(boolean expects) {
            HttpServerRequest request = ctx.request();
            return vertx.fileSystem()
                    .open(body.file().toString(), new OpenOptions().setRead(false))
                    .compose(file -> {
                        long timer = vertx.setTimer(timeout.toMillis(), id -> {
                            closeAfterwards(ctx);
                            promise.tryFail(new HttpProblem(
                                    408, "too_slow", "the file has not come in " + timeout.toSeconds() + " seconds"));
                        });
                        request.exceptionHandler(promise::tryFail);
                        request.endHandler(end -> finish());
                        request.handler(chunk -> take(file, chunk));
                        if (expects) {
                            ctx.response().writeContinue();
                        }
                        request.resume();
                        return promise.future().eventually(() -> {
                            vertx.cancelTimer(timer);
                            request.handler(null);
                            return file.close();
                        });
                    });
        }

        private void take(AsyncFile file, Buffer chunk) {
            received += chunk.length();
            if (received > 2 * maxBytes) {
                closeAfterwards(ctx);
                promise.tryFail(tooLarge());
            } else if (received <= maxBytes && !promise.future().isComplete()) {
                file.write(chunk).onFailure(promise::tryFail);
                if (file.writeQueueFull()) {
                    ctx.request().pause();
                    file.drainHandler(drained -> ctx.request().resume());
                }
            }
        }

        private void finish() {
            if (received > maxBytes) {
                promise.tryFail(tooLarge());
            } else if (received == 0) {
                promise.tryFail(HttpProblem.badRequest("the body is empty; it has to be a .safetensors or .npz file"));
            } else {
                promise.tryComplete();
            }
        }
    }
}
