package org.layerlab.page.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;

/** The layers from which a person's classes may be learned, and what they give. */
class FeatureLayerTest {
    private static Architecture parse(String layers) {
        return Architecture.parse(layers, Activation.RELU);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "32x32x3, conv3x4, relu, gap, 1 | [3]",
                "32x32x3, conv3x4, relu, pool2, conv3x6, relu, gap, 1 | [2, 6]",
                "32x32x3, conv3x4, relu, pool2, conv3x6, relu, conv3x8, relu, gap, dropout0.2, 1 | [2, 5, 9]",
                "32x32x3, conv3x4, relu, pool2, conv3x6, relu, pool2, 20, 1 | [2, 5, 7]",
                "32x32x3, conv3x4, relu, skip, conv3x4, relu, conv3x4, add, relu, gap, 1 | [2, 9]",
                "32x32x3, conv3x4, relu, conv3x5, relu, 1 | [2, 4]",
                "32x32x3, conv3x70, relu, conv3x5, relu, gap, 1 | [5]",
                "3072, 20, 7, 1 | [2]",
            })
    void colorsAndTexturesThePenultimateAndTheLastHiddenLayerAreTried(String layers, String tried) {
        assertEquals(
                tried,
                FeatureLayer.of(parse(layers)).stream()
                        .map(FeatureLayer::layer)
                        .toList()
                        .toString());
    }

    @Test
    void theBuiltInNetworkIsCutAfterAThirdAndBeforeTheLastLayers() {
        Architecture architecture =
                parse("96x96x3, conv3x32, pool2, bn, relu, conv3x64, pool2, bn, relu, conv3x128, pool2, bn, relu,"
                        + " conv3x208, bn, relu, conv3x208, pool2, bn, relu, conv3x272, bn, relu, conv3x272, bn, relu,"
                        + " gap, dropout0.2, 1");
        List<FeatureLayer> layers = FeatureLayer.of(architecture);
        assertEquals(
                List.of(12, 22, 27), layers.stream().map(FeatureLayer::layer).toList());
        assertEquals(128 + 272 + 272, FeatureLayer.channels(layers));
    }

    static LongStream seeds() {
        return new Random().longs(8);
    }

    private static String randomLayers(Random random) {
        StringBuilder layers = new StringBuilder("32x32x3");
        int channels = 2 + random.nextInt(4);
        for (int i = random.nextInt(4); i >= 0; i--) {
            layers.append(", conv3x").append(channels).append(random.nextBoolean() ? ", bn" : "");
            layers.append(random.nextBoolean() ? ", relu" : ", leakyRelu");
            if (random.nextBoolean()) {
                layers.append(", skip, conv3x").append(channels).append(", relu, add");
            }
            if (random.nextInt(3) == 0) {
                layers.append(", pool2");
                channels = 2 + random.nextInt(4);
            }
        }
        layers.append(random.nextBoolean() ? ", gap" : "");
        return layers.append(random.nextBoolean() ? ", 5, 1" : ", 1").toString();
    }

    /** A network that ends after the layer, in a unit for each feature, gives the features. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theFeaturesAreWhatANetworkGivesThatEndsThere(long seed) {
        Random random = new Random(seed);
        Architecture architecture = parse(randomLayers(random));
        ReferenceKernels kernels = new ReferenceKernels();
        Parameters parameters = Initialization.HE.parameters(architecture, random.nextInt(100));
        PhotoPreparation preparation = new CardBuilder(architecture).build().preparation();
        int m = 1 + random.nextInt(4);
        byte[] photos = new byte[m * architecture.inputs()];
        random.nextBytes(photos);
        List<double[]> answer = new ArrayList<>();
        new PhotoClassifier(new Network(kernels, architecture, parameters), preparation, null)
                .features(photos, m, false, answer::add);
        int at = 0;
        for (FeatureLayer layer : FeatureLayer.of(architecture)) {
            int n = layer.channels();
            double[] identity = new double[n * n];
            for (int i = 0; i < n; i++) {
                identity[i * n + i] = 1;
            }
            List<LayerKind> layers = layer.upToHere(architecture);
            List<Parameters.Dense> weights = new ArrayList<>(parameters.layers().subList(0, (int)
                    layers.stream().filter(LayerKind::weighted).count()));
            layers.add(new LayerKind.Dense(n, Activation.LINEAR));
            layers.add(new LayerKind.Dense(1, Activation.LINEAR));
            weights.add(new Parameters.Dense(n, n, identity, new double[n]));
            weights.add(new Parameters.Dense(1, n, new double[n], new double[1]));
            Network ending =
                    new Network(kernels, new Architecture(architecture.input(), layers), new Parameters(weights));
            double[] expected = new PhotoClassifier(ending, preparation, null)
                    .look(photos, m, (X, pass) -> kernels.read(pass.A(layers.size() - 1)));
            double[] features = new double[n * m];
            System.arraycopy(answer.get(0), at, features, 0, n * m);
            assertArrayEquals(expected, features, 1e-9, architecture + " at " + layer);
            at += n * m;
        }
        assertEquals(answer.get(0).length, at);
    }
}
