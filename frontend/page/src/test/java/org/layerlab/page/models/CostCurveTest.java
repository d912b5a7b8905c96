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
}
