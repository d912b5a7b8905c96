package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.house.DocumentedLimits;

/** The README has the numbers of the store. */
class DocumentedStoreLimitsTest {
    @Test
    void theListHasTheDocumentedShareOfTheMemory() {
        String list = String.format(
                Locale.ROOT,
                "a list of %.0f %% of Java's memory, or %.0f %% with a bucket",
                100 * FolderStore.MAX_INDEX_FRACTION,
                100 * BucketStore.MAX_INDEX_FRACTION);
        String row = String.valueOf(DocumentedLimits.table().get("the store"));
        assertEquals(list, row.substring(row.indexOf("; ") + 2));
    }

    @Test
    void aBucketIsListedAsOftenAsDocumented() {
        long seconds = Duration.ofNanos(BucketStore.REFRESH_NANOS).toSeconds();
        String text = DocumentedLimits.section("In a bucket");
        assertTrue(text.contains("compares its list with the bucket's every " + seconds + " s,"), text);
    }
}
