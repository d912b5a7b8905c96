package org.layerlab.backend.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.layerlab.backend.cluster.ClusterOptions;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.metrics.MetricsOptions;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.StorePlace;

/**
 * The server's settings. Start from {@link #of} and change what differs.
 *
 * @param port to listen on; 0 for any free port
 * @param host the address or name to listen on; {@code 0.0.0.0} for all addresses
 * @param store where the saved models are kept
 * @param dataSets open, with different ids; the server does not close them
 * @param limits on uploads and the store
 * @param times after which the server gives up on a client
 * @param changes how often a client may save, change or delete models
 * @param front what stands between the clients and the server
 * @param accessLog log a line for each request, on System.Logger {@code org.layerlab.access}
 * @param cluster how to find the other servers of a cluster; empty for a server of its own
 * @param metrics where to tell Prometheus its metrics; empty for nowhere
 */
public record ServerOptions(
        int port,
        String host,
        StorePlace store,
        List<DataSet> dataSets,
        Limits limits,
        Times times,
        Rate changes,
        Front front,
        boolean accessLog,
        Optional<ClusterOptions> cluster,
        Optional<MetricsOptions> metrics) {
    /**
     * Limits in bytes, each positive.
     *
     * @param upload of one model
     * @param store of all saved models together, on disk
     */
    public record Limits(long upload, long store) {
        /** Uploads of 64 MB, a store of 10 GB. */
        public static final Limits DEFAULT = new Limits(64L << 20, 10L << 30);

        /** What an upload of some bytes may take in memory while it is read, converted and written. */
        private static final int MEMORY_PER_BYTE = 16;

        /** These limits, with smaller uploads where Java has less memory than they would need. */
        public Limits within(long memory) {
            return new Limits(Math.max(1, Math.min(upload, memory / MEMORY_PER_BYTE)), store);
        }

        public Limits {
            if (upload < 1 || store < 1) {
                throw new IllegalArgumentException("limits must be positive: upload " + upload + ", store " + store);
            }
        }
    }

    /**
     * Timeouts.
     *
     * @param idle a client that sends nothing, or reads nothing of its answer, is dropped after this
     * @param upload an upload has to be complete within this
     * @param slow a client that sends no request, or less than 1 KB/s of one, is dropped after this
     * @param drain running requests get this long to finish when the server stops
     */
    public record Times(Duration idle, Duration upload, Duration slow, Duration drain) {
        /** 60 s idle, 10 minutes for an upload, 10 s for a slow client, 10 s to drain. */
        public static final Times DEFAULT = new Times(
                Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    /**
     * A token bucket (RFC 1633): {@code burst} times at once, then once every {@code interval}; both are positive.
     */
    public record Rate(int burst, Duration interval) {
        /** 120 at once, then one a second. */
        public static final Rate DEFAULT = new Rate(120, Duration.ofSeconds(1));

        public Rate {
            if (burst < 1 || interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException(
                        "a rate must be positive: " + burst + " at once, then one every " + interval);
            }
        }

        /** This rate for that many clients together. */
        Rate times(int clients) {
            Duration shared = interval.dividedBy(clients);
            return new Rate(
                    (int) Math.min(Integer.MAX_VALUE, (long) burst * clients),
                    shared.isZero() ? Duration.ofNanos(1) : shared);
        }
    }

    /**
     * What stands between the clients and the server.
     *
     * @param trustedProxies addresses, or ranges such as {@code 10.0.0.0/8}, of the proxies whose
     *     {@code X-Forwarded-…} headers count
     * @param publicUrl where clients find the server, such as {@code https://example.org}; empty for what each request
     *     says
     * @param behindAddress how many clients, such as schools, one address may stand for: it may do so much more
     */
    public record Front(List<String> trustedProxies, Optional<String> publicUrl, int behindAddress) {
        /** Proxies on this machine, no public URL, and an address for each client. */
        public static final Front DEFAULT = new Front(List.of("127.0.0.0/8", "::1"), Optional.empty());

        private static final int MOST_BEHIND_ADDRESS = 1000;

        /** The same with an address for each client. */
        public Front(List<String> trustedProxies, Optional<String> publicUrl) {
            this(trustedProxies, publicUrl, 1);
        }

        /**
         * @throws IllegalArgumentException when a range is malformed, or the URL is not http or https, or has more than
         *     a host and a port, or the number of clients is not from 1 to 1000
         */
        public Front {
            if (behindAddress < 1 || behindAddress > MOST_BEHIND_ADDRESS) {
                throw new IllegalArgumentException(
                        behindAddress + " clients behind an address are not 1 to " + MOST_BEHIND_ADDRESS);
            }
            trustedProxies = List.copyOf(trustedProxies);
            var unused = new TrustedProxies(trustedProxies);
            if (publicUrl.isPresent() && Origin.parse(publicUrl.get()).isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + publicUrl.get() + "' is not an http or https URL with a host and nothing after it");
            }
        }
    }

    /**
     * @throws IllegalArgumentException when the port is out of range or two data sets have the same id
     */
    public ServerOptions {
        dataSets = List.copyOf(dataSets);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        Set<String> ids = new HashSet<>();
        for (DataSet dataSet : dataSets) {
            if (!ids.add(dataSet.id())) {
                throw new IllegalArgumentException(
                        "two data sets have the id '" + dataSet.id() + "'; drawings is that of the built-in one");
            }
        }
    }

    /** Port 8080 on all addresses, no data set, no access log, and the defaults of the rest. */
    public static ServerOptions of(Path store) {
        return of(new FolderPlace(store));
    }

    /** The same with models anywhere. */
    public static ServerOptions of(StorePlace store) {
        return new ServerOptions(
                8080,
                "0.0.0.0",
                store,
                List.of(),
                Limits.DEFAULT,
                Times.DEFAULT,
                Rate.DEFAULT,
                Front.DEFAULT,
                false,
                Optional.empty(),
                Optional.empty());
    }

    public ServerOptions withPort(int newPort) {
        return new ServerOptions(
                newPort, host, store, dataSets, limits, times, changes, front, accessLog, cluster, metrics);
    }

    public ServerOptions withHost(String newHost) {
        return new ServerOptions(
                port, newHost, store, dataSets, limits, times, changes, front, accessLog, cluster, metrics);
    }

    public ServerOptions withDataSets(List<DataSet> newDataSets) {
        return new ServerOptions(
                port, host, store, newDataSets, limits, times, changes, front, accessLog, cluster, metrics);
    }

    public ServerOptions withLimits(Limits newLimits) {
        return new ServerOptions(
                port, host, store, dataSets, newLimits, times, changes, front, accessLog, cluster, metrics);
    }

    public ServerOptions withTimes(Times newTimes) {
        return new ServerOptions(
                port, host, store, dataSets, limits, newTimes, changes, front, accessLog, cluster, metrics);
    }

    public ServerOptions withChanges(Rate newChanges) {
        return new ServerOptions(
                port, host, store, dataSets, limits, times, newChanges, front, accessLog, cluster, metrics);
    }

    public ServerOptions withFront(Front newFront) {
        return new ServerOptions(
                port, host, store, dataSets, limits, times, changes, newFront, accessLog, cluster, metrics);
    }

    public ServerOptions withAccessLog(boolean newAccessLog) {
        return new ServerOptions(
                port, host, store, dataSets, limits, times, changes, front, newAccessLog, cluster, metrics);
    }

    public ServerOptions withCluster(Optional<ClusterOptions> newCluster) {
        return new ServerOptions(
                port, host, store, dataSets, limits, times, changes, front, accessLog, newCluster, metrics);
    }

    public ServerOptions withMetrics(Optional<MetricsOptions> newMetrics) {
        return new ServerOptions(
                port, host, store, dataSets, limits, times, changes, front, accessLog, cluster, newMetrics);
    }
}
