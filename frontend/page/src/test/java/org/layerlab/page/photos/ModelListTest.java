package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.page.settings.CardText;

class ModelListTest {
    private static ModelList of(String... models) {
        return ModelList.of(("{'items': [" + String.join(", ", models) + "]}").replace('\'', '"'));
    }

    @Test
    void onlyNetworksForCatsAndDogsAreListed() {
        ModelList list = of(
                "{'id': 'a', 'kind': 'points'}",
                "{'id': 'e', 'kind': null}",
                "{'id': 'b', 'kind': 'photos'}",
                "{'id': 'c', 'kind': 'photos', 'layers': '64x64x3, gap, softmax3'}",
                "{'id': 'd', 'kind': 'photos', 'layers': '64x64x3, gap, 1'}");
        assertEquals(List.of("b", "d"), new ArrayList<>(list.models().keySet()));
    }

    @Test
    void theMostAccurateBuiltInOneJudges() {
        ModelList list = of(
                "{'id': 'saved', 'kind': 'photos', 'testAccuracy': 1}",
                "{'id': 'dense', 'kind': 'photos', 'bundled': true, 'testAccuracy': 0.85}",
                "{'id': 'conv', 'kind': 'photos', 'bundled': true, 'testAccuracy': 0.957}",
                "{'id': 'other', 'kind': 'photos', 'bundled': true}");
        assertEquals("conv", list.best());
    }

    @Test
    void withoutBuiltInOnesTheNewestJudges() {
        assertEquals(
                "x",
                of("{'id': 'x', 'kind': 'photos'}", "{'id': 'y', 'kind': 'photos', 'testAccuracy': 1}")
                        .best());
        assertEquals("", of().best());
    }

    @Test
    void aModelWithoutANameHasItsId() {
        assertEquals("id-1", CardText.name(Json.object(), "id-1"));
        assertEquals("Mine", CardText.name(Json.object().add("name", "Mine"), "id-1"));
    }
}
