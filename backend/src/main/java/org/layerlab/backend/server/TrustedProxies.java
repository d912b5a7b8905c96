package org.layerlab.backend.server;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proxies whose {@code X-Forwarded-…} headers count: everybody else can forge them. */
final class TrustedProxies {
    private static final Pattern RANGE = Pattern.compile("([0-9A-Fa-f.:]+)(?:/([0-9]{1,3}))?");
    /** An address in an X-Forwarded-For header, which may have a port and, because of it, quotes. */
    private static final Pattern ENTRY = Pattern.compile(
            "(\"?)(?:\\[([0-9A-Fa-f.:]+)](?::[0-9]{1,5})?|([0-9.]+)(?::[0-9]{1,5})?|([0-9A-Fa-f.:]+))\\1");

    private final List<IpSubnetFilterRule> ranges;

    /**
     * @param ranges addresses, or ranges of them such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException when one is something else
     */
    TrustedProxies(List<String> ranges) {
        this.ranges = ranges.stream().map(TrustedProxies::range).toList();
    }

    private static IpSubnetFilterRule range(String text) {
        Matcher matcher = RANGE.matcher(text);
        Optional<InetAddress> address = matcher.matches() ? address(matcher.group(1)) : Optional.empty();
        if (address.isPresent()) {
            int bits = 8 * address.get().getAddress().length;
            int prefix = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
            if (prefix <= bits) {
                return new IpSubnetFilterRule(address.get(), prefix, IpFilterRuleType.ACCEPT);
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not an address or a range of addresses such as 10.0.0.0/8");
    }

    boolean contains(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return ranges.stream().anyMatch(range -> range.matches(socket));
    }

    /**
     * The address that the nearest trusted proxies vouch for: each proxy appends the address that it was called from, so
     * that the last one that is not a trusted proxy counts, and what is before it may be forged.
     *
     * @param peer the other end of the connection
     * @param forwardedFor the values of all X-Forwarded-For headers, in their order
     * @return the peer when it is not trusted, or when an entry that counts is not an address
     */
    InetAddress client(InetAddress peer, List<String> forwardedFor) {
        InetAddress client = peer;
        String[] entries = String.join(",", forwardedFor).split(",", -1);
        for (int i = entries.length - 1; i >= 0 && !forwardedFor.isEmpty() && contains(client); i--) {
            Matcher entry = ENTRY.matcher(entries[i].trim());
            Optional<InetAddress> told = entry.matches()
                    ? address(Optional.ofNullable(entry.group(2))
                            .or(() -> Optional.ofNullable(entry.group(3)))
                            .orElseGet(() -> entry.group(4)))
                    : Optional.empty();
            if (told.isEmpty()) {
                return peer;
            }
            client = told.get();
        }
        return client;
    }

    /** An address from its text, without asking a name server; IPv4 addresses mapped to IPv6 become IPv4 again. */
    static Optional<InetAddress> address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
