package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.page.training.PhotoClassifier;

/**
 * What a convolutional network's layers make of a photo, as gray pictures.
 *
 * @param layers as JSON: each one's convolution, width, height, channels, and how many of them are shown
 * @param pictures of all layers, a byte a pixel, one after another: 0 where a map is 0 or less, 255 where it is greatest
 */
@SuppressWarnings("ArrayRecordComponent") // pixels
record FeatureMaps(String layers, byte[] pictures) {
    /** Of each layer as many as there is room for, those that say most. */
    private static final int SHOWN = 16;

    static FeatureMaps of(PhotoClassifier classifier, byte[] photo) {
        Architecture architecture = classifier.network().architecture();
        JsonArray told = new JsonArray();
        ByteArrayOutputStream pictures = new ByteArrayOutputStream();
        classifier.look(photo, 1, (X, pass) -> {
            LayerKind convolution = null;
            for (int l = 1; l <= architecture.layers().size(); l++) {
                LayerKind kind = architecture.layers().get(l - 1);
                if (kind.window() != null) {
                    convolution = kind;
                }
                if (convolution != null && lastOfItsConvolution(architecture, l)) {
                    MapShape shape = architecture.shape(l);
                    double[] values = classifier.network().kernels().read(pass.A(l));
                    int shown = add(values, shape, pictures);
                    told.add(Json.object()
                            .add("layer", convolution.toString())
                            .add("width", shape.width())
                            .add("height", shape.height())
                            .add("channels", shape.channels())
                            .add("shown", shown));
                }
            }
            return "";
        });
        return new FeatureMaps(told.toString(), pictures.toByteArray());
    }

    /** Whether what comes out of layer l is a map, and goes into the next convolution or is a map no more after it. */
    private static boolean lastOfItsConvolution(Architecture architecture, int l) {
        if (architecture.shape(l).pixels() == 1) {
            return false;
        }
        LayerKind next = architecture.layers().get(l);
        return next.window() != null || architecture.shape(l + 1).pixels() == 1;
    }

    private static int add(double[] values, MapShape shape, ByteArrayOutputStream pictures) {
        int channels = shape.channels();
        double[] strength = new double[channels];
        double[] most = new double[channels];
        List<Integer> order = new ArrayList<>();
        for (int p = 0; p < values.length; p++) {
            int c = p % channels;
            strength[c] += Math.max(0, values[p]);
            most[c] = Math.max(most[c], values[p]);
        }
        for (int c = 0; c < channels; c++) {
            order.add(c);
        }
        order.sort((a, b) -> Double.compare(strength[b], strength[a]));
        int shown = Math.min(SHOWN, channels);
        for (int c : order.subList(0, shown)) {
            for (int pixel = 0; pixel < shape.pixels(); pixel++) {
                double share = Math.max(0, values[pixel * channels + c]) / Math.max(1e-30, most[c]);
                pictures.write((int) Math.round(255 * share));
            }
        }
        return shown;
    }
}
