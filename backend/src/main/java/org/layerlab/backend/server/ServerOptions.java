package org.layerlab.backend.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.layerlab.backend.dataset.DataSet;

/**
 * What the server is told at its start.
 *
 * @param port to listen on; 0 for any free one
 * @param host the address or name to listen on; {@code 0.0.0.0} for all
 * @param store folder of the saved models; made when it is missing
 * @param dataSets open ones, with different ids; the server does not close them
 * @param maxUploadBytes of a model that is saved
 * @param maxStoreBytes of all saved models on the disk together
 * @param idleTimeout after which a connection on which nothing moves is closed
 * @param uploadTimeout after which an upload has to be complete
 * @param patience with a client that sends no request, or less than a kilobyte a second of one
 * @param changesAtOnce how many models a client may save, change or delete at once
 * @param changeInterval after which it may do so once more
 * @param drainTime that running requests get to end when the server stops
 * @param accessLog a line for each request, on System.Logger {@code org.layerlab.access}
 */
public record ServerOptions(
        int port,
        String host,
        Path store,
        List<DataSet> dataSets,
        long maxUploadBytes,
        long maxStoreBytes,
        Duration idleTimeout,
        Duration uploadTimeout,
        Duration patience,
        int changesAtOnce,
        Duration changeInterval,
        Duration drainTime,
        boolean accessLog) {
    public ServerOptions {
        dataSets = List.copyOf(dataSets);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        if (dataSets.stream().map(DataSet::id).distinct().count() < dataSets.size()) {
            throw new IllegalArgumentException("two data sets have the same id: "
                    + dataSets.stream().map(DataSet::id).toList());
        }
        if (maxUploadBytes < 1 || maxStoreBytes < 1) {
            throw new IllegalArgumentException(
                    "limits have to be positive: upload " + maxUploadBytes + ", store " + maxStoreBytes);
        }
    }

    /** Port 8080 on all addresses, no data set, uploads of 64 MB, a store of 10 GB, ten seconds to drain, 120 changes at
     * once and then one a second. */
    public static ServerOptions of(Path store) {
        return new ServerOptions(
                8080,
                "0.0.0.0",
                store,
                List.of(),
                64L << 20,
                10L << 30,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                120,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                false);
    }

    public ServerOptions withPort(int newPort) {
        return new ServerOptions(
                newPort,
                host,
                store,
                dataSets,
                maxUploadBytes,
                maxStoreBytes,
                idleTimeout,
                uploadTimeout,
                patience,
                changesAtOnce,
                changeInterval,
                drainTime,
                accessLog);
    }

    public ServerOptions withHost(String newHost) {
        return new ServerOptions(
                port,
                newHost,
                store,
                dataSets,
                maxUploadBytes,
                maxStoreBytes,
                idleTimeout,
                uploadTimeout,
                patience,
                changesAtOnce,
                changeInterval,
                drainTime,
                accessLog);
    }

    public ServerOptions withDataSets(List<DataSet> newDataSets) {
        return new ServerOptions(
                port,
                host,
                store,
                newDataSets,
                maxUploadBytes,
                maxStoreBytes,
                idleTimeout,
                uploadTimeout,
                patience,
                changesAtOnce,
                changeInterval,
                drainTime,
                accessLog);
    }

    public ServerOptions withLimits(long newMaxUploadBytes, long newMaxStoreBytes) {
        return new ServerOptions(
                port,
                host,
                store,
                dataSets,
                newMaxUploadBytes,
                newMaxStoreBytes,
                idleTimeout,
                uploadTimeout,
                patience,
                changesAtOnce,
                changeInterval,
                drainTime,
                accessLog);
    }

    public ServerOptions withTimes(Duration newIdleTimeout, Duration newUploadTimeout, Duration newDrainTime) {
        return new ServerOptions(
                port,
                host,
                store,
                dataSets,
                maxUploadBytes,
                maxStoreBytes,
                newIdleTimeout,
                newUploadTimeout,
                patience,
                changesAtOnce,
                changeInterval,
                newDrainTime,
                accessLog);
    }

    public ServerOptions withPatience(Duration newPatience) {
        return new ServerOptions(
                port,
                host,
                store,
                dataSets,
                maxUploadBytes,
                maxStoreBytes,
                idleTimeout,
                uploadTimeout,
                newPatience,
                changesAtOnce,
                changeInterval,
                drainTime,
                accessLog);
    }

    public ServerOptions withChanges(int newChangesAtOnce, Duration newChangeInterval) {
        return new ServerOptions(
                port,
                host,
                store,
                dataSets,
                maxUploadBytes,
                maxStoreBytes,
                idleTimeout,
                uploadTimeout,
                patience,
                newChangesAtOnce,
                newChangeInterval,
                drainTime,
                accessLog);
    }

    public ServerOptions withAccessLog(boolean newAccessLog) {
        return new ServerOptions(
                port,
                host,
                store,
                dataSets,
                maxUploadBytes,
                maxStoreBytes,
                idleTimeout,
                uploadTimeout,
                patience,
                changesAtOnce,
                changeInterval,
                drainTime,
                newAccessLog);
    }
}
