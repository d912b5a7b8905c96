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
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.backend.server.Validators.Range;

/**
 * A page or an asset, sent from memory and compressed once.
 *
 * @param etag with its quotes; the compressed forms have their own
 * @param gzip compressed; null unless that saves at least 10 %
 * @param brotli compressed at build time; null where that was not done
 */
record Content(
        Buffer identity, @Nullable Buffer gzip, @Nullable Buffer brotli, String mediaType, String etag) {
    static Content of(byte[] bytes, String mediaType) {
        return of(bytes, mediaType, Sha256.hex(bytes), null);
    }

    /** A file or a page of a site, which may have been compressed at build time. */
    static Content of(byte[] bytes, String mediaType, SiteFiles site) {
        String sha256 = Sha256.hex(bytes);
        return of(bytes, mediaType, sha256, site.brotli(sha256));
    }

    private static Content of(byte[] bytes, String mediaType, String sha256, byte @Nullable [] brotli) {
        byte[] compressed = MediaTypes.isCompressible(mediaType) ? gzip(bytes) : bytes;
        boolean worthIt = compressed.length < bytes.length - bytes.length / 10;
        return new Content(
                Buffer.buffer(bytes),
                worthIt ? Buffer.buffer(compressed) : null,
                brotli == null ? null : Buffer.buffer(brotli),
                mediaType,
                Validators.etag(sha256.substring(0, 24)));
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

    /** One of the three forms. */
    private record Form(Buffer body, @Nullable String coding, String etag) {}

    private Form form(@Nullable String coding, Buffer body) {
        return new Form(body, coding, etagOf(coding));
    }

    private String etagOf(@Nullable String coding) {
        return coding == null ? etag : etag.substring(0, etag.length() - 1) + '-' + coding + '"';
    }

    /** Those of all forms that it may be sent in. */
    List<String> etags() {
        return List.of(etag, etagOf("gzip"), etagOf("br"));
    }

    private Form smallest(HttpServerRequest request) {
        if (brotli != null && Validators.accepts(request, "br")) {
            return form("br", brotli);
        }
        return gzip != null && Validators.accepts(request, "gzip") ? form("gzip", gzip) : form(null, identity);
    }

    private boolean isKnown(HttpServerRequest request) {
        return etags().stream().anyMatch(known -> Validators.matches(request, known));
    }

    /**
     * Answers with the content, the requested range of it, or 304 when the client has it already.
     *
     * @throws HttpProblem 412 when the client asks for another version, 416 for a range outside the content
     */
    Future<Void> send(RoutingContext ctx, int status, String cacheControl) {
        HttpServerResponse response = ctx.response();
        boolean conditional = status == 200 && Validators.reads(ctx.request());
        if (conditional) {
            Precondition.of(ctx.request()).require(etags());
        }
        boolean known = conditional && isKnown(ctx.request());
        // Ranges refer to the uncompressed form, and matter only where something is sent (RFC 9110, section 13.2.2).
        Range range = status == 200 && !known ? Validators.range(ctx.request(), etag, identity.length()) : null;
        Form form = range == null ? smallest(ctx.request()) : form(null, identity);
        response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        if (gzip != null || brotli != null) {
            response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (status == 200) {
            response.putHeader(HttpHeaders.ETAG, form.etag()).putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        }
        if (known) {
            return response.setStatusCode(304).end();
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
        if (form.coding() != null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, form.coding());
        }
        return range == null ? Downloads.end(ctx, form.body()) : Downloads.end(ctx, part(response, range));
    }
}
