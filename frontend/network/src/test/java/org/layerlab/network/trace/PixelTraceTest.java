package org.layerlab.network.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

class PixelTraceTest {
    private static final int PLACES = 100;
    private static final double NEAR = 1e-6;

    /** A network with random parameters, biases and statistics, and an example's way through it. */
    private record Traced(Network network, Pass pass, TracedPass values) {
        static Traced of(String layers, long seed) {
            NumpyRandom random = new NumpyRandom(seed);
            Architecture architecture = Architecture.parse(layers, Activation.RELU);
            Parameters parameters = Initialization.HE.parameters(architecture, seed);
            for (Parameters.Dense layer : parameters.layers()) {
                fill(layer.b(), random, -0.5);
                Parameters.Norm norm = layer.norm();
                if (norm != null) {
                    fill(norm.gamma(), random, -0.3);
                    fill(norm.beta(), random, -0.5);
                    fill(norm.mean(), random, -0.5);
                    fill(norm.variance(), random, 0.1);
                }
            }
            Network network = new Network(new ReferenceKernels(), architecture, parameters);
            double[] x = new double[architecture.inputs()];
            fill(x, random, 0);
            Matrix X = network.kernels().create(x.length, 1);
            network.kernels().write(x, X);
            Pass pass = network.pass(1);
            network.forward(X, pass);
            return new Traced(network, pass, TracedPass.of(network, parameters, X, pass));
        }

        private static void fill(double[] values, NumpyRandom random, double from) {
            for (int i = 0; i < values.length; i++) {
                values[i] = from + random.uniform();
            }
        }

        double given(int layer, int y, int x, int channel) {
            MapShape shape = network.architecture().shape(layer);
            return network.kernels().read(pass.A(layer))[(y * shape.width() + x) * shape.channels() + channel];
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16x16x3,conv3x8,relu,conv3x6,relu,5,1",
                "16x16x3,conv3x8,pool2,bn,relu,conv3x12,bn,relu,pool2,dropout0.2,conv3x8,bn,relu,gap,dropout0.2,1",
                "17x17x3,conv5x6s2,tanh,conv3x9s2p0,leakyRelu,pool2,7tanh,bn,softmax4",
                "16x16x3,pool2,sigmoid,conv1x5,bn,tanh,gap,linear,6,1",
                "16x16x3,conv3x6,bn,relu,skip,dw3,bn,hardSwish,conv1x6,bn,add,relu,pool2,skip,conv3x6,add,dw5s2,gap,1"
            })
    void everyNumberIsThatOfTheNetworksForwardPass(String layers) {
        for (long seed = 1; seed <= 3; seed++) {
            Traced traced = Traced.of(layers, seed);
            NumpyRandom random = new NumpyRandom(100 + seed);
            List<LayerGroup> groups = traced.values.groups();
            for (int n = 0; n < PLACES; n++) {
                int group = n % groups.size();
                MapShape shape = groups.get(group).output();
                int y = (int) (random.uniform() * shape.height());
                int x = (int) (random.uniform() * shape.width());
                int channel = (int) (random.uniform() * shape.channels());
                PixelTrace trace = PixelTrace.of(traced.values, group, channel, y, x);
                String where = layers + ", group " + group + " at " + y + ", " + x + ", " + channel;
                assertEquals(traced.given(groups.get(group).last() + 1, y, x, channel), trace.value(), NEAR, where);
                assertSumsUp(trace, where);
                assertLayersAgree(traced, groups.get(group), trace, channel, y, x, where);
            }
        }
    }

    private static void assertSumsUp(PixelTrace trace, String where) {
        if (trace.steps().get(0) instanceof Step.WeightedSum weighted) {
            double sum = 0;
            double byChannel = 0;
            for (int i = 0; i < weighted.products().length; i++) {
                assertEquals(weighted.patch()[i] * weighted.weights()[i], weighted.products()[i], 0, where);
                sum += weighted.products()[i];
            }
            for (int c = 0; c < weighted.channels(); c++) {
                byChannel += weighted.of(c);
            }
            assertEquals(sum, weighted.sum(), NEAR, where);
            assertEquals(sum, byChannel, NEAR, where);
            assertEquals(sum + weighted.bias(), weighted.out(), NEAR, where);
        }
    }

