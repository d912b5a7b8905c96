package org.layerlab.page.photos.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyPointsTest {
    private static final double NONE = Double.NaN;

    private final AccuracyPoints points = new AccuracyPoints(2);

    private void assertCurve(int curve, double[]... expected) {
        assertArrayEquals(expected, points.known(curve).toArray(new double[0][]));
    }

    @Test
    void whatIsMeasuredAtTheSameIterationIsOnePoint() {
        points.add(10, NONE, 60);
        points.add(10, 70, NONE);
        points.add(20, NONE, 65);
        assertCurve(0, new double[] {10, 70});
        assertCurve(1, new double[] {10, 60}, new double[] {20, 65});
    }

    @Test
    void aNetworkThatWasKeptIsMeasuredAtItsOwnIteration() {
        points.add(0, 50, NONE);
        points.add(10, NONE, 60);
        points.add(20, NONE, 65);
        points.add(30, 90, 55);
        points.add(20, 80, NONE);
        assertCurve(0, new double[] {0, 50}, new double[] {20, 80}, new double[] {30, 90});
        assertCurve(1, new double[] {10, 60}, new double[] {20, 65}, new double[] {30, 55});
        points.add(5, 52, NONE);
        assertArrayEquals(new double[] {5, 52}, points.known(0).get(1));
    }

    @Test
    void aLongRunIsThinnedAndKeepsItsEnds() {
        for (int i = 0; i <= 5000; i++) {
            points.add(i, i % 2 == 0 ? i : NONE, i % 2 == 1 ? i : NONE);
            for (int curve = 0; curve <= Math.min(1, i); curve++) {
                List<double[]> known = points.known(curve);
                assertTrue(known.size() <= AccuracyPoints.MOST, "at iteration " + i);
                assertEquals(curve, known.get(0)[0]);
                assertTrue(known.get(known.size() - 1)[0] >= i - 1, "at iteration " + i);
                for (int k = 1; k < known.size(); k++) {
                    assertTrue(known.get(k)[0] - known.get(k - 1)[0] <= Math.max(4, i / 8), "a part is gone");
                }
            }
        }
        points.clear();
        assertEquals(List.of(), points.known(0));
    }
}
