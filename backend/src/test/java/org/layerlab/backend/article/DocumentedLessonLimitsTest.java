package org.layerlab.backend.article;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.house.DocumentedLimits;
import org.layerlab.backend.lesson.Lesson;

/** The README has the limits of a lesson that is previewed. */
class DocumentedLessonLimitsTest {
    @Test
    void theReadmesTableHasTheNumbersOfTheCode() {
        String limits = String.format(
                Locale.ROOT,
                "%,d characters of text and %,d of front matter, %,d a field but `widget`; %,d and %d of the signs "
                        + "`* _ [ ]` up to a blank line, %d levels, %d columns; %,d characters of HTML",
                Bounds.MOST_TEXT,
                Bounds.MOST_FRONT_MATTER,
                Lesson.LONGEST_FIELD,
                Bounds.MOST_PARAGRAPH,
                Bounds.MOST_MARKS,
                Article.DEEPEST,
                Bounds.MOST_COLUMNS,
                Bounds.MOST_HTML);
        assertEquals(limits, DocumentedLimits.table().get("a lesson that is previewed"));
    }
}
