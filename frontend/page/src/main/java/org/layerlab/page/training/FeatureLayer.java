package org.layerlab.page.training;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.MapShape;

/**
 * A hidden layer from whose output a new last layer can learn.
 *
 * @param layer its number, from 1
 * @param channels features of a photo: the means of as many maps, or the values themselves where it gives no maps or is
 *     the last hidden one
 * @param pixels of each map that is averaged; 1 where none is
 */
public record FeatureLayer(int layer, int channels, int pixels) {
    /** Of a photo; averaging larger maps takes too much room, 8 bytes for each value of each photo. */
    private static final int MOST_VALUES = 1 << 16;

    /**
     * Those of a network that are worth a try, from the first to the last: maps a third of the way, which still know colors
     * and textures; the last maps before the last hidden layer, whose filters are less bound to the network's own task; and
     * the last hidden layer as it is. Yosinski et al., How transferable are features in deep neural networks? (2014).
     *
     * @return at least one
     */
    public static List<FeatureLayer> of(Architecture architecture) {
        List<FeatureLayer> maps = maps(architecture);
        List<FeatureLayer> worth = new ArrayList<>();
        int early = maps.size() / 3;
        for (int i = 0; i < maps.size(); i++) {
            if (i == early || i == maps.size() - 1) {
                worth.add(maps.get(i));
            }
        }
        int last = architecture.layers().size() - 1;
        worth.add(new FeatureLayer(last, architecture.shape(last).features(), 1));
        return worth;
    }

    /**
     * Every activation of maps at which a network can end: not between a {@code skip} and its {@code add}. Without the
     * one whose means are the last hidden layer.
     */
    private static List<FeatureLayer> maps(Architecture architecture) {
        List<FeatureLayer> maps = new ArrayList<>();
        int open = 0;
        for (int l = 1; l < architecture.layers().size(); l++) {
            LayerKind kind = architecture.layers().get(l - 1);
            if (kind instanceof LayerKind.Skip) {
                open++;
            } else if (kind instanceof LayerKind.Add) {
                open--;
            }
            MapShape shape = architecture.shape(l);
            boolean averaged = shape.pixels() > 1 && shape.features() <= MOST_VALUES;
            if (kind instanceof LayerKind.Activate && open == 0 && averaged && !isLast(architecture, l)) {
                maps.add(new FeatureLayer(l, shape.channels(), shape.pixels()));
            }
        }
        return maps;
    }

    /** Whether nothing but averaging and dropout lies between layer l and the output. */
    private static boolean isLast(Architecture architecture, int l) {
        for (LayerKind kind :
                architecture.layers().subList(l, architecture.layers().size() - 1)) {
            if (!(kind instanceof LayerKind.AveragePool || kind instanceof LayerKind.Dropout)) {
                return false;
            }
        }
        return true;
    }

    /** How many features a photo has in several layers. */
    public static int channels(List<FeatureLayer> layers) {
        int sum = 0;
        for (FeatureLayer layer : layers) {
            sum += layer.channels;
        }
        return sum;
    }

    /**
     * The layers of a network that ends here, without its output.
     *
     * @param architecture of the network that this is a layer of
     */
    public List<LayerKind> upToHere(Architecture architecture) {
        List<LayerKind> layers = new ArrayList<>(architecture.layers().subList(0, layer));
        if (pixels > 1) {
            layers.add(new LayerKind.AveragePool());
        }
        return layers;
    }

    /**
     * Adds the features of photos.
     *
     * @param A what the layer gives, shape (pixels · channels, m)
     * @param m how many photos
     * @param features to which they are added, shape (channels, m), row by row
     * @param at where its first goes
     */
    void add(double[] A, int m, double[] features, int at) {
        int size = channels * m;
        for (int from = 0; from < A.length; from += size) {
            for (int i = 0; i < size; i++) {
                features[at + i] += A[from + i] / pixels;
            }
        }
    }
}
