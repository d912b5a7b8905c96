package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.network.text.Utf8;

/**
 * Receives request bodies: those of models into files, never in memory; texts into memory, with no disk. Limits their
 * size, time, speed and number, and the number for each client.
 */
final class Uploads {
    static final int MAX_TEXT_BYTES = 64 << 10;
    private static final long TOO_EARLY_MILLIS = 100;

    private final ModelStore models;
    private final Vertx vertx;
    private final long maxBytes;
    private final Duration timeout;
    private final Duration slow;
    private final Allowance allowance;
    private final UploadPlaces places;

    /**
     * @param allowance rate limit of each client
     */
    Uploads(ModelStore models, Vertx vertx, ServerOptions options, ServerOptions.Limits limits, Allowance allowance) {
        this.models = models;
        this.vertx = vertx;
        this.maxBytes = limits.upload();
        this.timeout = options.times().upload();
        this.slow = options.times().slow();
        this.allowance = allowance;
        this.places = new UploadPlaces(options.front().behindAddress());
    }

    /** A complete body. */
    record Body(Vertx vertx, Path file) {
        /** The whole body; blocks. */
        byte[] read() throws IOException {
            return Files.readAllBytes(file);
        }

        Future<Void> delete() {
            return vertx.fileSystem().delete(file.toString()).otherwiseEmpty();
        }
    }

    /**
     * Receives the body of the request. Call it right away, before any of it arrives.
     *
     * <p>Fails with 413 when the body is too large. A moderately large one is first read to its end and discarded: a
     * client that is still writing would see a broken connection instead of the response.
     */
    Future<Body> receive(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        admit(ctx);
        requireIdentity(ctx);
        Runnable leave;
        try {
            long announced = announced(ctx, maxBytes);
            leave = places.take(Forwarding.client(ctx), announced);
        } catch (HttpProblem e) {
            LastAnswer.closeAfterwards(ctx);
            return Future.failedFuture(e);
        }
        request.pause();
        return vertx.executeBlocking(models::newTemporaryFile, false)
                .onFailure(failure -> {
                    LastAnswer.closeAfterwards(ctx);
                    request.resume();
                })
                .compose(path -> {
                    Body body = new Body(vertx, path);
                    return receive(ctx, body)
                            .recover(failure -> body.delete().transform(done -> Future.failedFuture(failure)))
                            .map(body);
                })
                .eventually(() -> {
                    leave.run();
                    return Future.succeededFuture();
                });
    }

    private Future<Void> receive(RoutingContext ctx, Body body) {
        return UploadFile.open(vertx, body.file())
                .compose(file ->
                        new Reception(ctx, maxBytes).run(file::write).transform(received -> file.finish(received)));
    }

    /** Receives a short body as text; fails with 400 when it is not UTF-8. Call it right away, before any of it arrives. */
    Future<String> receiveText(RoutingContext ctx) {
        admit(ctx);
        requireIdentity(ctx);
        return text(ctx, MAX_TEXT_BYTES);
    }

    /**
     * Receives a body as text into memory, and keeps a place for it until it was used, unless it is so short that the
     * number of connections bounds its memory. Call it right away, before any of it arrives.
     *
     * @param most bytes, of which there are fewer where Java has little memory
     * @param use makes the answer
     * @return what {@code use} gives; fails with 400 when the body is not UTF-8, 413 when it is too large, 429 or 503 when
     *     there is no place
     */
    <T> Future<T> withText(RoutingContext ctx, long most, Function<String, Future<T>> use) {
        admit(ctx);
        requireIdentity(ctx);
        long limit = Math.min(most, maxBytes);
        Runnable leave;
        try {
            long announced = announced(ctx, limit);
            boolean isShort = announced >= 0 && announced <= MAX_TEXT_BYTES;
            leave = isShort ? () -> {} : places.takeLarge(Forwarding.client(ctx));
        } catch (HttpProblem e) {
            LastAnswer.closeAfterwards(ctx);
            return Future.failedFuture(e);
        }
        return text(ctx, limit).compose(use).eventually(() -> {
            leave.run();
            return Future.succeededFuture();
        });
    }

    private Future<String> text(RoutingContext ctx, long limit) {
        Buffer text = Buffer.buffer();
        return new Reception(ctx, limit)
                .run((chunk, source) -> text.appendBuffer(chunk))
                .map(done -> utf8(text.getBytes()));
    }

    private static String utf8(byte[] bytes) {
        String text = Utf8.text(bytes, 0, bytes.length);
        if (text == null) {
            throw HttpProblem.badRequest("the body is not UTF-8");
        }
        return text;
    }

