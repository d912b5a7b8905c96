package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.server.Validators.Range;

/**
 * Something that is sent from memory, compressed once: a page or an asset.
 *
 * @param etag with its quotes; the compressed forms have others
 * @param gzip compressed, where that is smaller by a tenth at least
 * @param brotli compressed better, where that was done when the program was built
 */
record Content(
        Buffer identity, @Nullable Buffer gzip, @Nullable Buffer brotli, String mediaType, String etag) {
    static Content of(byte[] bytes, String mediaType) {
        return of(bytes, mediaType, null);
    }

    static Content of(byte[] bytes, String mediaType, byte @Nullable [] brotli) {
        byte[] compressed = MediaTypes.isCompressible(mediaType) ? gzip(bytes) : bytes;
        boolean worthIt = compressed.length < bytes.length - bytes.length / 10;
        return new Content(
                Buffer.buffer(bytes),
                worthIt ? Buffer.buffer(compressed) : null,
                brotli == null ? null : Buffer.buffer(brotli),
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

    /** One of the three, as it is sent. */
    private record Form(Buffer body, @Nullable String coding, String etag) {}

    private Form form(@Nullable String coding, Buffer body) {
        return new Form(body, coding, etagOf(coding));
    }

    private String etagOf(@Nullable String coding) {
        return coding == null ? etag : etag.substring(0, etag.length() - 1) + '-' + coding + '"';
    }

    private Form smallest(HttpServerRequest request) {
        if (brotli != null && Validators.accepts(request, "br")) {
            return form("br", brotli);
        }
        return gzip != null && Validators.accepts(request, "gzip") ? form("gzip", gzip) : form(null, identity);
    }

    private boolean isKnown(HttpServerRequest request) {
        return Stream.of(etag, etagOf("gzip"), etagOf("br")).anyMatch(known -> Validators.matches(request, known));
    }

    /** Answers with it or the part that is asked for, or with 304 where the client has it already. */
    Future<Void> send(RoutingContext ctx, int status, String cacheControl) {
        HttpServerResponse response = ctx.response();
        // A part is one of the plain form: what a part of a compressed one means, nobody knows.
        Range range = status == 200 ? Validators.range(ctx.request(), etag, identity.length()) : null;
        Form form = range == null ? smallest(ctx.request()) : form(null, identity);
        response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        if (gzip != null || brotli != null) {
            response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (status == 200) {
            response.putHeader(HttpHeaders.ETAG, form.etag()).putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
            if (isKnown(ctx.request())) {
                return response.setStatusCode(304).end();
            }
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
        if (form.coding() != null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, form.coding());
        }
        return range == null ? Downloads.end(ctx, form.body()) : Downloads.end(ctx, part(response, range));
    }
}
