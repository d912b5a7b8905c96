package org.layerlab.backend.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request must not say: anything that another server may read as a different host, or as a body of
 * a different length (RFC 9112, sections 3 and 6).
 */
final class Framing {
    private static final Pattern ABSOLUTE = Pattern.compile("https?://([^/?#]*)(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNKED = Pattern.compile("[ \t]*chunked[ \t]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CODING =
            Pattern.compile("[ \t]*[!#$%&'*+.^_`|~0-9a-z-]+[ \t]*", Pattern.CASE_INSENSITIVE);

    private Framing() {}

    /**
     * Why the request is refused; null when it is not. An absolute address is split into its path and its host, which
     * replaces the {@code Host} header (section 3.2.2).
     */
    static @Nullable HttpProblem problemOf(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return new HttpProblem(505, "version_not_supported", "this server speaks HTTP/1.1 and HTTP/1.0");
        }
        HttpProblem problem = hostProblem(request);
        if (problem == null) {
            problem = targetProblem(request);
        }
        if (problem == null) {
            problem = bodyProblem(request);
        }
        settleConnection(request.headers());
        return problem == null ? expectationProblem(request) : problem;
    }

    /** Among other options, {@code close} ends a connection, too (section 9.6): here it then stands alone, except beside upgrade. */
    private static void settleConnection(HttpHeaders headers) {
        // Netty's containsValue leaves a tab before an option where it is.
        String options = String.join(",", headers.getAll(HttpHeaderNames.CONNECTION));
        boolean closes = false;
        boolean upgrades = false;
        for (String option : options.split(",", -1)) {
            closes |= option.trim().equalsIgnoreCase("close");
            upgrades |= option.trim().equalsIgnoreCase("upgrade");
        }
        if (closes && !upgrades) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /** Of HTTP/1.0, an expectation has to be ignored (RFC 9110, section 10.1.1). */
    private static @Nullable HttpProblem expectationProblem(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            headers.remove(HttpHeaderNames.EXPECT);
        }
        List<String> expected = headers.getAll(HttpHeaderNames.EXPECT);
        return expected.isEmpty() || String.join(",", expected).trim().equalsIgnoreCase("100-continue")
                ? null
                : new HttpProblem(417, "expectation_failed", "this server meets no expectation but 100-continue");
    }

    private static @Nullable HttpProblem hostProblem(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            return HttpProblem.badRequest("the request has " + hosts.size() + " Host headers");
        }
        if (hosts.isEmpty()) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                    ? null
                    : HttpProblem.badRequest("the request has no Host header");
        }
        return isHost(hosts.get(0)) ? null : HttpProblem.badRequest("the Host header is malformed");
    }

    private static boolean isHost(String text) {
        return !text.isEmpty() && HostAndPort.parseAuthority(text, -1) != null;
    }

    private static @Nullable HttpProblem targetProblem(HttpRequest request) {
        String target = request.uri();
        if (target.startsWith("/") || (target.equals("*") && request.method().equals(HttpMethod.OPTIONS))) {
            return null;
        }
        Matcher absolute = ABSOLUTE.matcher(target);
        if (!absolute.matches() || !isHost(absolute.group(1))) {
            return HttpProblem.badRequest("the address is neither a path nor an http or https URL");
        }
        String path = absolute.group(2);
        request.setUri(path.startsWith("/") ? path : "/" + path);
        request.headers().set(HttpHeaderNames.HOST, absolute.group(1));
        return null;
    }

    private static @Nullable HttpProblem bodyProblem(HttpRequest request) {
        HttpHeaders headers = request.headers();
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (lengths.size() > 1
                || !lengths.stream().allMatch(length -> LENGTH.matcher(length).matches())) {
            return HttpProblem.badRequest("Content-Length is not one whole number");
        }
        if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return null;
        }
        String codings = String.join(",", headers.getAll(HttpHeaderNames.TRANSFER_ENCODING));
        if (!lengths.isEmpty()) {
            return HttpProblem.badRequest("the request has both Content-Length and Transfer-Encoding");
        }
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return HttpProblem.badRequest("HTTP/1.0 has no Transfer-Encoding");
        }
        if (CHUNKED.matcher(codings).matches()) {
            return null;
        }
        return isCodedAndChunked(codings.split(",", -1))
                ? new HttpProblem(501, "coding_not_supported", "chunked is the only transfer coding of this server")
                : HttpProblem.badRequest("Transfer-Encoding does not end with one chunked");
    }

    /** Whether chunked is the last coding, and no other. One by one: a pattern of them all would need a stack as deep. */
    private static boolean isCodedAndChunked(String[] codings) {
        int last = codings.length - 1;
        for (int i = 0; i < last; i++) {
            if (!CODING.matcher(codings[i]).matches()
                    || CHUNKED.matcher(codings[i]).matches()) {
                return false;
            }
        }
        return CHUNKED.matcher(codings[last]).matches();
    }
}
