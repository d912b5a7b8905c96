package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataSetInfoTest {
    private static DataSetInfo named(String id) {
        return new DataSetInfo(id, id, "", DataSetInfo.NOTHING, 12000, 2000);
    }

    @Test
    void theServersListIsRead() {
        List<DataSetInfo> list = DataSetInfo.list("[{\"id\": \"kaggle\", \"name\": \"Cats\", \"source\": \"Kaggle\","
                + " \"leftOut\": \"1 not an image\", \"splits\": {\"train\": 6000, \"test\": 1000}},"
                + " {\"id\": \"drawings\", \"splits\": {}}]");
        assertEquals(new DataSetInfo("kaggle", "Cats", "Kaggle", "1 not an image", 6000, 1000), list.get(0));
        assertEquals(new DataSetInfo("drawings", "", "", DataSetInfo.NOTHING, 0, 0), list.get(1));
    }

    @Test
    void realPhotosArePreferredToDrawings() {
        assertEquals(named("a"), DataSetInfo.preferred(List.of(named("drawings"), named("a"), named("b"))));
        assertEquals(named("a"), DataSetInfo.preferred(List.of(named("a"), named("drawings"))));
        assertEquals(named("drawings"), DataSetInfo.preferred(List.of(named("drawings"))));
        assertNull(DataSetInfo.preferred(List.of()));
    }

    @Test
    void aChoiceTellsTheSize() {
        assertEquals("a · 12,000", named("a").label());
    }

    @Test
    void theOriginIsASentence() {
        assertEquals("Folder pets.", new DataSetInfo("a", "a", "folder pets", "", 1, 1).origin());
        assertEquals("From this device.", DataSetInfo.own(1, 1).origin());
        assertEquals(".", named("a").origin());
    }

    @Test
    void ownPhotosAreKnown() {
        DataSetInfo own = DataSetInfo.own(21, 4);
        assertTrue(own.isOwn());
        assertFalse(named("a").isOwn());
        assertEquals("Your photos · 21", own.label());
    }

    @Test
    void someOfManyAreSearched() {
        assertEquals(2000, named("a").toLookThrough().limit());
        assertEquals(0, DataSetInfo.own(21, 4).toLookThrough().limit());
    }
}
