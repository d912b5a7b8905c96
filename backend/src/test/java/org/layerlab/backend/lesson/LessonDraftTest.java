package org.layerlab.backend.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.article.Article;
import org.layerlab.page.learn.LessonDraft;

/** What the page that writes lessons makes, the course reads as it was written. */
class LessonDraftTest {
    private static final List<String> LANGUAGES = List.of("en", "de", "es");
    private static final List<String> LINES = List.of("title", "question", "prediction", "check", "next");
    private static final List<String> TEXTS = List.of("before", "try", "happened", "teachers");

    private final Map<String, String> fields = new TreeMap<>();
    private final Random random = new Random(1);
    private final HostileWords words = new HostileWords(random);

    private String field(String name) {
        return fields.getOrDefault(name, "");
    }

    private LessonDraft draft() {
        return new LessonDraft(this::field);
    }

    private void fill(String language, int choices, boolean next) {
        for (String name : LINES) {
            if (next || !name.equals("next")) {
                fields.put(language + "." + name, words.text(false));
            }
        }
        for (String name : TEXTS) {
            fields.put(language + "." + name, words.text(true));
        }
        for (int i = 1; i <= choices; i++) {
            for (String part : List.of("predictionChoice", "predictionReason", "checkChoice", "checkReason")) {
                fields.put(language + "." + part + i, words.text(false));
            }
        }
    }

    /** A line as it should arrive: what isn't text is a space, and what is half a character is gone. */
    private static String line(String typed) {
        String line = typed.replaceAll("[\\p{Cntrl}\u0085\u2028\u3000]", " ");
        return new String(
                        line.codePoints().filter(c -> c < 0xd800 || c > 0xdfff).toArray(), 0, (int) line.codePoints()
                                .filter(c -> c < 0xd800 || c > 0xdfff)
                                .count())
                .trim();
    }

    private static String paragraphs(String typed) {
        StringBuilder text = new StringBuilder();
        boolean ended = false;
        for (String one : typed.split("\r\n|\r|\n", -1)) {
            String line = line(one);
            if (line.isEmpty()) {
                ended = text.length() > 0;
            } else {
                text.append(text.length() == 0 ? "" : ended ? "\n\n" : "\n").append(line);
                ended = false;
            }
        }
        return text.toString();
    }

    /** A section as it was typed; fails where it is more than paragraphs and lists with code and bold words. */
    private static String typed(String section) {
        Document html = Jsoup.parseBodyFragment(section);
        html.select("h2").remove();
        StringBuilder text = new StringBuilder();
        for (Element block : html.body().children()) {
            assertTrue(List.of("p", "ul", "ol").contains(block.tagName()), section);
            for (Element item : block.select("> li")) {
                item.prependText(block.tagName().equals("ul") ? "- " : "1. ");
                item.select("> p").unwrap();
            }
            for (Element within : block.select("> :not(li), > li > *")) {
                String mark = within.tagName().equals("code") ? "`" : "**";
                assertTrue(List.of("code", "strong").contains(within.tagName()), section);
                within.replaceWith(new org.jsoup.nodes.TextNode(mark + within.wholeText() + mark));
            }
            text.append(text.length() == 0 ? "" : "\n\n").append(block.wholeText());
        }
        return text.toString();
    }

    /** A text whose lists all have the same marks and no blank lines; any other text as it is. */
    private static String likeLists(String text) {
        String same = text.replaceAll("(?m)^[-*] \\s*", "- ").replaceAll("(?m)^\\d{1,9}[.)] \\s*", "1. ");
        return same.matches("(?s)(.*\n)?(-|1\\.) .*")
                ? same.replaceAll("\n\n+", "\n").trim()
                : text;
    }

    private void assertSame(String language, Article article) {
        for (String name : LINES) {
            String typed = line(field(language + "." + name));
            assertEquals(typed.isEmpty() ? List.of() : List.of(typed), article.values(name), name);
        }
        int choices = article.values("choices").size();
        for (int i = 1; i <= choices; i++) {
            assertEquals(
                    line(field(language + ".predictionChoice" + i)),
                    article.values("choices").get(i - 1));
            assertEquals(
                    line(field(language + ".predictionReason" + i)),
                    article.values("reasons").get(i - 1));
            assertEquals(
                    line(field(language + ".checkChoice" + i)),
                    article.values("checkChoices").get(i - 1));
            assertEquals(
                    line(field(language + ".checkReason" + i)),
                    article.values("checkReasons").get(i - 1));
        }
        for (int i = 0; i < TEXTS.size(); i++) {
            assertEquals(
                    likeLists(paragraphs(field(language + "." + TEXTS.get(i)))),
                    likeLists(typed(article.sections().get(i))),
                    language + "." + TEXTS.get(i));
        }
    }

