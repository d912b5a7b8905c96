package org.layerlab.backend.server;

import java.util.HashMap;
import java.util.Map;

/**
 * How many connections may be open, in all and from one address, or one network of IPv6. Every event loop looks after its
 * connections in turns: a flood of them would make all others wait. Safe for use by several threads.
 */
final class ConnectionLimit {
    /** Of memory for each connection, with its buffers. */
    static final long BYTES = 128 << 10;

    static final int MOST = 8192;

    /** A school class of thirty has six connections each from one address. */
    static final int SHARES = 8;

    private final int most;
    private final int perAddress;
    private final TrustedProxies proxies;
    private final Map<String, Integer> open = new HashMap<>();
    private int total;

    /**
     * @param memory that Java may use
     * @param proxies through which many clients come from one address
     * @param behindAddress how many clients share another address
     */
    ConnectionLimit(long memory, TrustedProxies proxies, int behindAddress) {
        this.most = (int) Math.min(MOST, memory / BYTES);
        this.perAddress = most / SHARES * Math.min(SHARES, behindAddress);
        this.proxies = proxies;
    }

    /** Counts a connection, if it may be opened. */
    boolean open(String address) {
        String client = client(address);
        boolean isProxy = client.isEmpty();
        synchronized (this) {
            if (total >= most || (!isProxy && open.getOrDefault(client, 0) >= perAddress)) {
                return false;
            }
            total++;
            open.merge(client, 1, Integer::sum);
            return true;
        }
    }

    /** Counts a connection out that was counted in. */
    synchronized void close(String address) {
        total--;
        open.computeIfPresent(client(address), (key, count) -> count == 1 ? null : count - 1);
    }

    /** Whose connection it is; empty for proxies, whose neighbors in a network are other clients. */
    private String client(String address) {
        return TrustedProxies.address(address)
                .map(known -> proxies.contains(known) ? "" : Forwarding.client(known))
                .orElse(address);
    }
}
