package org.layerlab.backend.lesson;

import java.util.List;
import java.util.function.Function;
import org.layerlab.backend.article.Article;
import org.layerlab.backend.article.Languages;

/**
 * A lesson: a question, a prediction, something to try, and a check. Its numbers stand in the English file, its words in
 * each language.
 *
 * @param id the end of its address; in the course the name of its files, empty for a preview
 * @param number its place in the course, from 1
 * @param minutes how long it takes
 * @param widget what is tried
 * @param right the choice that comes true, from 1
 * @param measured what of the run decides which choice came true; empty where the run decides nothing
 * @param checkRight the right choice of the check, from 1
 * @param texts its words
 */
public record Lesson(
        String id,
        int number,
        int minutes,
        Widget widget,
        int right,
        String measured,
        int checkRight,
        Languages texts) {
    /** How many characters of a packed lesson a link may carry. */
    public static final int LONGEST_PACKED = PackedLesson.LONGEST;

    /** Characters of a field that a stranger's lesson shows. */
    public static final int LONGEST_FIELD = 1_000;

    /** What the id of a lesson begins with that a link carries; no file has such a name. */
    private static final String OWN = "own/";

    private static final int FEWEST_CHOICES = 2;
    private static final int MOST_CHOICES = 4;
    private static final int LONGEST = 60;
    private static final List<String> NUMBERS =
            List.of("number", "minutes", "widget", "right", "measured", "tries", "checkRight");

    /** What a lesson has, in this order, each under a heading of the second level. */
    public enum Section {
        /** What to know before. */
        BEFORE(0),
        /** What to do with the widget. */
        TRY(1),
        /** Why it came out as it did. */
        HAPPENED(2),
        /** What a teacher wants to know. */
        TEACHERS(3);

        private final int place;

        Section(int place) {
            this.place = place;
        }

        /** This section of a lesson in one language, as HTML; empty where there is nothing under its heading. */
        public String of(Article article) {
            String html = article.sections().get(place);
            return html.endsWith("</h2>\n") ? "" : html;
        }
    }

    /**
     * Reads {@code lessons/LANGUAGE/ID.md}.
     *
     * @param text a file's text, by its path
     * @throws IllegalArgumentException when a file is missing or malformed; the message names the file and the reason
     */
    static Lesson read(String id, Function<String, String> text) {
        Languages texts = Languages.read("lessons", id, text);
        texts.all().forEach((language, article) -> {
            try {
                check(article, texts.english(), language.equals("en"));
            } catch (IllegalArgumentException e) {
                throw in(language, id, e);
            }
        });
        try {
            return read(id, texts.english(), texts);
        } catch (IllegalArgumentException e) {
            throw in("en", id, e);
        }
    }

    private static Lesson read(String id, Article english, Languages texts) {
        int choices = english.values("choices").size();
        return new Lesson(
                id,
                number(english, "number", LONGEST),
                number(english, "minutes", LONGEST),
                Widget.of(english.field("widget"), number(english, "tries", 9, 1)),
                number(english, "right", choices),
                measured(english, choices),
                number(english, "checkRight", english.values("checkChoices").size()),
                texts);
    }

    /**
     * A lesson of one text, which stands for each language, and has no id.
     *
     * @param markdown as the English file of a lesson has it
     * @throws IllegalArgumentException when it is malformed or too long; the message says why
     */
    public static Lesson preview(String markdown) {
        return ofOne("", markdown);
    }

    /**
     * The lesson that a link carries: of one text, which stands for each language. No server keeps it.
     *
     * @param packed the last part of {@code /learn/own/…}
     * @throws IllegalArgumentException when it is malformed or too long; the message says why
     */
    public static Lesson ofLink(String packed) {
        return ofOne(OWN + packed, PackedLesson.unpack(packed));
    }

    /** Whether a link carries it: the course has no place for it, and no lesson that comes after it. */
    public boolean isOfLink() {
        return id.startsWith(OWN);
    }

    /** Whether it is a lesson of the course. */
    public boolean isOfCourse() {
        return !id.isEmpty() && !isOfLink();
    }

    private static Lesson ofOne(String id, String markdown) {
        Article article = Article.parseBounded(markdown);
        requireShortFields(article);
        check(article, article, true);
        return read(id, article, Languages.ofOne(article));
    }

    /** Of a stranger's lesson: a page repeats its title, and may need six characters for one. */
    private static void requireShortFields(Article article) {
        article.fields().forEach((field, values) -> {
            for (String value : values) {
                if (value.length() > LONGEST_FIELD && !field.equals("widget")) {
                    throw new IllegalArgumentException("'" + field + "' has " + value.length()
                            + " characters; it may have up to " + LONGEST_FIELD);
                }
            }
        });
    }

    private static IllegalArgumentException in(String language, String id, IllegalArgumentException e) {
        return new IllegalArgumentException("lessons/" + language + "/" + id + ".md: " + e.getMessage(), e);
    }

    private static void check(Article article, Article english, boolean original) {
        for (String field : List.of("title", "question", "prediction", "check")) {
            article.field(field);
        }
        for (String list : List.of("choices", "checkChoices")) {
            int found = article.values(list).size();
            int needed = english.values(list).size();
            if (found < FEWEST_CHOICES || found > MOST_CHOICES) {
                throw new IllegalArgumentException("'" + list + "' has " + found + " lines; it needs 2 to 4");
            }
            if (found != needed) {
                throw new IllegalArgumentException(
                        "'" + list + "' has " + found + " lines, where the original has " + needed);
            }
        }
        if (article.values("next").size() != english.values("next").size()) {
            throw new IllegalArgumentException(
                    "'next' has " + article.values("next").size() + " lines, where the original has "
                            + english.values("next").size());
        }
        if (!article.values("next").isEmpty()) {
            article.field("next");
        }
        same(article, "reasons", "choices");
        same(article, "checkReasons", "checkChoices");
        int sections = article.sections().size();
        if (sections != Section.values().length) {
            throw new IllegalArgumentException("it has " + sections
                    + " headings with ##; it needs 4: Before, Try it, What happened, For teachers");
        }
        if (!article.html().stripLeading().startsWith("<h2 ")) {
            throw new IllegalArgumentException("there is text before the first heading");
        }
        for (String field : NUMBERS) {
            if (!original && !article.values(field).isEmpty()) {
                throw new IllegalArgumentException("'" + field + "' stands in the English file alone");
            }
        }
    }

    private static void same(Article article, String reasons, String choices) {
        int found = article.values(reasons).size();
        int needed = article.values(choices).size();
        if (found != needed) {
            throw new IllegalArgumentException(
                    "'" + reasons + "' has " + found + " lines for the " + needed + " of '" + choices + "'");
        }
    }

    private static int number(Article article, String field, int most) {
        String value = article.field(field);
        if (value.matches("[0-9]{1,2}")) {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "'" + field + "' is '" + value + "'; it must be a whole number from 1 to " + most);
    }

    private static int number(Article article, String field, int most, int otherwise) {
        return article.values(field).isEmpty() ? otherwise : number(article, field, most);
    }

    private static String measured(Article article, int choices) {
        if (article.values("measured").isEmpty()) {
            return "";
        }
        String value = article.field("measured");
        String bounds = "( [0-9]+(\\.[0-9]+)?){" + (choices - 1) + "}";
        if (!value.matches("(trainAccuracy|testAccuracy|cost|iteration)" + bounds)
                && !(value.equals("goal") && choices == 2)) {
            throw new IllegalArgumentException("'measured' is '" + value
                    + "'; it must be goal, for two choices, or trainAccuracy, testAccuracy, cost or iteration and "
                    + (choices - 1) + " bounds between the " + choices + " choices");
        }
        return value;
    }
}
