package org.layerlab.network.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.Safetensors;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Predictor;

/** Networks of dense layers on photos of 32×32 pixels, as other programs flatten them. */
class FlattenedPhotosTest {
    private static final int SIDE = 32;
    private static final int FEATURES = SIDE * SIDE * 3;
    private static final int UNITS = 4;

    private static double[] random(int seed, int count) {
        return new SplittableRandom(seed).doubles(count, -1, 1).toArray();
    }

    /** Columns for row, column, channel as columns for channel, row, column. */
    private static double[] byChannel(double[] W) {
        double[] turned = new double[W.length];
        for (int unit = 0; unit < W.length / FEATURES; unit++) {
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                for (int c = 0; c < 3; c++) {
                    turned[unit * FEATURES + c * SIDE * SIDE + pixel] = W[unit * FEATURES + pixel * 3 + c];
                }
            }
        }
        return turned;
    }

    private static byte[] file(Map<String, String> metadata, String names, double[] W, int outputs) {
        boolean numpy = names.equals("NumPy");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(numpy ? "W0" : "1.weight", Tensor.of(W, UNITS, FEATURES));
        tensors.put(numpy ? "b0" : "1.bias", Tensor.of(random(2, UNITS), UNITS));
        tensors.put(numpy ? "W1" : "3.weight", Tensor.of(random(3, outputs * UNITS), outputs, UNITS));
        tensors.put(numpy ? "b1" : "3.bias", Tensor.of(random(4, outputs), outputs));
        return new Safetensors(metadata, tensors).toBytes();
    }

    private static double[] firstWeights(Opened opened) {
        return opened.file().parameters().layers().get(0).W();
    }

    private static Opened open(byte[] bytes, @Nullable String layers) throws Exception {
        return AnyFile.read(bytes, Limits.DEFAULT, layers == null ? null : Architecture.parse(layers, Activation.RELU));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 |",
                "1 | 32x32x3,4tanh,1",
                "1 | 3072,4,1",
                "2 |",
                "2 | 32x32x3,4,softmax2",
                "5 | 32x32x3,4,softmax5",
                "1 | {'layers': '32x32x3,4,1'}"
            })
    void pyTorchsColumnsAreReordered(int outputs, @Nullable String layers) throws Exception {
        double[] W = random(1, UNITS * FEATURES);
        boolean card = layers != null && layers.startsWith("{");
        Map<String, String> metadata =
                layers != null && card ? Map.of("layerlab", layers.replace('\'', '"')) : Map.of();
        Opened opened = open(file(metadata, "PyTorch", byChannel(W), outputs), card ? null : layers);
        assertArrayEquals(W, firstWeights(opened), opened.note());
        assertTrue(opened.note().contains("PyTorch flattens an image channel by channel"), opened.note());
        assertTrue(opened.file().card().takesPhotos());
        String order = opened.file().card().preparation().order().id();
        assertEquals(card ? "BGR" : "RGB", order);
    }

    @ParameterizedTest
    @CsvSource({"NumPy, ''", "NumPy, '32x32x3,4,softmax5'", "mlx, ''", "mlx, '32x32x3,4,softmax5'"})
    void whatIsFlattenedPixelByPixelStays(String program, String layers) throws Exception {
        double[] W = random(1, UNITS * FEATURES);
        Map<String, String> metadata = program.equals("mlx") ? Map.of("format", "mlx") : Map.of();
        Opened opened = open(file(metadata, program, W, layers.isEmpty() ? 1 : 5), layers.isEmpty() ? null : layers);
        assertArrayEquals(W, firstWeights(opened), opened.note());
        assertFalse(opened.note().contains("reordered"), opened.note());
    }

    @Test
    void kerassColumnsStayAndFeaturesThatAreNoPhotoToo() throws Exception {
        double[] W = random(1, FEATURES);
        byte[] keras = new Safetensors(Map.of(), Map.of("dense.kernel", Tensor.of(W, FEATURES, 1))).toBytes();
        assertArrayEquals(W, firstWeights(AnyFile.read(keras)));
        for (int inputs : new int[] {2, 3, 12, 100, 27}) {
            double[] few = random(1, inputs);
            byte[] bytes = new Safetensors(Map.of(), Map.of("0.weight", Tensor.of(few, 1, inputs))).toBytes();
            Opened opened = AnyFile.read(bytes);
            assertArrayEquals(few, firstWeights(opened));
            assertFalse(opened.note().contains("reordered"), opened.note());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "32x32x3,4,softmax2"})
    void twoOutputsOnPhotosBecomeOneWithTheSameProbabilities(String layers) throws Exception {
        double[] W = random(1, UNITS * FEATURES);
        Opened opened = open(file(Map.of(), "PyTorch", byChannel(W), 2), layers.isEmpty() ? null : layers);
        Architecture one = opened.file().card().architecture();
        assertEquals("3072, 4, 1", one.toString());
        assertTrue(opened.note().contains("Its two outputs, cat and dog, became one"), opened.note());
        double[] x = random(9, FEATURES);
        double[] W2 = random(3, 2 * UNITS);
        double[] z = random(4, 2);
        double[] b1 = random(2, UNITS);
        for (int unit = 0; unit < UNITS; unit++) {
            double a = b1[unit];
            for (int j = 0; j < FEATURES; j++) {
                a += W[unit * FEATURES + j] * x[j];
            }
            for (int k = 0; k < 2; k++) {
                z[k] += W2[k * UNITS + unit] * Math.max(0, a);
            }
        }
        Network network = new Network(new ReferenceKernels(), one, opened.file().parameters());
        assertEquals(
                Math.exp(z[1]) / (Math.exp(z[0]) + Math.exp(z[1])),
                new Predictor(network).probabilities(x, 1)[0],
                1e-12);
    }

    @Test
    void twoOutputsStayWhereACardNamesTheLayersAndWhereThereAreNoPhotos() throws Exception {
        Map<String, String> card = Map.of("layerlab", "{\"layers\": \"32x32x3,4,softmax2\"}");
        Opened own = AnyFile.read(file(card, "PyTorch", random(1, UNITS * FEATURES), 2));
        assertEquals(2, own.file().card().architecture().outputs());
        byte[] points = new Safetensors(Map.of(), Map.of("0.weight", Tensor.of(random(1, 4), 2, 2))).toBytes();
        assertEquals(2, AnyFile.read(points).file().card().architecture().outputs());
    }

    @Test
    void whetherTheLayersWereToldIsKnown() throws Exception {
        byte[] bytes = file(Map.of(), "NumPy", random(1, UNITS * FEATURES), 1);
        assertFalse(AnyFile.read(bytes).told());
        assertTrue(open(bytes, "3072,4tanh,1").told());
        assertTrue(AnyFile.read(
                        AnyFile.read(bytes).file().toNpz(AnyFile.read(bytes).storage()))
                .told());
    }
}
