package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.training.CostPoint;

class CostCurveTest {
    @Test
    void theHistoryIsRead() {
        JsonObject card = Json.parse("{\"costs\": [[0, 0.693], [100, 0.5]]}").asObject();
        assertEquals(List.of(new CostPoint(0, 0.693), new CostPoint(100, 0.5)), CostCurve.costs(card));
    }

    @Test
    void aFileWithoutOneHasNone() {
        assertEquals(List.of(), CostCurve.costs(Json.object()));
        assertEquals(List.of(), CostCurve.costs(Json.object().add("costs", "none")));
    }

    @Test
    void theCostOfANetworkThatWasKeptFromEarlierIsNotTheLast() {
        CostPoint first = new CostPoint(0, 0.693);
        CostPoint second = new CostPoint(100, 0.5);
        CostPoint third = new CostPoint(200, 0.2);
        List<CostPoint> costs = List.of(first, second, third);
        assertEquals(second, CostCurve.ofNetwork(costs, 100));
        assertEquals(second, CostCurve.ofNetwork(costs, 199), "the last one that was kept before it");
        assertEquals(third, CostCurve.ofNetwork(costs, 1000));
        assertEquals(third, CostCurve.ofNetwork(costs, Double.NaN), "the card does not say");
        assertEquals(third, CostCurve.ofNetwork(List.of(third), 100), "there is no other");
    }
}
