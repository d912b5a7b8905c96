package org.layerlab.page.play.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.UnitMessages;

/** What each unit of a network says all over the plane, and the weights between the units that are looked at. */
final class UnitMaps {
    /** Cells along each side of a map. */
    static final int CELLS = 20;

    private static final int AREA = CELLS * CELLS;
    private static final int FULL = 127;

    private final Network network;
    private final Matrix X;
    private final Pass pass;
    private final double[] centers;

    /** Maps of the part of the plane that the boundary shows, see {@link Grid#window}. */
    UnitMaps(Network network, List<InputFeature> features, double[] window) {
        this.network = network;
        double[] places = new double[2 * AREA];
        double width = (window[1] - window[0]) / CELLS;
        double height = (window[3] - window[2]) / CELLS;
        for (int i = 0; i < AREA; i++) {
            int row = i / CELLS;
            places[i] = window[0] + (i % CELLS + 0.5) * width;
            places[AREA + i] = window[3] - (row + 0.5) * height;
        }
        centers = InputFeature.of(features, places);
        X = network.kernels().create(features.size(), AREA);
        network.kernels().write(centers, X);
        pass = network.pass(AREA);
    }

    /**
     * The message that shows some units of each layer.
     *
     * @param first the first unit shown of each layer, from the input on
     * @param most how many are shown of each layer at most
     */
    @Nullable
    Message message(int[] first, int most) {
        int[] dims = new int[network.architecture().layerDims().size()];
        for (int l = 0; l < dims.length; l++) {
            dims[l] = network.architecture().layerDims().get(l);
        }
        if (first.length != dims.length || most < 1) {
            return null;
        }
        int units = 0;
        int weights = 0;
        for (int l = 0; l < dims.length; l++) {
            first[l] = Math.max(0, Math.min(first[l], dims[l] - 1));
            units += shown(dims, first, most, l);
            weights += l == 0 ? 0 : shown(dims, first, most, l) * (1 + shown(dims, first, most, l - 1));
        }
        return UnitMessages.drawing(first, maps(dims, first, most, units), weights(dims, first, most, weights));
    }

    private static int shown(int[] dims, int[] first, int most, int l) {
        return Math.min(most, dims[l] - first[l]);
    }

    private byte[] maps(int[] dims, int[] first, int most, int units) {
        Kernels kernels = network.kernels();
        network.forward(X, pass);
        byte[] maps = new byte[units * AREA];
        int at = 0;
        for (int l = 0; l < dims.length; l++) {
            boolean output = l == dims.length - 1 && !network.architecture().isRegression();
            double[] A = l == 0 ? centers : kernels.read(pass.A(l));
            for (int j = 0; j < shown(dims, first, most, l); j++) {
                map(A, (first[l] + j) * AREA, output ? 0.5 : 0, maps, at);
                at += AREA;
            }
        }
        return maps;
    }

    /** A unit's values from −127 to 127, by the largest of them; the output's around the 0.5 where it is undecided. */
    private static void map(double[] A, int from, double middle, byte[] maps, int at) {
        double largest = middle;
        for (int i = 0; i < AREA && middle == 0; i++) {
            largest = Math.max(largest, Math.abs(A[from + i]));
        }
        for (int i = 0; i < AREA && largest > 0; i++) {
            double value = (A[from + i] - middle) / largest * FULL;
            // Java rounds NaN to 0; in JavaScript, TeaVM's Math.round throws.
            maps[at + i] = Double.isNaN(value) ? 0 : (byte) Math.round(value);
        }
    }

    /** For each layer after the input, for each unit shown: its bias, then its weights from the units shown before. */
    private double[] weights(int[] dims, int[] first, int most, int count) {
        Parameters parameters = network.parameters();
        double[] values = new double[count];
        int at = 0;
        for (int l = 1; l < dims.length; l++) {
            Parameters.Dense layer = parameters.layers().get(l - 1);
            for (int j = first[l]; j < first[l] + shown(dims, first, most, l); j++) {
                values[at++] = layer.b()[j];
                for (int i = first[l - 1]; i < first[l - 1] + shown(dims, first, most, l - 1); i++) {
                    values[at++] = layer.W()[j * layer.columns() + i];
                }
            }
        }
        return values;
    }
}
