package org.layerlab.backend.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** This server as a member of a cluster, by Hazelcast: who else is there, and Vert.x with an event bus to them. */
public final class Member {
    /** A server that says nothing for so long has failed; one whose process ends is missed at once. */
    private static final String FAILED_SECONDS = "10";

    /** Two parts of a divided network look for each other so often. */
    private static final String MERGE_SECONDS = "10";

    private static final System.Logger LOG = System.getLogger(Member.class.getName());

    /** Hazelcast logs each step of joining and each port that has no member. Kept, since loggers are weakly held. */
    private static final Logger HAZELCAST = Logger.getLogger("com.hazelcast");

    private final Vertx vertx;
    private final HazelcastClusterManager manager;

    private Member(Vertx vertx, HazelcastClusterManager manager) {
        this.vertx = vertx;
        this.manager = manager;
    }

    /**
     * Joins the cluster, or begins one; takes some seconds.
     *
     * @param vertxOptions for the Vert.x of this server; whoever closes that leaves the cluster
     * @param builder makes Vert.x with these options
     */
    public static Future<Member> join(
            ClusterOptions options, VertxOptions vertxOptions, Function<VertxOptions, VertxBuilder> builder) {
        HAZELCAST.setLevel(Level.SEVERE);
        HazelcastClusterManager manager = new HazelcastClusterManager(config(options));
        return builder.apply(new VertxOptions(vertxOptions)
                        .setEventBusOptions(
                                new EventBusOptions().setHost(options.host()).setPort(0)))
                .withClusterManager(manager)
                .buildClustered()
                .map(vertx -> new Member(vertx, manager));
    }

    static Config config(ClusterOptions options) {
        Config config = new Config();
        config.setClusterName(options.name());
        // No connections but to other servers.
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "jdk");
        // Vert.x leaves the cluster before the process ends.
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "1");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", FAILED_SECONDS);
        config.setProperty("hazelcast.merge.first.run.delay.seconds", MERGE_SECONDS);
        config.setProperty("hazelcast.merge.next.run.delay.seconds", MERGE_SECONDS);
        config.addMapConfig(new MapConfig(RoomEntry.MAP).setTimeToLiveSeconds((int) RoomEntry.KEPT.toSeconds()));
        NetworkConfig network = config.getNetworkConfig()
                .setPort(options.port())
                .setPortAutoIncrement(true)
                .setPortCount(ClusterOptions.PORTS);
        network.getInterfaces().setEnabled(true).addInterface(options.host());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        for (int i = 0; i < ClusterOptions.PORTS; i++) {
            join.getTcpIpConfig().addMember(options.host() + ":" + (options.port() + i));
        }
        options.members().forEach(join.getTcpIpConfig()::addMember);
        // As Vert.x's own configuration has it: a set of who listens at an address, in two members' memory.
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        return config;
    }

    /** Vert.x of this server, with an event bus to the others. */
    public Vertx vertx() {
        return vertx;
    }

    /** This server's name in the cluster. */
    String self() {
        return manager.getNodeId();
    }

    /** The other servers in the cluster. */
    List<String> others() {
        return manager.getNodes().stream().filter(node -> !node.equals(self())).toList();
    }

    /** Whether a server is in the cluster, and has not failed. */
    boolean isHere(String server) {
        return manager.getNodes().contains(server);
    }

    /** Calls back with each server that leaves or fails, on a thread that must not be blocked. */
    void onLeave(Consumer<String> listener) {
        LeftServers leftServers = new LeftServers(manager::getNodes, listener);
        manager.getHazelcastInstance().getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                leftServers.look();
                tell("a server has joined the cluster");
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                leftServers.look();
                tell("a server has left the cluster");
            }
        });
    }

    private void tell(String what) {
        LOG.log(
                System.Logger.Level.INFO,
                what + "; servers: " + manager.getNodes().size());
    }
}
