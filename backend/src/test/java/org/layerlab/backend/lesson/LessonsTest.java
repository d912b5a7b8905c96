package org.layerlab.backend.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.page.settings.PlaySettings;

class LessonsTest {
    private static final Path STATIC = Path.of("..", "static");
    private static final String TEXT = """
            ---
            title: A title
            question: A question?
            prediction: What next?
            choices:
              - This
              - That
            reasons:
              - Yes.
              - No.
            check: And now?
            checkChoices:
              - One
              - Two
              - Three
            checkReasons:
              - A
              - B
              - C
            ---

            ## Before

            Text.

            ## Try it

            ## What happened

            ## For teachers
            """;
    private static final String NUMBERS = """
            ---
            number: 1
            minutes: 5
            widget: "playground: dataset=xor&networkShape=2"
            right: 2
            measured: testAccuracy 75
            checkRight: 3
            """;

    private final Map<String, String> files = new TreeMap<>();

    @BeforeEach
    void writeALesson() {
        files.put("lessons/en/one.md", TEXT.replaceFirst("---\n", NUMBERS));
        files.put("lessons/de/one.md", TEXT);
        files.put("lessons/es/one.md", TEXT);
    }

    private Lessons read() {
        return Lessons.read(files.keySet(), path -> {
            String text = files.get(path);
            if (text == null) {
                throw new IllegalArgumentException("the site has no " + path);
            }
            return text;
        });
    }

    private void replace(String file, String text, String by) {
        String before = files.getOrDefault(file, "");
        assertTrue(before.contains(text), text);
        files.put(file, before.replace(text, by));
    }

    private String refused() {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, this::read).getMessage());
    }

    @Test
    void aLessonIsReadInEachLanguage() {
        Lesson lesson = read().find("one").orElseThrow();
        assertEquals(2, lesson.right());
        assertEquals(3, lesson.checkRight());
        assertEquals("/#dataset=xor&networkShape=2&embed=true", lesson.widget().address());
        assertEquals(3, lesson.texts().all().size());
        assertTrue(Lesson.Section.BEFORE.of(lesson.texts().english()).contains("<p>Text.</p>"));
        assertEquals(List.of(lesson), read().list());
        assertTrue(read().after(lesson).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number: 1|number: 2|'number' is 2, where 1 is next",
                "number: 1|number: one|'number' is 'one'; it must be a whole number from 1 to 60",
                "minutes: 5||the front matter needs one value for 'minutes', and has []",
                "right: 2|right: 3|'right' is '3'; it must be a whole number from 1 to 2",
                "checkRight: 3|checkRight: 4|'checkRight' is '4'; it must be a whole number from 1 to 3",
                "testAccuracy 75|testAccuracy 75 90|'measured' is 'testAccuracy 75 90'; it must be goal, for two choices,"
                        + " or trainAccuracy, testAccuracy, cost or iteration and 1 bounds between the 2 choices",
                "playground: dataset|playground dataset|'widget' is 'playground dataset=xor&networkShape=2'; it must be"
                        + " 'playground: ' and the settings of a link, such as dataset=xor&networkShape=2, or"
                        + " 'classifier: ' and a model's address, such as /m/cats-and-dogs",
                "  - That||'choices' has 1 lines; it needs 2 to 4",
                "  - No.||'reasons' has 1 lines for the 2 of 'choices'",
                "## What happened||it has 3 headings with ##; it needs 4: Before, Try it, What happened, For teachers",
                "## Before|Hello.\\n\\n## Before|there is text before the first heading",
            })
    void aMalformedLessonIsNamedWithTheReason(String text, String by, String reason) {
        String replacement = by == null ? "" : by.replace("\\n", "\n");
        // Translations have as many headings.
        for (String language : List.of("de", "es")) {
            if (text.startsWith("##")) {
                replace("lessons/" + language + "/one.md", text, replacement);
            }
        }
        replace("lessons/en/one.md", text, replacement);
        assertEquals("lessons/en/one.md: " + reason, refused());
    }

    @Test
    void aTranslationHasTheSameChoicesAndNoNumbers() {
        replace("lessons/de/one.md", "  - Three\n", "");
        assertEquals("lessons/de/one.md: 'checkChoices' has 2 lines, where the original has 3", refused());
        files.put("lessons/de/one.md", TEXT.replaceFirst("---\n", "---\nright: 1\n"));
        assertEquals("lessons/de/one.md: 'right' stands in the English file alone", refused());
        files.remove("lessons/de/one.md");
        assertEquals("lessons/de/one.md: the site has no lessons/de/one.md", refused());
    }

    @Test
    void twoLessonsWithTheSameTitleAreRefused() {
        files.put("lessons/en/two.md", TEXT.replaceFirst("---\n", NUMBERS.replace("number: 1", "number: 2")));
        files.put("lessons/de/two.md", TEXT);
        files.put("lessons/es/two.md", TEXT);
        for (String language : List.of("en", "de", "es")) {
            assertEquals(
                    "lessons/" + language + "/two.md: 'title' is 'A title', as in lessons/" + language
                            + "/one.md; each lesson needs its own",
                    refused());
            replace("lessons/" + language + "/two.md", "title: A title", "title: Another");
        }
        assertEquals(2, read().list().size());
    }

    @Test
    void theLessonsOfTheSiteAreWellFormedAndTheirLinksSayNothingUnknown() throws IOException {
        List<String> paths;
        try (Stream<Path> walk = Files.walk(STATIC.resolve("lessons"))) {
            paths = walk.filter(Files::isRegularFile)
                    .map(file -> STATIC.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
        Lessons lessons = Lessons.read(paths, path -> {
            try {
                return Files.readString(STATIC.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertEquals(paths.size(), 3 * lessons.list().size(), "a translation without an original");
        for (Lesson lesson : lessons.list()) {
            if (lesson.widget().kind() == Widget.Kind.PLAYGROUND) {
                PlaySettings.Parsed parsed = PlaySettings.parse(lesson.widget().target());
                assertEquals(List.of(), parsed.problems(), lesson.id());
                assertTrue(lesson.widget().target().contains("iterations="), lesson.id());
            }
        }
    }
}
