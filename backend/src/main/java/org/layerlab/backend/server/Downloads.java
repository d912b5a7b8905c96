package org.layerlab.backend.server;

import com.eclipsesource.json.JsonValue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.server.Validators.Range;

/** Sends files and JSON: conditional requests, ranges, and HEAD. */
final class Downloads {
    private Downloads() {}

    /** Ends the response with a body, or for HEAD with its length only. */
    static Future<Void> end(RoutingContext ctx, Buffer body) {
        HttpServerResponse response = ctx.response();
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            return response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .end();
        }
        return response.end(body);
    }

    static Future<Void> json(RoutingContext ctx, JsonValue json) {
        return json(ctx, Buffer.buffer(json.toString()));
    }

    /** Sends JSON that is text already. */
    static Future<Void> json(RoutingContext ctx, Buffer json) {
        HttpServerResponse response = ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON);
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        }
        return end(ctx, json);
    }

    /**
     * The headers of a file, whatever range of it is sent.
     *
     * @param etag with its quotes
     * @param fileName for a download; null for a file that browsers display
     */
    record Description(
            String etag,
            String mediaType,
            String cacheControl,
            @Nullable String fileName) {}

    /**
     * Answers 304 if the client already has the file; returns whether it did.
     *
     * @throws HttpProblem 412 when the client asks for another version
     */
    static boolean endIfKnown(RoutingContext ctx, Description file) {
        describe(ctx, file);
        if (!Validators.matches(ctx.request(), file.etag())) {
            return false;
        }
        ctx.response().setStatusCode(304).end();
        return true;
    }

    private static void describe(RoutingContext ctx, Description file) {
        Precondition.of(ctx.request()).require(List.of(file.etag()));
        ctx.response()
                .putHeader(HttpHeaders.ETAG, file.etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, file.cacheControl());
    }

    /** Sends a file from disk, or the requested range of it. */
    static Future<Void> send(RoutingContext ctx, Path path, long size, Description file) {
        Range range = begin(ctx, size, file);
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            return endHead(ctx, range);
        }
        return ctx.response().sendFile(path.toString(), range.from(), range.length());
    }

    /** Sends an open file, or the requested range of it, and closes it. */
    static Future<Void> send(RoutingContext ctx, FileChannel channel, long size, Description file) {
        Future<Void> sent;
        try {
            Range range = begin(ctx, size, file);
            sent = ctx.request().method().equals(HttpMethod.HEAD)
                    ? endHead(ctx, range)
                    : ctx.response().sendFile(channel, range.from(), range.length());
        } catch (RuntimeException e) {
            sent = Future.failedFuture(e);
        }
        return sent.onComplete(done -> {
            try {
                channel.close();
            } catch (IOException e) {
                // It was only read.
            }
        });
    }

    private static Future<Void> endHead(RoutingContext ctx, Range range) {
        return ctx.response()
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(range.length()))
                .end();
    }

    /** Sends a file from memory, or the requested range of it. */
    static Future<Void> send(RoutingContext ctx, byte[] content, Description file) {
        Range range = begin(ctx, content.length, file);
        int from = (int) range.from();
        return end(ctx, Buffer.buffer(content).slice(from, from + (int) range.length()));
    }

    /** Sets the headers of a file; gives the part of it that is to be sent. */
    static Range begin(RoutingContext ctx, long size, Description file) {
        describe(ctx, file);
        Range range = Validators.range(ctx.request(), file.etag(), size);
        HttpServerResponse response = ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType())
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (file.fileName() != null) {
            response.putHeader("Content-Disposition", "attachment; filename=\"" + file.fileName() + "\"");
        }
        if (range == null) {
            return new Range(0, size);
        }
        partial(response, range, size);
        return range;
    }

    /** Sets status 206 and {@code Content-Range}. */
    static void partial(HttpServerResponse response, Range range, long size) {
        response.setStatusCode(206)
                .putHeader(
                        HttpHeaders.CONTENT_RANGE,
                        "bytes " + range.from() + "-" + (range.from() + range.length() - 1) + "/" + size);
    }
}
