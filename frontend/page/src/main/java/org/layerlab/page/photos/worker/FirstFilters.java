package org.layerlab.page.photos.worker;

import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.layer.Parameters;

/** The filters of a first convolution as pictures: a square for each of their pixels. */
final class FirstFilters {
    private static final int GRAY = 128;
    private static final int CHANNELS = ChannelOrder.CHANNELS;
    private static final int SIDE = 64;
    private static final int FEATURES = SIDE * SIDE * CHANNELS;

    private FirstFilters() {}

    /** As many as there are, one after another: as many pixels as the photos have, in BGR, gray where a weight is 0. */
    static byte[] pictures(Parameters.Dense layer, int atMost) {
        int kernel = (int) Math.round(Math.sqrt(layer.columns() / (double) CHANNELS));
        int count = Math.min(atMost, layer.rows());
        byte[] pictures = new byte[count * FEATURES];
        for (int f = 0; f < count; f++) {
            int from = f * layer.columns();
            double most = 1e-30;
            for (int i = 0; i < layer.columns(); i++) {
                most = Math.max(most, Math.abs(layer.W()[from + i]));
            }
            for (int p = 0; p < FEATURES; p++) {
                int y = p / CHANNELS / SIDE * kernel / SIDE;
                int x = p / CHANNELS % SIDE * kernel / SIDE;
                double w = layer.W()[from + (y * kernel + x) * CHANNELS + p % CHANNELS];
                pictures[f * FEATURES + p] = (byte) (GRAY + Math.round(127 * w / most));
            }
        }
        return pictures;
    }
}
