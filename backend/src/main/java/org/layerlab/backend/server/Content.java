package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.server.Validators.Range;

/**
 * Something that is sent from memory, compressed once: a page or an asset.
 *
 * @param etag with its quotes; the compressed form has another
 * @param gzip the compressed form, where that is smaller by a tenth at least
 */
record Content(Buffer identity, @Nullable Buffer gzip, String mediaType, String etag) {
    static Content of(byte[] bytes, String mediaType) {
        byte[] compressed = MediaTypes.isCompressible(mediaType) ? gzip(bytes) : bytes;
        boolean worthIt = compressed.length < bytes.length - bytes.length / 10;
        return new Content(
                Buffer.buffer(bytes),
                worthIt ? Buffer.buffer(compressed) : null,
                mediaType,
                Validators.etag(Digests.sha256(bytes).substring(0, 24)));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private Buffer part(HttpServerResponse response, Range range) {
        Downloads.partial(response, range, identity.length());
        return identity.slice((int) range.from(), (int) (range.from() + range.length()));
    }

    private String gzipEtag() {
        return etag.substring(0, etag.length() - 1) + "-gz\"";
    }

    /** Answers with it or the part that is asked for, or with 304 where the client has it already. */
    Future<Void> send(RoutingContext ctx, int status, String cacheControl) {
        HttpServerResponse response = ctx.response();
        // A part is one of the plain form: what a part of the compressed one means, nobody knows.
        Range range = status == 200 ? Validators.range(ctx.request(), etag, identity.length()) : null;
        boolean compressed = gzip != null && range == null && Validators.acceptsGzip(ctx.request());
        Buffer body = compressed && gzip != null ? gzip : identity;
        response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        if (gzip != null) {
            response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (status == 200) {
            response.putHeader(HttpHeaders.ETAG, compressed ? gzipEtag() : etag)
                    .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
            if (Validators.matches(ctx.request(), etag) || Validators.matches(ctx.request(), gzipEtag())) {
                return response.setStatusCode(304).end();
            }
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
        if (compressed) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return range == null ? Downloads.end(ctx, body) : Downloads.end(ctx, part(response, range));
    }
}
