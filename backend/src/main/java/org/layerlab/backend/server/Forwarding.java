package org.layerlab.backend.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client's address and the host it asked for, also behind a proxy. {@code X-Forwarded-…} headers count only from
 * trusted proxies.
 */
final class Forwarding {
    private static final Pattern HOST = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,250}[A-Za-z0-9.])?|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final String CALLER = Forwarding.class.getName();

    private final TrustedProxies proxies;
    private final Optional<Origin> publicOrigin;

    private record Caller(@Nullable InetAddress address, Optional<Origin> origin) {}

    Forwarding(ServerOptions.Front front) {
        proxies = new TrustedProxies(front.trustedProxies());
        publicOrigin = front.publicUrl().flatMap(Origin::parse);
    }

    /** Finds out who asks for what; the other methods tell it. */
    void resolve(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        InetAddress peer = request.remoteAddress() == null
                ? null
                : TrustedProxies.address(String.valueOf(request.remoteAddress().hostAddress()))
                        .orElse(null);
        InetAddress client =
                peer == null ? null : proxies.client(peer, request.headers().getAll("X-Forwarded-For"));
        boolean isTrusted = peer != null && proxies.contains(peer);
        ctx.put(CALLER, new Caller(client, publicOrigin.or(() -> requested(request, isTrusted))));
        ctx.next();
    }

    /** The origin that the client asked for, by what it says or a trusted proxy does. */
    private static Optional<Origin> requested(HttpServerRequest request, boolean behindProxy) {
        String forwardedHost = behindProxy ? last(request, "X-Forwarded-Host") : null;
        String host = forwardedHost != null ? forwardedHost : request.getHeader("Host");
        boolean secure =
                request.isSSL() || (behindProxy && "https".equalsIgnoreCase(last(request, "X-Forwarded-Proto")));
        return host != null && HOST.matcher(host).matches()
                ? Origin.parse((secure ? "https://" : "http://") + host)
                : Optional.empty();
    }

    /** What the nearest proxy says. */
    private static @Nullable String last(HttpServerRequest request, String header) {
        List<String> values = request.headers().getAll(header);
        String all = String.join(",", values);
        return values.isEmpty() ? null : all.substring(all.lastIndexOf(',') + 1).trim();
    }

    private static Caller caller(RoutingContext ctx) {
        Caller caller = ctx.get(CALLER);
        return caller == null ? new Caller(null, Optional.empty()) : caller;
    }

    /** The client's address for people; {@code -} when it is unknown. */
    static String address(RoutingContext ctx) {
        InetAddress address = caller(ctx).address();
        return address == null ? "-" : address.getHostAddress();
    }

    /** Identifies a client: its IPv4 address, or its IPv6 network, since one household has 2^64 addresses. */
    static String client(RoutingContext ctx) {
        InetAddress known = caller(ctx).address();
        return known == null ? "" : client(known);
    }

    /** Identifies the client at an address in the same way. */
    static String client(InetAddress known) {
        byte[] address = known.getAddress();
        return HexFormat.of().formatHex(address.length == 16 ? Arrays.copyOf(address, IPV6_NETWORK_BYTES) : address);
    }

    /** The origin of absolute URLs; empty when nobody has told it and the host is missing or malformed. */
    static Optional<Origin> origin(RoutingContext ctx) {
        return caller(ctx).origin();
    }
}
