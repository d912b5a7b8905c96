package org.layerlab.page.photos.worker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Parameters;

/**
 * The weights of the first layer's units as pictures, the strongest units first. A unit begins as noise, and most of
 * that stays and hides what was learned: where the first weights are known, the part of them that is left is taken off,
 * {@code w − (w·w_0 / w_0·w_0)·w_0}.
 *
 * @param units how many units the layer has
 * @param pictures of the strongest, one after another: as large as the photos it sees, in BGR, gray where a weight is 0, brighter where it
 *     is positive, each picture scaled to its own largest weight
 * @param dogwards for each picture, whether the unit moves the answer to dog (positive) or cat, were all units behind
 *     it active: the product of the later weight matrices
 * @param lessStart whether the first weights were known and are taken off
 */
@SuppressWarnings("ArrayRecordComponent") // pixels
public record FirstLayer(int units, byte[] pictures, double[] dogwards, boolean lessStart) {
    private static final int GRAY = 128;

    /** Weights that have less than this in common with a start did not begin there: 0 is nothing, 1 all. */
    private static final double IN_COMMON = 0.1;

    /**
     * The layer as it is now.
     *
     * @param parameters of a dense network on photos; not to be used afterwards
     * @param atMost how many pictures
     * @param start the network's first parameters, in the same shape, or null where they are not known
     */
    static FirstLayer of(Parameters parameters, int atMost, @Nullable Parameters start) {
        List<Parameters.Dense> layers = parameters.layers();
        Parameters.Dense first = layers.get(0);
        int units = first.rows();
        int features = first.columns();
        double[] shown = first.W();
        boolean lessStart = start != null && takeOff(start.layers().get(0).W(), shown, units, features);
        double[] dogwards = dogwards(layers);
        double[] strength = new double[units];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < units; i++) {
            double squares = 0;
            for (int j = 0; j < features; j++) {
                double w = shown[i * features + j];
                squares += w * w;
            }
            strength[i] = Math.sqrt(squares) * Math.abs(dogwards[i]);
            order.add(i);
        }
        order.sort((a, b) -> Double.compare(strength[b], strength[a]));
        int count = Math.min(atMost, units);
        byte[] pictures = new byte[count * features];
        double[] directions = new double[count];
        for (int k = 0; k < count; k++) {
            int unit = order.get(k);
            picture(shown, unit * features, pictures, k * features, features);
            directions[k] = dogwards[unit];
        }
        return new FirstLayer(units, pictures, directions, lessStart);
    }

    /** Takes what is left of the start off each row of W; false, and nothing is taken off, where they share little. */
    private static boolean takeOff(double[] start, double[] W, int rows, int features) {
        double shared = 0;
        double ofStart = 0;
        double ofW = 0;
        double[] left = new double[rows];
        for (int i = 0; i < rows; i++) {
            double both = 0;
            double squares = 0;
            for (int p = i * features; p < (i + 1) * features; p++) {
                both += W[p] * start[p];
                squares += start[p] * start[p];
                ofW += W[p] * W[p];
            }
            left[i] = both / Math.max(1e-30, squares);
            shared += both;
            ofStart += squares;
        }
        if (shared < IN_COMMON * Math.sqrt(ofStart * ofW)) {
            return false;
        }
        for (int i = 0; i < rows; i++) {
            for (int p = i * features; p < (i + 1) * features; p++) {
                W[p] -= left[i] * start[p];
            }
        }
        return true;
    }

    private static void picture(double[] W, int from, byte[] to, int at, int features) {
        double most = 1e-30;
        for (int j = 0; j < features; j++) {
            most = Math.max(most, Math.abs(W[from + j]));
        }
        for (int j = 0; j < features; j++) {
            to[at + j] = (byte) Math.max(0, Math.min(255, GRAY + (int) Math.round(127 * W[from + j] / most)));
        }
    }

    /** {@code W_L·…·W_2}, a number for each unit of the first layer; 1 where the first layer is the output. */
    private static double[] dogwards(List<Parameters.Dense> layers) {
        double[] row = {1};
        for (int l = layers.size() - 1; l >= 1; l--) {
            Parameters.Dense layer = layers.get(l);
            double[] before = new double[layer.columns()];
            for (int i = 0; i < layer.rows(); i++) {
                for (int j = 0; j < before.length; j++) {
                    before[j] += row[i] * layer.W()[i * before.length + j];
                }
            }
            row = before;
        }
        return row;
    }
}
