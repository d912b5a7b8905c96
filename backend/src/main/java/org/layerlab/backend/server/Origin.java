package org.layerlab.backend.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The origin of absolute URLs, such as {@code https://example.org} (RFC 6454).
 *
 * @param scheme {@code http} or {@code https}
 * @param authority the host in lower case, and the port unless it is the scheme's own
 */
record Origin(String scheme, String authority) {
    /** Of a URL without a path; empty when it is something else. */
    static Optional<Origin> parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String path = uri.getRawPath();
        boolean isOrigin = (scheme.equals("http") || scheme.equals("https"))
                && uri.getHost() != null
                && uri.getPort() <= 65535
                && uri.getRawUserInfo() == null
                && (path == null || path.isEmpty() || path.equals("/"))
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (!isOrigin) {
            return Optional.empty();
        }
        int usual = scheme.equals("https") ? 443 : 80;
        boolean isUsual = uri.getPort() < 0 || uri.getPort() == usual;
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return Optional.of(new Origin(scheme, isUsual ? host : host + ":" + uri.getPort()));
    }

    @Override
    public String toString() {
        return scheme + "://" + authority;
    }
}
