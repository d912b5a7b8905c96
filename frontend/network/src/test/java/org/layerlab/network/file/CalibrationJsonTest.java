package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Familiarity;
import org.layerlab.network.verdict.HiddenUnits;

class CalibrationJsonTest {
    private static final Architecture LAYERS = Architecture.parse("32x32x3,conv1x1,relu,gap,1", Activation.RELU);
    private static final Calibration KNOWN = new Calibration(
            1.25, 0.6, 900, 0.025, 0.98, 0.125, true, new Familiarity(new double[] {0.1234, -5e-7}, -1.5));

    @Test
    void comesBackAsItWas() {
        assertEquals(KNOWN, CalibrationJson.read(CalibrationJson.write(KNOWN)));
        Calibration alone = new Calibration(1, 0.5, 10, 0, 1, 0);
        assertEquals(alone, CalibrationJson.read(CalibrationJson.write(alone)));
        assertEquals(
                KNOWN,
                new CardBuilder(LAYERS).calibration(KNOWN).build().calibration().orElseThrow());
    }

    @RepeatedTest(5)
    void hiddenUnitsComeBackAsTheyWere() {
        Random random = new Random();
        HiddenUnits hidden = new HiddenUnits(
                new double[] {random.nextGaussian()},
                new double[] {0.001 + random.nextDouble()},
                0.001234,
                random.ints(3, -500, 500).toArray(),
                random.doubles(3).toArray());
        Calibration known = new Calibration(
                1.25,
                0.6,
                900,
                0.025,
                0.98,
                0.125,
                true,
                new Familiarity(hidden, random.doubles(3, -1, 1).toArray(), -1.5));
        assertEquals(
                known,
                new CardBuilder(LAYERS).calibration(known).build().calibration().orElseThrow());
    }

    private static final String HIDDEN = "{\"hidden\": {\"mean\": [0], \"deviation\": [1], \"step\": 1, \"W\": [1, 2],"
            + " \"b\": [0, 0]}, \"W\": [1, 2], \"b\": 0}";

    @Test
    void hiddenUnitsThatAreIncompleteOrOfAnotherNetworkAreRefused() {
        assertEquals("", refusal(HIDDEN));
        for (String[] change : new String[][] {
            {"\"mean\": [0]", "\"mean\": [0, 1]"},
            {"\"mean\": [0], \"deviation\": [1]", "\"mean\": [0, 0], \"deviation\": [1, 1]"},
            {"\"deviation\": [1]", "\"deviation\": [0]"},
            {"\"step\": 1", "\"step\": -1"},
            {"\"step\": 1, ", ""},
            {"\"W\": [1, 2], \"b\": [0", "\"W\": [1, 0.5], \"b\": [0"},
            {"\"W\": [1, 2], \"b\": [0", "\"W\": [1, 3e9], \"b\": [0"},
            {"\"W\": [1, 2], \"b\": [0", "\"W\": [1], \"b\": [0"},
            {"[0, 0]", "[0]"},
            {"\"W\": [1, 2], \"b\": 0}", "\"W\": [1], \"b\": 0}"},
            {"{\"mean", "7, \"x\": {\"mean"}
        }) {
            String changed = HIDDEN.replace(change[0], change[1]);
            assertTrue(refusal(changed).startsWith("the model card"), changed);
        }
    }

    /** Why a card with this familiarity is refused; empty where it is not. */
    private static String refusal(String familiarity) {
        JsonObject json = CalibrationJson.write(KNOWN).set("familiarity", Json.parse(familiarity));
        try {
            new CardBuilder(LAYERS).set("calibration", json).build();
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "{}",
                "{\"W\": 1}",
                "{\"W\": [1, null]}",
                "{\"W\": [1, \"2\"]}",
                "{\"W\": [1, 1e999]}",
                "{\"W\": [1, 2], \"b\": true}",
                "{\"W\": [1, 2], \"b\": -1e999}",
                "{\"W\": [1], \"b\": 0}",
                "{\"W\": [1, 2, 3], \"b\": 0}"
            })
    void aCardWithoutAWeightForEachMapIsRefused(String familiarity) {
        JsonObject json = CalibrationJson.write(KNOWN).set("familiarity", Json.parse(familiarity));
        CardBuilder card = new CardBuilder(LAYERS).set("calibration", json);
        Throwable refused = assertThrows(IllegalArgumentException.class, card::build);
        String why = String.valueOf(refused.getMessage());
        assertTrue(why.startsWith("the model card"), why);
    }
}
