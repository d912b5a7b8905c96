package org.layerlab.backend.server;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client's address and the host it asked for, also behind a proxy. {@code X-Forwarded-…} headers are trusted only
 * from this machine or a private network: anyone else can forge them.
 */
final class Forwarding {
    private static final Pattern HOST = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");
    private static final int IPV6_NETWORK_BYTES = 8;

    private Forwarding() {}

    /** Identifies a client: its IPv4 address, or its IPv6 network, since one household has 2^64 addresses. */
    static String client(HttpServerRequest request) {
        byte @Nullable [] address = peer(request);
        String forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded != null && isNear(address)) {
            // The last entry is the address that the proxy itself saw.
            byte[] told = NetUtil.createByteArrayFromIpAddressString(
                    forwarded.substring(forwarded.lastIndexOf(',') + 1).trim());
            address = told == null ? address : told;
        }
        if (address == null) {
            return "";
        }
        return HexFormat.of().formatHex(address.length == 16 ? Arrays.copyOf(address, IPV6_NETWORK_BYTES) : address);
    }

    /**
     * The origin of absolute URLs, such as {@code https://example.org}; empty when the host is missing or malformed.
     */
    static Optional<String> origin(HttpServerRequest request) {
        boolean near = isNear(peer(request));
        String forwardedHost = near ? request.getHeader("X-Forwarded-Host") : null;
        String host = forwardedHost != null ? forwardedHost : request.getHeader("Host");
        boolean secure = request.isSSL() || (near && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
        return host != null && HOST.matcher(host).matches()
                ? Optional.of((secure ? "https://" : "http://") + host)
                : Optional.empty();
    }

    private static byte @Nullable [] peer(HttpServerRequest request) {
        String address =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        return address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
    }

    private static boolean isNear(byte @Nullable [] address) {
        if (address == null) {
            return false;
        }
        try {
            InetAddress peer = InetAddress.getByAddress(address);
            boolean uniqueLocal = address.length == 16 && (address[0] & 0xFE) == 0xFC;
            return peer.isLoopbackAddress() || peer.isSiteLocalAddress() || uniqueLocal;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
