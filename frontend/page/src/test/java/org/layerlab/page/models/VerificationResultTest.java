package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.layerlab.page.browser.NumberFormat;

class VerificationResultTest {
    private static VerificationResult of(String json, boolean float64, String kernels) {
        return VerificationResult.of(Json.parse(json.replace('\'', '"')).asObject(), float64, kernels);
    }

    @Test
    void equalDigitsAreReproduced() {
        VerificationResult result =
                of("{'kind': 'same', 'exact': true, 'costs': 150, 'iterations': 15000, 'largest': 0}", true, "simd");
        assertEquals("reproduced", result.verdict());
        assertEquals(
                "Reproduced. 15,000 iterations were repeated here: all 150 costs and every parameter are the same,"
                        + " to the last bit.",
                result.text());
    }

    @Test
    void oneCostIsNotCalledAllCosts() {
        String text = of("{'exact': true, 'costs': 1, 'iterations': 50, 'largest': 0}", true, "")
                .text();
        assertTrue(text.contains("the one cost and every parameter"), text);
        assertTrue(of(
                        "{'costs': 1, 'iterations': 50, 'largest': 1e-12, 'where': 'b1[0, 0]', 'saved': '1', 'here': '1'}",
                        true,
                        "")
                .text()
                .contains("the one cost prints"));
    }

    @Test
    void oneIterationIsNotCalledSeveral() {
        assertEquals(
                "Reproduced. Iterations repeated here: 1; the one cost and every parameter are the same, to the last bit.",
                of("{'exact': true, 'costs': 1, 'iterations': 1, 'largest': 0}", true, "")
                        .text());
    }

    @Test
    void differencesOfRoundingAreReproducedAndCounted() {
        VerificationResult result = of(
                "{'costs': 5, 'iterations': 450, 'largest': 3e-12, 'where': 'W1[1, 0]', 'saved': '0.5', 'here': '0.6'}",
                true,
                "simd");
        assertEquals("reproduced", result.verdict());
        assertEquals(
                "Reproduced. 450 iterations were repeated here: all 5 costs print the same six decimals."
                        + " The parameters agree in 11 digits; W1[1, 0] is the furthest off, 0.5 in the file and 0.6 here.",
                result.text());
    }

    @Test
    void float32RoundsMore() {
        String json =
                "{'costs': 5, 'iterations': 450, 'largest': 1e-5, 'where': 'W1[1, 0]', 'saved': '1', 'here': '2'}";
        assertEquals("departs", of(json, true, "").verdict());
        assertEquals("reproduced", of(json, false, "").verdict());
    }

    @Test
    void otherParametersDepart() {
        VerificationResult result = of(
                "{'costs': 5, 'iterations': 450, 'largest': 0.1, 'where': 'W1[1, 0]', 'saved': '0.5', 'here': '0.6'}",
                true,
                "simd");
        assertEquals("departs", result.verdict());
        assertTrue(
                result.text()
                        .startsWith("450 iterations were repeated here: all 5 costs print the same six decimals."
                                + " But the parameters differ: W1[1, 0] is 0.5 in the file and 0.6 here."),
                result.text());
        assertTrue(result.text().contains("Rounding cannot explain this"), result.text());
    }

    @Test
    void otherCostsDepart() {
        VerificationResult result =
                of("{'kind': 'departs', 'where': 'iteration 300', 'saved': '0.5', 'here': '0.6'}", true, "");
        assertEquals("departs", result.verdict());
        assertTrue(
                result.text().startsWith("It differs at iteration 300: the saved cost is 0.5, here it is 0.6."),
                result.text());
    }

    @Test
    void aGapThatGrowsFromRoundingIsNoFault() {
        String json = "{'kind': 'departs', 'where': 'iteration 3000', 'saved': '0.5', 'here': '0.6', 'partsAt': 1200,"
                + " 'gap': 1e-12, 'kernels': 'plain'}";
        String named = of(json, false, "relaxed").text();
        assertTrue(named.contains("differ slightly from iteration 1,200 on"), named);
        assertTrue(named.contains("with the kernels “relaxed”, here they are “plain”"), named);
        assertTrue(named.endsWith("This does not make the card wrong."), named);
        String unnamed = of(json, false, "").text();
        assertTrue(unnamed.contains("does not name the kernels"), unnamed);
        String float64 = of(json, true, "relaxed").text();
        assertTrue(float64.contains("another version or program made this"), float64);
        assertFalse(float64.contains("with the kernels"), float64);
    }

