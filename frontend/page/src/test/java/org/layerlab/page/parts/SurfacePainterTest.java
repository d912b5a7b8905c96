package org.layerlab.page.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurfacePainterTest {
    /** How many shades a class among several has. */
    private static final int EACH = SurfacePainter.shade(1, 3);

    @ParameterizedTest
    @ValueSource(floats = {0, 0.25f, 0.499f, 0.4999999f, 0.5f, 0.50000006f, 0.501f, 0.75f, 1})
    void aShadeIsOfTheClassThatTheNetworkDecides(float answer) {
        double share = SurfacePainter.share(SurfacePainter.shade(answer, 2));
        assertEquals(answer > 0.5, share > 0.5);
        assertEquals(answer, share, 1.0 / 256);
    }

    @Test
    void anAnswerBetweenTheClassesHasTheShadeBetweenTheirs() {
        assertEquals(0.5, SurfacePainter.share(SurfacePainter.shade(0.5f, 2)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0.5, 0, 0.5", "1, 1, 0", "2.25, 2, 0.25", "3, 2, 1"})
    void amongSeveralClassesAShadeIsOfTheLikeliest(float answer, int label, double share) {
        int shade = SurfacePainter.shade(answer, 3);
        assertEquals(label, shade / EACH);
        assertEquals(share, SurfacePainter.share(shade));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatIsNoAnswerHasNoShade(int classes) {
        for (float answer : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0.1f}) {
            assertTrue(SurfacePainter.shade(answer, classes) < 0, answer + " of " + classes);
        }
    }
}
