package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredAccuraciesTest {
    private final MeasuredAccuracies measured = new MeasuredAccuracies();

    @Test
    void theyAreThereAgainInARunThatIsTakenUp() {
        measured.add(0, 0.5, 0.25);
        measured.add(40, 2 / 3.0, Double.NaN);
        JsonObject about = Json.object().add("iteration", 40);
        measured.addTo(about);
        MeasuredAccuracies again = new MeasuredAccuracies();
        again.read(about.toString());
        assertArrayEquals(new double[] {0, 0.5, 0.25, 40, 0.66667, Double.NaN}, again.values());
    }

    @Test
    void whatIsComputedAgainIsMeasuredAgain() {
        measured.add(0, 0.5, 0.5);
        measured.add(40, 0.6, 0.6);
        measured.add(60, 0.7, 0.7);
        measured.add(40, 0.8, 0.9);
        assertArrayEquals(new double[] {0, 0.5, 0.5, 40, 0.8, 0.9}, measured.values());
    }

    @Test
    void aLongRunKeepsItsFirstItsLastAndSomeBetween() {
        for (int i = 0; i <= 10_000; i++) {
            measured.add(i, 0.5, 0.5);
        }
        double[] values = measured.values();
        assertTrue(values.length / 3 > 200 && values.length / 3 <= 600, values.length + " numbers");
        assertEquals(0, values[0]);
        assertEquals(10_000, values[values.length - 3]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"accuracies\": 3}", "{\"accuracies\": [1, 2, \"x\"]}"})
    void whatAnotherVersionKeptHasNone(String about) {
        measured.read(about);
        assertEquals(0, measured.values().length);
    }
}
