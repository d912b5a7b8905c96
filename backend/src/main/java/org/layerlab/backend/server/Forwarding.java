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
 * Who asks, and under which address, also behind a proxy. What {@code X-Forwarded-…} says is believed when it comes
 * from this machine or a private network, for anybody else can say anything.
 */
final class Forwarding {
    private static final Pattern HOST = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");
    private static final int IPV6_NETWORK_BYTES = 8;

    private Forwarding() {}

    /**
     * What tells one client from another: its address, of IPv6 the network, for one household has 2^64 addresses.
     */
    static String client(HttpServerRequest request) {
        byte @Nullable [] address = peer(request);
        String forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded != null && isNear(address)) {
            // The last entry is the one that the proxy has seen itself.
            byte[] told = NetUtil.createByteArrayFromIpAddressString(
                    forwarded.substring(forwarded.lastIndexOf(',') + 1).trim());
            address = told == null ? address : told;
        }
        if (address == null) {
            return "";
        }
        return HexFormat.of().formatHex(address.length == 16 ? Arrays.copyOf(address, IPV6_NETWORK_BYTES) : address);
    }

    /** The beginning of absolute addresses, such as {@code https://example.org}; empty where the host is none. */
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
