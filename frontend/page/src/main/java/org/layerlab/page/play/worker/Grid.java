package org.layerlab.page.play.worker;

import java.util.List;
import org.layerlab.network.data.Bounds;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.verdict.Answers;

/** The network's answer all over the plane, for the boundary. */
final class Grid {
    /** Cells along each side, for a surface that moves. */
    static final int CELLS = 100;

    /** Cells along each side for one that stands still, where a line through few cells would be seen to be made of them. */
    static final int FINE_CELLS = 220;

    /** Room around the points. */
    private static final double PADDING = 0.6;

    private static final int ROWS_AT_ONCE = 10;

    /** Below 1 also as a float beside the number of a class. */
    private static final double MOST_CERTAIN = 0.999;

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

    /**
     * The answers at the cells' centers, rows from the top, each from the left: the probability of class 1; of more
     * classes the number of the likeliest plus {@code 1 − 1/(1 + d)}, where d is the logarithm of how many times it is as
     * likely as the next, so that the line between both can be found to a fraction of a cell; of a regression its number,
     * −1 to 1 as 0 to 1.
     */
    float[] answers() {
        float[] all = new float[cells * cells];
        int classes = network.architecture().outputs();
        boolean numbers = network.architecture().isRegression();
        int to = 0;
        for (Matrix band : bands) {
            double[] A = kernels.read(network.forward(band, pass));
            for (int i = 0; i < A.length / classes; i++) {
                all[to++] = (float) (numbers ? Answers.shade(A[i]) : classes == 1 ? A[i] : likeliest(A, i));
            }
        }
        return all;
    }

    private double likeliest(double[] A, int i) {
        int m = ROWS_AT_ONCE * cells;
        int best = Answers.likeliest(A, m, i);
        double next = 0;
        for (int k = 0; k < A.length / m; k++) {
            next = k == best ? next : Math.max(next, A[k * m + i]);
        }
        double ahead = Math.log(A[best * m + i] / next);
        return best + Math.min(1 - 1 / (1 + ahead), MOST_CERTAIN);
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
