package org.layerlab.backend.article;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.house.DocumentedLimits;

/** The README has the limits of a lesson that is previewed. */
class DocumentedLessonLimitsTest {
    @Test
    void theReadmesTableHasTheNumbersOfTheCode() {
        String limits = String.format(
                Locale.ROOT,
                "%,d characters, %,d and %d of the signs `* _ [ ]` up to a blank line, %d levels, %d columns; "
                        + "a page of %,d",
                Bounds.MOST_TEXT,
                Bounds.MOST_PARAGRAPH,
                Bounds.MOST_MARKS,
                Article.DEEPEST,
                Bounds.MOST_COLUMNS,
                Bounds.MOST_HTML);
        assertEquals(limits, DocumentedLimits.table().get("a lesson that is previewed"));
    }
}
