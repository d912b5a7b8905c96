package org.layerlab.backend.cluster;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a server finds the others.
 *
 * @param name of the cluster: servers of different names do not meet
 * @param host this machine's address for the other servers; they must reach it, and nobody else may
 * @param port the first port to try for meeting the others; the next {@value #PORTS} are tried where it is taken
 * @param members addresses of machines with other servers, each with a port where that is not {@value #PORT}
 */
public record ClusterOptions(String name, String host, int port, List<String> members) {
    /** Hazelcast's own. */
    public static final int PORT = 5701;

    /** Servers on one machine. */
    static final int PORTS = 20;

    private static final int LARGEST_PORT = 65_535;
    private static final Pattern MEMBER =
            Pattern.compile("[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\\[[0-9a-fA-F:]+](?::[0-9]{1,5})?");

    /**
     * @throws IllegalArgumentException when the port is out of range, or a member is not an address
     */
    public ClusterOptions {
        members = List.copyOf(members);
        if (port < 1 || port + PORTS > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "cluster port " + port + " is not between 1 and " + (LARGEST_PORT - PORTS));
        }
        for (String member : members) {
            if (!MEMBER.matcher(member).matches()) {
                throw new IllegalArgumentException("cluster member '" + member + "' is not HOST or HOST:PORT");
            }
        }
    }
}
