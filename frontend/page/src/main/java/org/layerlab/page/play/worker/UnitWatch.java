package org.layerlab.page.play.worker;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Network;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.UnitMessages;
import org.layerlab.page.training.Throttle;

/** What the page looks at inside the network: which units, how often. */
final class UnitWatch {
    /** Updates more frequent than this look the same. */
    private static final double LEAST_MS = 100;

    private int[] first = {};
    private int most;
    private double last = Double.NEGATIVE_INFINITY;
    private Throttle throttle = new Throttle(0.1);
    private @Nullable UnitMaps maps;
    private @Nullable Network mapped;

    /** Looks at these units from now on; at none where {@code most} is 0. */
    void watch(UnitMessages.Watch watch) {
        first = watch.getFirst().copyToJavaArray();
        most = watch.getMost();
    }

    /**
     * What is seen now, or null if nothing is watched or it is too early.
     *
     * @param whole whether it has to be fresh, however long that takes
     */
    @Nullable
    Message look(PointsRun run, boolean whole) {
        double now = Clock.now();
        if (most == 0 || !(whole || (now - last >= LEAST_MS && throttle.due(now)))) {
            return null;
        }
        Network network = run.network();
        if (maps == null || mapped != network) {
            // The earlier run has given back the room of its maps with its own.
            maps = new UnitMaps(network, run.features(), run.window());
            mapped = network;
            throttle = new Throttle(0.1);
        }
        Message message = maps.message(first, most);
        last = Clock.now();
        throttle.ran(now, last);
        return message;
    }
}
