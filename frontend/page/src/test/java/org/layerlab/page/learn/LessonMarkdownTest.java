package org.layerlab.page.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LessonMarkdownTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Press **Play**. | Press Play.",
                "`x = 1` and **two** **words** | x = 1 and two words",
                "\"One **bold**\n\n`two`\" | \"One bold\n\ntwo\"",
                "2 * 3 ** 4, **not closed | 2 * 3 ** 4, **not closed",
                "***three*** and ``two`` | ***three*** and ``two``",
                "# no heading, <b>no</b> HTML | # no heading, <b>no</b> HTML",
                "\"\" | \"\""
            })
    void marksAreTakenAwayWhereTheCourseReadsThem(String text, String plain) {
        assertEquals(plain, LessonMarkdown.plain(text));
    }
}
