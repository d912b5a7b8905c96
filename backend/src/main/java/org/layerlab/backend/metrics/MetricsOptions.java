package org.layerlab.backend.metrics;

/**
 * Where Prometheus finds the metrics.
 *
 * @param host an address that only those who run the server can reach
 * @param port 0 for any free port
 */
public record MetricsOptions(String host, int port) {
    private static final int LARGEST_PORT = 65_535;

    /**
     * @throws IllegalArgumentException when the port is out of range
     */
    public MetricsOptions {
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("metrics port " + port + " is not between 0 and " + LARGEST_PORT);
        }
    }
}
