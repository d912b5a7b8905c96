package org.layerlab.backend.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberTest {
    private final Config config =
            Member.config(new ClusterOptions("test", "127.0.0.1", ClusterOptions.PORT, List.of()));

    /** As long as a silent class lasts; a class that has a server is written again every minute. */
    @Test
    void aClassWithoutAServerIsForgottenAfterHalfAnHour() {
        assertEquals(30 * 60, config.findMapConfig("layerlab.rooms").getTimeToLiveSeconds());
    }

    /** Hazelcast's own are minutes, in which a class would go on in two copies. */
    @Test
    void partsOfADividedClusterFindEachOtherInSeconds() {
        for (String delay : List.of("first", "next")) {
            String seconds = config.getProperty("hazelcast.merge." + delay + ".run.delay.seconds");
            assertTrue(Integer.parseInt(seconds) <= 10, delay + ": " + seconds);
        }
    }
}
