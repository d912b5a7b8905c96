package org.layerlab.page.lab.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.layerlab.kernels.KernelLayout;
import org.layerlab.network.check.Check;
import org.layerlab.network.matrix.Precision;
import org.layerlab.page.kernels.KernelChoice;

/** Products of several tiles at a time have to give the digits of one, whichever was found to be faster. */
final class TilesCheck {
    private TilesCheck() {}

    static Check digits(KernelChoice choice) {
        choice.useTiles(1);
        List<double[]> single = ThreadsCheck.results(choice.kernels(Precision.FLOAT32));
        choice.useTiles(KernelLayout.WIDE_TILES);
        List<double[]> wide = ThreadsCheck.results(choice.kernels(Precision.FLOAT32));
        choice.useTiles(choice.tiles());
        List<Integer> different = new ArrayList<>();
        for (int i = 0; i < single.size(); i++) {
            if (!Arrays.equals(single.get(i), wide.get(i))) {
                different.add(i + 1);
            }
        }
        return new Check(
                "two tiles at a time give the digits of one",
                different.isEmpty(),
                different.isEmpty() ? "to the last bit" : "different: results " + different);
    }
}
