package org.layerlab.page.inside.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.trace.NextUse;
import org.layerlab.network.trace.PixelTrace;
import org.layerlab.network.trace.TracedPass;

class TraceJsonTest {
    private final TracedPass pass = pass("12x12x3,conv3x8,tanh,conv3x10,pool2,bn,relu,gap,1");

    private static TracedPass pass(String layers) {
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        Parameters parameters = Initialization.HE.parameters(architecture, 4);
        Network network = new Network(new ReferenceKernels(), architecture, parameters);
        NumpyRandom random = new NumpyRandom(4);
        double[] x = new double[architecture.inputs()];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.uniform();
        }
        Matrix X = network.kernels().create(x.length, 1);
        network.kernels().write(x, X);
        Pass forward = network.pass(1);
        network.forward(X, forward);
        return TracedPass.of(network, parameters, X, forward);
    }

    private JsonObject trace(int group, int channel, int y, int x) {
        return Json.parse(TraceJson.of(
                        PixelTrace.of(pass, group, channel, y, x),
                        NextUse.of(pass, group, channel, y, x),
                        pass.groups().get(group).input()))
                .asObject();
    }

    private static JsonObject first(JsonObject trace) {
        return trace.get("steps").asArray().get(0).asObject();
    }

    @Test
    void allChannelsOfAPhotoAreToldInTheirOrder() {
        JsonObject sum = first(trace(0, 5, 3, 4));
        JsonArray shown = sum.get("shown").asArray();
        for (int c = 0; c < 3; c++) {
            assertEquals(c, shown.get(c).asObject().getInt("channel", -1));
            assertEquals(9, shown.get(c).asObject().get("products").asArray().size());
        }
        assertEquals(0, sum.getInt("others", -1));
        assertEquals(0, sum.getDouble("rest", -1));
    }

    @Test
    void whatIsToldAndTheRestMakeTheSum() {
        JsonObject sum = first(trace(1, 7, 2, 3));
        assertEquals("patches", sum.getString("kind", ""));
        assertEquals(5, sum.getInt("others", -1));
        double told = sum.getDouble("rest", 0);
        double least = Double.POSITIVE_INFINITY;
        for (JsonValue channel : sum.get("shown").asArray()) {
            double partial = channel.asObject().getDouble("sum", 0);
            told += partial;
            assertTrue(Math.abs(partial) <= least, "the strongest first");
            least = Math.abs(partial);
        }
        assertEquals(sum.getDouble("sum", 0), told, 1e-12);
        assertEquals(sum.getDouble("sum", 0) + sum.getDouble("bias", 0), sum.getDouble("out", 0), 1e-12);
    }

    @Test
    void ofADenseUnitTheProductsThatCountMostAreTold() {
        JsonObject trace = trace(3, 0, 0, 0);
        JsonObject sum = first(trace);
        assertEquals("terms", sum.getString("kind", ""));
        assertEquals(8, sum.get("shown").asArray().size());
        assertEquals(2, sum.getInt("others", -1));
        double told = sum.getDouble("rest", 0);
        for (JsonValue term : sum.get("shown").asArray()) {
            told += term.asObject().getDouble("product", 0);
        }
        assertEquals(sum.getDouble("sum", 0), told, 1e-12);
        assertNull(trace.get("onward"));
    }
}
