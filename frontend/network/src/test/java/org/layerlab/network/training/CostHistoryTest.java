package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostHistoryTest {
    @Test
    void anIntervalBelowOneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CostHistory(0, true));
    }

    @Test
    void withSmallBatchesAPointIsTheMeanSinceTheOneBefore() {
        CostHistory history = new CostHistory(2, false);
        history.add(0, 1);
        history.add(1, 4);
        history.add(2, 2);
        assertEquals(List.of(new CostPoint(0, 1), new CostPoint(2, 3)), history.from(0));
    }
}