    /**
     * Refuses a body that is compressed for its transport; nothing here decompresses it.
     *
     * @throws HttpProblem 415, which names the coding
     */
    private void requireIdentity(RoutingContext ctx) {
        for (String header : ctx.request().headers().getAll(HttpHeaders.CONTENT_ENCODING)) {
            for (String coding : header.split(",", -1)) {
                String named = coding.trim();
                if (!named.isEmpty() && !named.equalsIgnoreCase("identity")) {
                    LastAnswer.closeAfterwards(ctx);
                    throw new HttpProblem(
                            415,
                            "unsupported_encoding",
                            "the body has the Content-Encoding " + named.substring(0, Math.min(40, named.length()))
                                    + "; send it without one",
                            Map.of("Accept-Encoding", "identity"));
                }
            }
        }
    }

    /**
     * Counts a change by this client.
     *
     * @throws HttpProblem 429 when there were too many
     */
    void admit(RoutingContext ctx) {
        try {
            allowance.take(Forwarding.client(ctx));
        } catch (HttpProblem e) {
            LastAnswer.closeAfterwards(ctx);
            throw e;
        }
    }

    /**
     * The length of a body that is about to arrive; negative if it is not known.
     *
     * @throws HttpProblem 413 when it need not even begin
     */
    private static long announced(RoutingContext ctx, long limit) {
        long length = contentLength(ctx.request());
        if (length > limit && (Expectation.isOf(ctx.request()) || length > 2 * limit)) {
            throw tooLarge(limit);
        }
        return length;
    }

    private static long contentLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest("Content-Length is not a whole number");
        }
    }

    private static HttpProblem tooLarge(long maxBytes) {
        return new HttpProblem(413, "too_large", "the body is too large: the limit is " + maxBytes + " bytes");
    }

    /** Takes the chunks of a body. */
    @FunctionalInterface
    private interface Sink {
        void take(Buffer chunk, UploadFile.Source source);
    }

    /** Receives one body, on the request's event loop. */
    private final class Reception implements UploadFile.Source {
        private final RoutingContext ctx;
        private final long limit;
        private final Promise<Void> promise = Promise.promise();
        private final UploadPace pace = new UploadPace(timeout, slow, System::nanoTime);
        private long received;
        private long end;

        Reception(RoutingContext ctx, long limit) {
            this.ctx = ctx;
            this.limit = limit;
        }

        Future<Void> run(Sink sink) {
            HttpServerRequest request = ctx.request();
            checkEnd(timeout.toMillis());
            long looks = vertx.setPeriodic(slow.toMillis(), id -> checkPace());
            request.exceptionHandler(promise::tryFail);
            // It may have gone before anybody listened: its place is for others then.
            ctx.addEndHandler(gone -> promise.tryFail(BlockingJobs.clientGone()));
            if (ctx.response().closed() || ctx.response().ended()) {
                promise.tryFail(BlockingJobs.clientGone());
            }
            request.endHandler(ended -> finish());
            request.handler(chunk -> take(sink, chunk));
            Expectation.tell(ctx);
            request.resume();
            return promise.future().eventually(() -> {
                vertx.cancelTimer(end);
                vertx.cancelTimer(looks);
                request.handler(null);
                return Future.succeededFuture();
            });
        }

        private void checkPace() {
            String complaint = pace.complaint();
            if (complaint != null) {
                giveUp(complaint);
            }
        }

        /** Gives up when the client's time is up, which is later where it has had to wait. */
        private void checkEnd(long millis) {
            end = vertx.setTimer(millis, id -> {
                long left = pace.millisLeft();
                if (left == 0) {
                    giveUp("the body was not complete after " + timeout.toSeconds() + " seconds");
                } else {
                    // While the client waits, its time does not pass.
                    checkEnd(Math.max(left, TOO_EARLY_MILLIS));
                }
            });
        }

        @Override
        public void hold() {
            pace.hold();
            ctx.request().pause();
        }

        @Override
        public void goOn() {
            pace.goOn();
            ctx.request().resume();
        }

        @Override
        public void fail(Throwable failure) {
            promise.tryFail(failure);
        }

        private void giveUp(String why) {
            LastAnswer.closeAfterwards(ctx);
            promise.tryFail(new HttpProblem(408, "too_slow", why));
        }

        private void take(Sink sink, Buffer chunk) {
            received = pace.count(chunk.length());
            if (received > 2 * limit) {
                LastAnswer.closeAfterwards(ctx);
                promise.tryFail(tooLarge(limit));
            } else if (received <= limit && !promise.future().isComplete()) {
                sink.take(chunk, this);
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