    @Test
    void fewerDigitsInTheFileAreToldAndNotHeldAgainstIt() {
        String json = "{'costs': 5, 'iterations': 450, 'largest': 4e-4, 'where': 'W1[1, 0]', 'saved': '1', 'here': '2',"
                + " 'stored': '%s', 'exact': %s}";
        VerificationResult exact = of(String.format(json, "float16", "true"), true, "plain");
        assertEquals("reproduced", exact.verdict());
        assertTrue(
                exact.text()
                        .endsWith("to the last bit. The file keeps the parameters in float16, so those of this run"
                                + " were rounded to it before they were compared."),
                exact.text());
        VerificationResult close = of(String.format(json, "float16", "false"), true, "plain");
        assertEquals("reproduced", close.verdict());
        assertTrue(close.text().contains("agree in 3 digits"), close.text());
        assertEquals(
                "departs", of(String.format(json, "", "false"), true, "plain").verdict());
    }

    @Test
    void aGapBeyondRoundingIsTold() {
        String json = "{'kind': 'departs', 'where': 'x', 'saved': '1', 'here': '2', 'partsAt': 100, 'gap': 1e-6}";
        assertTrue(of(json, true, "").text().contains("Rounding cannot explain this"));
        assertFalse(of(json, false, "").text().contains("Rounding cannot explain this"));
    }

    private static final String SCORES =
            "{'exact': %s, 'costs': 9, 'iterations': 900, 'largest': %s, 'where': 'b1[0, 0]',"
                    + " 'saved': '1', 'here': '1', 'scores': [%s]}";

    @Test
    void aForgedAccuracyDeparts() {
        String score = "{'key': 'testAccuracy', 'saved': 0.99, 'examples': 100, 'here': 0.68, 'size': 100}";
        for (VerificationResult result : List.of(
                of(String.format(SCORES, "true", "0", score), true, "simd"),
                of(String.format(SCORES, "false", "1e-5", score), false, "simd"))) {
            assertEquals("departs", result.verdict());
            assertEquals(
                    "900 iterations were repeated here: all 9 costs print the same six decimals."
                            + " But the card says “Test accuracy: 99.0\u00a0% of 100”, and these parameters give"
                            + " 68.0\u00a0% of 100.",
                    result.text());
        }
    }

    @Test
    void numbersThatRoundToTheSamePercentAreToldInFull() {
        String score = "{'key': 'trainR2', 'saved': 0.97123, 'here': 0.97121, 'size': 300}";
        String text = of(String.format(SCORES, "true", "0", score), true, "").text();
        assertTrue(text.contains("“Train R²: 0.97123”, and these parameters give 0.97121."), text);
    }

    /** What a forger may write, the verdict names beside what was measured, and never says "Reproduced". */
    @Test
    void noForgedScoreIsReproduced() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            double forged = random.nextInt(101) / 100.0;
            double right = (random.nextInt(100) + 0.5) / 100;
            String score = "{'key': 'testAccuracy', 'saved': " + forged + ", 'here': " + right
                    + ", 'examples': 200, 'size': 200}";
            VerificationResult result = of(String.format(SCORES, "true", "0", score), true, "simd");
            assertEquals("departs", result.verdict());
            assertFalse(result.text().contains("Reproduced"), result.text());
            assertTrue(result.text().contains(NumberFormat.percent(forged) + "\u00a0% of 200”"), result.text());
            assertTrue(result.text().contains("give " + NumberFormat.percent(right) + "\u00a0%"), result.text());
        }
    }

    @Test
    void aScoreThatWasNotMeasuredIsTold() {
        String text = of(String.format(SCORES, "true", "0", "{'key': 'testR2', 'saved': 0.5, 'size': 0}"), true, "")
                .text();
        assertTrue(text.endsWith("“Test R²: 50.0\u00a0%”, which cannot be measured on this run."), text);
    }
}
