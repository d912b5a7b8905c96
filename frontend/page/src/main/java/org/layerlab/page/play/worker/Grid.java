package org.layerlab.page.play.worker;

import java.util.List;
import org.layerlab.network.data.Bounds;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** The network's answer all over the plane, for the boundary. */
final class Grid {
    /** Cells along each side, for a surface that moves. */
    static final int CELLS = 100;

    /** Cells along each side for one that stands still, where a line through few cells would be seen to be made of them. */
    static final int FINE_CELLS = 220;

    /** Room around the points. */
    private static final double PADDING = 0.6;

    private static final int ROWS_AT_ONCE = 10;

    private final Kernels kernels;
    private final Network network;
    private final double[] window;
    private final int cells;
    private final Matrix[] bands;
    private final Pass pass;

    /** A grid with this many cells along each side, a multiple of 10. */
    Grid(Network network, List<InputFeature> features, double[] window, int cells) {
        this.network = network;
        this.kernels = network.kernels();
        this.window = window;
        this.cells = cells;
        this.pass = network.pass(ROWS_AT_ONCE * cells);
        bands = new Matrix[cells / ROWS_AT_ONCE];
        for (int band = 0; band < bands.length; band++) {
            bands[band] = kernels.create(features.size(), ROWS_AT_ONCE * cells);
            kernels.write(InputFeature.of(features, centers(band)), bands[band]);
        }
    }

    /** The square around the points, with the padding: {x low, x high, y low, y high}. */
    static double[] window(LabeledSet points) {
        Bounds bounds = Bounds.of(points);
        double half = bounds.side() / 2 + PADDING;
        double x = bounds.centerX();
        double y = bounds.centerY();
        return new double[] {x - half, x + half, y - half, y + half};
    }

    /** Probabilities of class 1 at the cells' centers, rows from the top, each from the left. */
    float[] probabilities() {
        float[] all = new float[cells * cells];
        int to = 0;
        for (Matrix band : bands) {
            for (double p : kernels.read(network.forward(band, pass))) {
                all[to++] = (float) p;
            }
        }
        return all;
    }

    void release() {
        pass.release();
        for (Matrix band : bands) {
            kernels.release(band);
        }
    }

    private double[] centers(int band) {
        int count = ROWS_AT_ONCE * cells;
        double[] x = new double[2 * count];
        double width = (window[1] - window[0]) / cells;
        double height = (window[3] - window[2]) / cells;
        for (int i = 0; i < count; i++) {
            int row = band * ROWS_AT_ONCE + i / cells;
            int column = i % cells;
            x[i] = window[0] + (column + 0.5) * width;
            x[count + i] = window[3] - (row + 0.5) * height;
        }
        return x;
    }
}
