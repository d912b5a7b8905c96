package org.layerlab.backend.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of absolute URLs, such as {@code https://example.org} (RFC 6454).
 *
 * @param scheme {@code http} or {@code https}
 * @param authority the host in lower case, and the port unless it is the scheme's own
 */
record Origin(String scheme, String authority) {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,251})(?::([0-9]{1,5}))?");

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
        // Of a name with an underscore, as Windows allows for computers, Java knows only the authority.
        Matcher named = NAME.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        boolean isNamed = uri.getHost() == null && named.matches();
        String host = isNamed ? named.group(1) : uri.getHost();
        int port = !isNamed ? uri.getPort() : named.group(2) == null ? -1 : Integer.parseInt(named.group(2));
        boolean isOrigin = (scheme.equals("http") || scheme.equals("https"))
                && host != null
                && port <= 65535
                && uri.getRawUserInfo() == null
                && (path == null || path.isEmpty() || path.equals("/"))
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (!isOrigin) {
            return Optional.empty();
        }
        int usual = scheme.equals("https") ? 443 : 80;
        String name = host.toLowerCase(Locale.ROOT);
        return Optional.of(new Origin(scheme, port < 0 || port == usual ? name : name + ":" + port));
    }

    @Override
    public String toString() {
        return scheme + "://" + authority;
    }
}
