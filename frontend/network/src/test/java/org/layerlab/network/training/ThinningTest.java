package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinningTest {
    private static List<Integer> thinned(int size, int most) {
        List<Integer> points = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            points.add(i);
        }
        Thinning.thin(points, most);
        return points;
    }

    @Test
    void theEndsStay() {
        assertEquals(List.of(0, 2, 4), thinned(5, 4));
        assertEquals(List.of(0, 1, 3, 5), thinned(6, 4));
        assertEquals(List.of(0, 1), thinned(2, 1));
        assertEquals(List.of(0), thinned(1, 0));
    }

    @Test
    void nothingGoesWhereThereIsRoom() {
        assertEquals(List.of(0, 1, 2, 3), thinned(4, 4));
        assertEquals(List.of(), thinned(0, 4));
    }
}
