package org.layerlab.page.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContourTest {
    private static List<double[]> lines(float[] values, int n, double cell) {
        List<double[]> lines = new ArrayList<>();
        Contour.draw(values, n, cell, (x1, y1, x2, y2) -> lines.add(new double[] {x1, y1, x2, y2}));
        return lines;
    }

    @Test
    void aStepFromLeftToRightIsAVerticalLine() {
        List<double[]> lines = lines(new float[] {0, 1, 0, 1}, 2, 10);
        assertEquals(1, lines.size());
        double[] line = lines.get(0);
        assertEquals(10, line[0], 1e-9);
        assertEquals(10, line[2], 1e-9);
        assertEquals(5, Math.min(line[1], line[3]), 1e-9, "between the centers of the cells");
        assertEquals(15, Math.max(line[1], line[3]), 1e-9);
    }

    @Test
    void theLineIsNearerToWhatIsNearerToOneHalf() {
        double[] line = lines(new float[] {0.4f, 1, 0.4f, 1}, 2, 10).get(0);
        assertEquals(5 + 10 * 0.1 / 0.6, line[0], 1e-5);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.2f, 0.8f, 1})
    void whereAllAreOnOneSideThereIsNone(float value) {
        float[] values = new float[25];
        java.util.Arrays.fill(values, value);
        assertEquals(0, lines(values, 5, 1).size());
    }

    @Test
    void aCellWithoutANumberHasNoLine() {
        assertEquals(0, lines(new float[] {0, Float.NaN, 0, 1}, 2, 1).size());
    }

    @Test
    void aSaddleHasTwoLines() {
        assertEquals(2, lines(new float[] {0, 1, 1, 0}, 2, 1).size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void allPiecesLieWithinTheCentersOfTheGrid(long seed) {
        Random random = new Random(seed);
        int n = 12;
        float[] values = new float[n * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        List<double[]> lines = lines(values, n, 2);
        assertTrue(lines.size() > n);
        for (double[] line : lines) {
            for (double coordinate : line) {
                assertTrue(coordinate >= 1 && coordinate <= 2 * n - 1, coordinate + "");
            }
        }
    }

    @Test
    void aCircleIsDrawnAllAround() {
        int n = 40;
        float[] values = new float[n * n];
        for (int i = 0; i < values.length; i++) {
            int row = i / n;
            double x = i % n + 0.5 - n / 2.0;
            double y = row + 0.5 - n / 2.0;
            values[i] = (float) (0.5 + (10 - Math.sqrt(x * x + y * y)) / 20);
        }
        double length = 0;
        for (double[] line : lines(values, n, 1)) {
            double dx = line[2] - line[0];
            double dy = line[3] - line[1];
            length += Math.sqrt(dx * dx + dy * dy);
            double x = (line[0] + line[2]) / 2 - n / 2.0;
            double y = (line[1] + line[3]) / 2 - n / 2.0;
            assertEquals(10, Math.sqrt(x * x + y * y), 0.05);
        }
        assertEquals(2 * Math.PI * 10, length, 0.2);
    }
}
