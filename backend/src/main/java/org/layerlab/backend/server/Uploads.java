package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;

/**
 * Receives request bodies, large ones into files, however many come at once: memory holds none of them. Bounded in
 * size, time, speed, number, and number for each client.
 */
final class Uploads {
    private static final int MAX_CONCURRENT = 32;
    private static final int MAX_TEXT_BYTES = 64 << 10;
    private static final long LINGER_MILLIS = 1000;
    private static final long MIN_BYTES_PER_SECOND = 1024;

    private final ModelStore models;
    private final Vertx vertx;
    private final long maxBytes;
    private final Duration timeout;
    private final Duration slow;
    private final Allowance allowance;
    private final AtomicInteger concurrent = new AtomicInteger();

    /**
     * @param allowance of each client to save and to change
     */
    Uploads(ModelStore models, Vertx vertx, ServerOptions options, Allowance allowance) {
        this.models = models;
        this.vertx = vertx;
        this.maxBytes = options.limits().upload();
        this.timeout = options.times().upload();
        this.slow = options.times().slow();
        this.allowance = allowance;
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
        admit(ctx);
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
            return Future.failedFuture(tooLarge(maxBytes));
        }
        request.pause();
        return vertx.executeBlocking(models::newTemporaryFile, false)
                .compose(path -> {
                    Body body = new Body(vertx, path);
                    return receive(ctx, body, expects)
                            .recover(
                                    failure -> body.delete().transform(done -> Future.failedFuture(explained(failure))))
                            .map(body);
                })
                .eventually(() -> {
                    concurrent.decrementAndGet();
                    return Future.succeededFuture();
                });
    }

    private Future<Void> receive(RoutingContext ctx, Body body, boolean expects) {
        return vertx.fileSystem()
                .open(body.file().toString(), new OpenOptions().setRead(false))
                .compose(file -> new Reception(ctx, maxBytes)
                        .run(expects, (chunk, failed) -> write(ctx, file, chunk, failed))
                        .eventually(file::close));
    }

    private static void write(RoutingContext ctx, AsyncFile file, Buffer chunk, Handler<Throwable> failed) {
        file.write(chunk).onFailure(failed);
        if (file.writeQueueFull()) {
            ctx.request().pause();
            file.drainHandler(drained -> ctx.request().resume());
        }
    }

    private static Throwable explained(Throwable failure) {
        return failure instanceof FileSystemException
                ? StoreException.unwritable("the model cannot be stored", failure)
                : failure;
    }

    /** A short body, as text. Call it at once, before any of it has come. */
    Future<String> receiveText(RoutingContext ctx) {
        admit(ctx);
        Buffer text = Buffer.buffer();
        return new Reception(ctx, MAX_TEXT_BYTES)
                .run(false, (chunk, failed) -> text.appendBuffer(chunk))
                .map(done -> text.toString(StandardCharsets.UTF_8));
    }

    /**
     * Counts a change that a client makes.
     *
     * @throws HttpProblem 429 when there are too many
     */
    void admit(RoutingContext ctx) {
        try {
            allowance.take(Forwarding.client(ctx.request()));
        } catch (HttpProblem e) {
            closeAfterwards(ctx);
            throw e;
        }
    }

    private static long contentLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest("the content length is not a number");
        }
    }

    private static HttpProblem tooLarge(long maxBytes) {
        return new HttpProblem(413, "too_large", "the body is too large: at most " + maxBytes + " bytes are taken");
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

    /** Where a body goes. */
    @FunctionalInterface
    private interface Sink {
        void take(Buffer chunk, Handler<Throwable> failed);
    }

    /** One body on its way in; lives on the request's event loop. */
    private final class Reception {
        private final RoutingContext ctx;
        private final long limit;
        private final Promise<Void> promise = Promise.promise();
        private long received;
        private long receivedBefore;

        Reception(RoutingContext ctx, long limit) {
            this.ctx = ctx;
            this.limit = limit;
        }

        Future<Void> run(boolean expects, Sink sink) {
            HttpServerRequest request = ctx.request();
            long end = vertx.setTimer(
                    timeout.toMillis(), id -> giveUp("the body has not come in " + timeout.toSeconds() + " seconds"));
            long pace = vertx.setPeriodic(slow.toMillis(), id -> checkPace());
            request.exceptionHandler(promise::tryFail);
            request.endHandler(ended -> finish());
            request.handler(chunk -> take(sink, chunk));
            if (expects) {
                ctx.response().writeContinue();
            }
            request.resume();
            return promise.future().eventually(() -> {
                vertx.cancelTimer(end);
                vertx.cancelTimer(pace);
                request.handler(null);
                return Future.succeededFuture();
            });
        }

        /** A body that drips would hold its place among the {@value #MAX_CONCURRENT} for as long as it likes. */
        private void checkPace() {
            if ((received - receivedBefore) * 1000 < MIN_BYTES_PER_SECOND * slow.toMillis()) {
                giveUp("the body comes too slowly: less than " + MIN_BYTES_PER_SECOND + " bytes a second");
            }
            receivedBefore = received;
        }

        private void giveUp(String why) {
            closeAfterwards(ctx);
            promise.tryFail(new HttpProblem(408, "too_slow", why));
        }

        private void take(Sink sink, Buffer chunk) {
            received += chunk.length();
            if (received > 2 * limit) {
                closeAfterwards(ctx);
                promise.tryFail(tooLarge(limit));
            } else if (received <= limit && !promise.future().isComplete()) {
                sink.take(chunk, promise::tryFail);
            }
        }

        private void finish() {
            if (received > limit) {
                promise.tryFail(tooLarge(limit));
            } else if (received == 0) {
                promise.tryFail(HttpProblem.badRequest("the body is empty"));
            } else {
                promise.tryComplete();
            }
        }
    }
}
