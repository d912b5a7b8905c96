package org.layerlab.page.lab.worker;

import java.util.List;
import org.layerlab.kernels.KernelLayout;
import org.layerlab.network.check.Check;
import org.layerlab.network.matrix.Precision;
import org.layerlab.page.kernels.KernelChoice;

/** Products of several tiles at a time have to give the digits of one, whichever was found to be faster. */
final class TilesCheck {
    private TilesCheck() {}

    static Check digits(KernelChoice choice) {
        List<Integer> different = ThreadsCheck.different(results(choice, 1), results(choice, KernelLayout.WIDE_TILES));
        return new Check(
                "two tiles at a time give the digits of one",
                different.isEmpty(),
                different.isEmpty() ? "to the last bit" : "different: results " + different);
    }

    private static List<double[]> results(KernelChoice choice, int tiles) {
        choice.useTiles(tiles);
        try {
            return ThreadsCheck.results(choice.kernels(Precision.FLOAT32));
        } finally {
            choice.useTiles(choice.tiles());
        }
    }
}
