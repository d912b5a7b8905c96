package org.layerlab.backend.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Conditional and range requests, and accepted encodings (RFC 9110). */
final class Validators {
    /** The only unit of ranges; its case does not matter. */
    private static final String BYTES = "bytes=";

    private Validators() {}

    /** A strong ETag. */
    static String etag(String text) {
        return '"' + text + '"';
    }

    /** Whether a request only reads: {@code If-Match} and {@code If-None-Match} are then about what it would read. */
    static boolean reads(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }

    /** Whether {@code If-None-Match} contains this ETag, by weak comparison (section 13.1.2). */
    static boolean matches(HttpServerRequest request, String etag) {
        for (String header : request.headers().getAll(HttpHeaders.IF_NONE_MATCH)) {
            for (String candidate : header.split(",", -1)) {
                String trimmed = candidate.trim();
                String opaque = trimmed.startsWith("W/") ? trimmed.substring(2) : trimmed;
                if (opaque.equals("*") || opaque.equals(etag)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether {@code Accept-Encoding} accepts a coding with a weight above 0.
     *
     * @param coding {@code gzip} or {@code br}
     */
    static boolean accepts(HttpServerRequest request, String coding) {
        double any = 0;
        for (String header : request.headers().getAll(HttpHeaders.ACCEPT_ENCODING)) {
            for (String part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] pieces = part.split(";", -1);
                double weight = weight(pieces);
                String named = pieces[0].trim();
                if (named.equals(coding) || (named.equals("x-gzip") && coding.equals("gzip"))) {
                    return weight > 0;
                }
                if (named.equals("*")) {
                    any = weight;
                }
            }
        }
        return any > 0;
    }

    private static double weight(String[] pieces) {
        for (int i = 1; i < pieces.length; i++) {
            String parameter = pieces[i].trim();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2).trim());
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }

    /**
     * A range of a file.
     *
     * @param from the first byte
     * @param length number of bytes
     */
    record Range(long from, long length) {}

    /**
     * The range that a {@code Range} header requests; null for the whole file, also when the header is malformed, requests
     * several ranges or comes with HEAD: section 14.2 lets a server ignore the former and has it ignore the latter.
     *
     * @throws HttpProblem 416 when no byte of the file is in the range
     */
    static @Nullable Range range(HttpServerRequest request, String etag, long size) {
        String header = request.getHeader("Range");
        String condition = request.getHeader("If-Range");
        if (header == null
                || !request.method().equals(HttpMethod.GET)
                || !header.regionMatches(true, 0, BYTES, 0, BYTES.length())
                || (condition != null && !condition.equals(etag))) {
            return null;
        }
        String spec = header.substring(BYTES.length()).trim();
        int dash = spec.indexOf('-');
        if (dash < 0 || !spec.matches("[0-9]*-[0-9]*") || spec.length() < 2) {
            return null;
        }
        long from;
        long to = size - 1;
        if (dash == 0) {
            long suffix = position(spec.substring(1));
            from = suffix == 0 ? size : Math.max(0, size - suffix);
        } else {
            from = position(spec.substring(0, dash));
            if (dash < spec.length() - 1) {
                long last = position(spec.substring(dash + 1));
                if (last < from) {
                    return null;
                }
                to = Math.min(to, last);
            }
        }
        if (from >= size) {
            throw new HttpProblem(
                    416,
                    "range_not_satisfiable",
                    "the range " + spec + " is outside the file of " + size + " bytes",
                    java.util.Map.of("Content-Range", "bytes */" + size));
        }
        return new Range(from, to - from + 1);
    }

    /** The number; one of more than 18 digits counts as the largest, because no file is that long. */
    private static long position(String digits) {
        String number = digits.replaceFirst("^0+(?=.)", "");
        return number.length() > 18 ? Long.MAX_VALUE : Long.parseLong(number);
    }
}
