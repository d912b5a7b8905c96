package org.layerlab.backend.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NaturalOrderTest {
    @Test
    void ordersRunsOfDigitsByValue() {
        List<String> expected = List.of(
                "cat.2.jpg",
                "cat.10.jpg",
                "cat.99999999999999999999.jpg",
                "cat.100000000000000000000.jpg",
                "dog.1.jpg");
        List<String> names = new ArrayList<>(expected);
        Collections.shuffle(names, new Random(1));
        names.sort(NaturalOrder.INSTANCE);
        assertEquals(expected, names);
    }

    @Test
    void tellsNamesApartThatDifferInZerosAlone() {
        assertTrue(NaturalOrder.INSTANCE.compare("cat.01", "cat.1") != 0);
        assertEquals(
                -Integer.signum(NaturalOrder.INSTANCE.compare("cat.01", "cat.1")),
                Integer.signum(NaturalOrder.INSTANCE.compare("cat.1", "cat.01")));
        assertEquals(0, NaturalOrder.INSTANCE.compare("cat.1", "cat.1"));
    }
}
