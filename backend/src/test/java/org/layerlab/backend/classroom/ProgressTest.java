package org.layerlab.backend.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.eclipsesource.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pupil's page tells of its run. */
class ProgressTest {
    private static Progress progress(String json) throws Refusal {
        return Progress.parse(Json.parse(json).asObject());
    }

    @Test
    void theScoreOfARegressionMayBeBelowZero() throws Refusal {
        Progress progress = progress("{\"iteration\": 1, \"train\": -0.25, \"test\": -3.4e5}");
        assertEquals(-0.25, progress.train());
        assertEquals(-3.4e5, progress.test());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"train\": 1.5", "\"test\": -1e999", "\"test\": 1e999", "\"cost\": -1", "\"cost\": 1e999"})
    void numbersOutOfRangeAreRefused(String field) {
        assertEquals(
                Refusal.Reason.MALFORMED,
                assertThrows(Refusal.class, () -> progress("{" + field + "}")).reason());
    }
}