    private void numbers(int choices) {
        fields.put("number", "1");
        fields.put("minutes", "5");
        fields.put("widget", "dataset=xor&networkShape=2&iterations=2000&goalTest=90&dataset_fixed=true&seed=1");
        fields.put("predictionRight", String.valueOf(1 + random.nextInt(choices)));
        fields.put("checkRight", String.valueOf(1 + random.nextInt(choices)));
    }

    /** What a playground's link may have in its values: tables of points, and changes of a run. */
    private String settings() {
        String letters = "azAZ09_%.,:~&=+-";
        StringBuilder settings = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            settings.append(letters.charAt(random.nextInt(letters.length())));
        }
        return settings.toString();
    }

    @Test
    void whatIsWrittenInThreeLanguagesIsReadAsItWasTyped() {
        for (int run = 0; run < 500; run++) {
            fields.clear();
            int choices = 2 + random.nextInt(3);
            boolean next = random.nextBoolean();
            LANGUAGES.forEach(language -> fill(language, choices, next));
            numbers(choices);
            fields.put("widget", field("widget") + "&points=" + settings());
            LessonDraft draft = draft();
            Map<String, String> files = new TreeMap<>();
            for (String language : LANGUAGES) {
                assertEquals(List.of(), draft.problems(language));
                files.put("lessons/" + language + "/one.md", draft.file(language, language.equals("en")));
            }
            Lesson lesson = Lessons.read(files.keySet(), files::get).list().get(0);
            assertEquals(field("predictionRight"), String.valueOf(lesson.right()));
            assertEquals(field("checkRight"), String.valueOf(lesson.checkRight()));
            assertEquals(field("widget"), lesson.widget().target());
            lesson.texts().all().forEach(this::assertSame);
            // A preview has the numbers in any language.
            for (String language : LANGUAGES) {
                Lesson preview = Lesson.preview(draft.file(language, true));
                assertEquals(lesson.right(), preview.right());
                assertSame(language, preview.texts().english());
            }
        }
    }

    @Test
    void aNextStepThatOneLanguageHasAndTheOriginalNotIsMissingThere() {
        LANGUAGES.forEach(language -> fill(language, 2, true));
        numbers(2);
        assertEquals(List.of(), draft().problems("de"));
        fields.remove("de.next");
        assertEquals(List.of("de.next"), draft().problems("de"));
        assertEquals(List.of(), draft().problems("es"));
        fields.remove("en.next");
        assertEquals(List.of(), draft().problems("de"));
        assertEquals(List.of("en.next"), draft().problems("es"));
    }

    @Test
    void theLessonOfALinkNamesItsLanguage() {
        LANGUAGES.forEach(language -> fill(language, 3, true));
        numbers(3);
        for (String language : LANGUAGES) {
            Lesson lesson = Lesson.preview(draft().ofOne(language));
            assertEquals(List.of(language), lesson.texts().english().values("language"));
            assertSame(language, lesson.texts().english());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "goalTest=150",
                "goalTrain=100.5",
                "goalCost=-1",
                "goalTest=many",
                "goalTest=",
                "goalUnits=4097",
                "goalTest=NaN"
            })
    void aGoalThatThePlaygroundWouldNotTakeIsToldWithItsKey(String goal) {
        fill("en", 2, false);
        numbers(2);
        fields.put("widget", "dataset=xor&iterations=2000&" + goal + "&seed=1");
        assertEquals(goal, draft().wrongGoal());
        assertEquals(List.of("widget"), draft().problems("en"));
        fields.put("widget", "dataset=xor&iterations=2000&goalTest=100&goalTrain=90.5&goalCost=0.3&goalUnits=4096");
        assertEquals("", draft().wrongGoal());
        assertEquals(List.of(), draft().problems("en"));
        fields.put("widget", "dataset=xor&iterations=2000&goalCost=1e-3&goalTest=.5&goalTrain=+90&goalIterations=1e4");
        assertEquals("", draft().wrongGoal());
    }

    private String before(String typed) {
        fields.put("en.before", typed);
        String section =
                Article.parseBounded(draft().file("en", true)).sections().get(0);
        return section.substring(section.indexOf("</h2>") + 5).replace("\n", "");
    }

    @Test
    void listsStayLists() {
        fill("en", 2, false);
        numbers(2);
        assertEquals("<ul><li>a</li><li>b</li></ul>", before("- a\n- b"));
        assertEquals("<ul><li>a</li><li><strong>b</strong></li></ul>", before("* a\r\n   * **b**"));
        assertEquals("<p>Know:</p><ol><li>a</li><li>b</li></ol>", before("Know:\n1. a\n2. b"));
        assertEquals("<ol start=\"3\"><li>a</li></ol><p>End</p>", before("3) a\n\nEnd"));
        assertEquals("<p>It began in1986. Then</p>", before("It began in\n1986. Then"));
        assertEquals("<ul><li>It began in1986. Then</li></ul>", before("- It began in\n1986. Then"));
        assertEquals("<ul><li># a</li><li>- b</li><li>1. c</li></ul>", before("- # a\n- - b\n-      1. c"));
        assertEquals(
                "<p>-</p><p>---</p><p>- a-b</p>",
                before("-\n\n---\n\n\u00a0- a-b").replace("\u00a0", ""));
        before("* a\n".repeat(1000));
    }

    @Test
    void aLessonInOneLanguageHasTheNumbersInItsFile() {
        fill("de", 3, false);
        numbers(3);
        fields.put("measured", "testAccuracy");
        fields.put("bounds", " 60  80.5 ");
        assertEquals("de", draft().original("de"));
        assertEquals(List.of(), draft().problems("de"));
        Lesson lesson = Lesson.preview(draft().file("de", true));
        assertEquals("testAccuracy 60 80.5", lesson.measured());
        assertEquals(1, lesson.number());
        assertFalse(draft().problems("en").isEmpty());
    }

    @Test
    void choicesThatAreLeftOutMoveTheRightOne() {
        fill("en", 4, true);
        numbers(4);
        fields.put("en.predictionChoice2", " ");
        fields.put("predictionRight", "3");
        fields.put("measured", "iteration");
        fields.put("bounds", "10 20");
        Lesson lesson = Lesson.preview(draft().file("en", true));
        assertEquals(2, lesson.right());
        assertEquals(3, lesson.texts().english().values("choices").size());
        fields.put("predictionRight", "2");
        assertEquals(List.of("predictionRight"), draft().problems("en"), "a choice that is not there");
    }

    @Test
    void whatTheCourseRefusesIsNamedBefore() {
        fill("en", 2, false);
        numbers(2);
        Map<String, String> wrong = Map.of(
                "widget", "dataset=xor",
                "number", "0",
                "minutes", "61",
                "en.title", "\u2028",
                "en.checkReason2", "",
                "checkRight", "4",
                "predictionRight", "");
        wrong.forEach((name, value) -> {
            String right = fields.put(name, value);
            assertEquals(List.of(name), draft().problems("en"));
            if (!name.equals("widget") && !name.equals("en.checkReason2")) {
                assertThrows(IllegalArgumentException.class, () -> Lesson.preview(draft().file("en", true)), name);
            }
            fields.put(name, String.valueOf(right));
        });
        fields.put("widget", "dataset=xor&iterations=5&lesson=<b>");
        assertEquals(List.of("widget"), draft().problems("en"));
        assertThrows(IllegalArgumentException.class, () -> Lesson.preview(draft().file("en", true)));
        fields.put("widget", "dataset=xor&iterations=5");
        for (String bounds : List.of("", "1 2", "x", "2.", ".5", "1e3", "-1")) {
            fields.put("measured", "cost");
            fields.put("bounds", bounds);
            assertEquals(List.of("bounds"), draft().problems("en"), bounds);
            assertThrows(IllegalArgumentException.class, () -> Lesson.preview(draft().file("en", true)), bounds);
        }
        fields.put("measured", "goal");
        assertEquals(List.of(), draft().problems("en"));
        fields.put("en.predictionChoice3", "a third");
        fields.put("en.predictionReason3", "why");
        assertEquals(List.of("bounds"), draft().problems("en"), "goals decide between two");
    }

    @Test
    void settingsWithoutAnEndOfTheRunAreToldApart() {
        for (String widget : List.of("dataset=xor", "", "dataset=xor&goalIterations=5", "dataset=xor&x_iterations=5")) {
            fields.put("widget", widget);
            assertTrue(draft().lacksIterations(), widget);
            assertTrue(draft().problems("en").contains("widget"), widget);
        }
        fields.put("widget", "iterations=5&dataset=<b>");
        assertFalse(draft().lacksIterations());
        assertTrue(draft().problems("en").contains("widget"));
    }

    @Test
    void theFileIsNamedLikeItsTitle() {
        fields.put("en.title", "  What's “TWO units” draw? 2·4·1 ");
        assertEquals("what-s-two-units-draw-2-4-1.md", draft().fileName("de"));
        fields.put("name", "Mine");
        assertEquals("mine.md", draft().fileName("en"));
        fields.clear();
        fields.put("es.title", "¿?");
        assertEquals("lesson.md", draft().fileName("es"));
    }
}
