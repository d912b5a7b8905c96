package org.layerlab.page.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnCardsTest {
    private static JsonObject card(String id) {
        return new JsonObject().add("id", id);
    }

    @Test
    void oneThatFailsLeavesTheOthersInTheirOrder() {
        OwnCards cards = new OwnCards(4);
        cards.came(3, card("d"));
        cards.failed("the model b cannot be read");
        cards.missed();
        assertFalse(cards.isWhole());
        cards.came(0, card("a"));
        assertTrue(cards.isWhole());
        assertEquals(List.of(card("a"), card("d")), cards.list());
        assertEquals(1, cards.failures());
        assertFalse(cards.isNone());
        assertEquals("the model b cannot be read", cards.why());
    }

    @Test
    void whereAllFailThereIsNone() {
        OwnCards cards = new OwnCards(2);
        cards.failed("busy");
        cards.failed("busy");
        assertTrue(cards.isWhole());
        assertTrue(cards.isNone());
    }

    @Test
    void ofNoModelsNothingIsAwaited() {
        OwnCards cards = new OwnCards(0);
        assertTrue(cards.isWhole());
        assertFalse(cards.isNone());
        assertEquals(List.of(), cards.list());
    }
}