    /** The first step gives what the network's convolution gives at the place that the value comes from. */
    private static void assertLayersAgree(
            Traced traced, LayerGroup group, PixelTrace trace, int channel, int y, int x, String where) {
        List<LayerKind> kinds = traced.network.architecture().layers();
        Area place = PixelTrace.origin(traced.values, group, channel, y, x);
        if (kinds.get(group.first()) instanceof LayerKind.Convolution) {
            assertEquals(
                    traced.given(group.first() + 1, place.y(), place.x(), channel),
                    trace.steps().get(0).out(),
                    NEAR,
                    where);
        }
    }

    @Test
    void thePatchIsWhatLiesUnderTheFilterAndZeroBeyondTheEdge() {
        Traced traced = Traced.of("16x16x3,conv3x4,relu,gap,1", 1);
        PixelTrace corner = PixelTrace.of(traced.values, 0, 2, 0, 0);
        assertEquals(new Area(-1, -1, 3, 3), corner.seen());
        assertEquals(new Area(0, 0, 2, 2), corner.field());
        Step.WeightedSum sum = (Step.WeightedSum) corner.steps().get(0);
        for (int i = 0; i < 4 * 3; i++) {
            // The first row and the first pixel of the second.
            assertEquals(0, sum.patch()[i]);
        }
        assertEquals(traced.values.taken(traced.values.groups().get(0))[0], sum.patch()[4 * 3]);
    }

    @Test
    void theReceptiveFieldGrowsThroughConvolutionsAndPools() {
        Traced traced = Traced.of("16x16x3,conv3x4,pool2,relu,conv3x4,relu,gap,1", 1);
        PixelTrace first = PixelTrace.of(traced.values, 0, 0, 3, 3);
        assertEquals(3, first.field().height());
        // Three pooled pixels are six, and their filters see one more on each side.
        assertEquals(
                new Area(5, 5, 8, 8), PixelTrace.of(traced.values, 1, 0, 4, 4).field());
        assertEquals(
                new Area(0, 0, 16, 16), PixelTrace.of(traced.values, 3, 0, 0, 0).field());
    }

    @Test
    void thePixelThatWonThePoolIsTheGreatestOfItsSquare() {
        Traced traced = Traced.of("16x16x3,conv3x4,pool2,bn,relu,gap,1", 2);
        PixelTrace trace = PixelTrace.of(traced.values, 0, 1, 5, 6);
        Step.Pooled pooled = (Step.Pooled) trace.steps().get(1);
        assertEquals(4, pooled.values().length);
        for (double value : pooled.values()) {
            assertTrue(value <= pooled.out());
        }
        assertEquals(trace.steps().get(0).out(), pooled.out(), NEAR);
        assertEquals(10 + pooled.winner() / 2 - 1, trace.seen().y());
        assertEquals(12 + pooled.winner() % 2 - 1, trace.seen().x());
    }

    @Test
    void aValueIsFoundAgainWhereItGoesNext() {
        Traced traced = Traced.of("16x16x3,conv3x8,pool2,bn,relu,conv3x6,bn,relu,pool2,gap,1", 3);
        int found = 0;
        for (int y = 0; y < 8; y++) {
            NextUse onward = NextUse.of(traced.values, 0, 3, y, 7 - y);
            if (onward == null) {
                continue;
            }
            PixelTrace next = PixelTrace.of(traced.values, onward.group(), onward.channel(), onward.y(), onward.x());
            Step.WeightedSum sum = (Step.WeightedSum) next.steps().get(0);
            assertTrue(next.seen().contains(y, 7 - y));
            int tap = (y - next.seen().y()) * 3 + 7 - y - next.seen().x();
            assertEquals(onward.weight(), sum.weights()[tap * 8 + 3]);
            assertEquals(onward.product(), sum.products()[tap * 8 + 3], NEAR);
            found++;
        }
        assertTrue(found > 4, found + " of 8");
        NextUse mean = Objects.requireNonNull(NextUse.of(traced.values, 1, 5, 2, 1));
        assertEquals(2, mean.group());
        assertEquals(1.0 / 16, mean.weight());
        assertNull(NextUse.of(traced.values, 3, 0, 0, 0));
    }

    @Test
    void aPlaceThatIsNotThereIsRefused() {
        Traced traced = Traced.of("16x16x3,conv3x4,relu,gap,1", 1);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> PixelTrace.of(traced.values, 0, 4, 0, 16));
        assertEquals("row 0, column 16, channel 4 is not in 16x16x4", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> PixelTrace.of(traced.values, 3, 0, 0, 0));
    }
}
