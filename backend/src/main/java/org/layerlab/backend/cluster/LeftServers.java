package org.layerlab.backend.cluster;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Finds who has left, by comparing the servers that are here with those that were: Hazelcast's own names of members are
 * not Vert.x's names of servers.
 */
final class LeftServers {
    private final Supplier<? extends Collection<String>> servers;
    private final Consumer<String> listener;
    private Set<String> before;

    /**
     * From now on.
     *
     * @param servers that are here
     * @param listener takes each that has left
     */
    LeftServers(Supplier<? extends Collection<String>> servers, Consumer<String> listener) {
        this.servers = servers;
        this.listener = listener;
        this.before = Set.copyOf(servers.get());
    }

    /** Looks again. */
    void look() {
        Set<String> gone;
        synchronized (this) {
            Set<String> now = Set.copyOf(servers.get());
            gone = new HashSet<>(before);
            gone.removeAll(now);
            before = now;
        }
        gone.forEach(listener);
    }
}
