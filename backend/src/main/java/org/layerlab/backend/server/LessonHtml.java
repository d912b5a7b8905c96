package org.layerlab.backend.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.layerlab.backend.lesson.Lesson;
import org.layerlab.backend.lesson.Lessons;
import org.layerlab.backend.lesson.Widget;

/** What stands for the placeholders of the course's pages: the lessons' words, in small fragments of HTML. */
final class LessonHtml {
    private static final Pattern MARK = Pattern.compile("\\{\\{([a-z]+)}}");

    private final Lessons lessons;
    private final Function<String, String> text;

    /**
     * @param text a fragment's text, by its path
     */
    LessonHtml(Lessons lessons, Function<String, String> text) {
        this.lessons = lessons;
        this.text = text;
    }

    /**
     * Those of a list of lessons.
     *
     * @param fragment a lesson's HTML
     */
    Map<String, String> ofList(String fragment) {
        StringBuilder items = new StringBuilder();
        for (Lesson lesson : lessons.list()) {
            items.append(fragment(fragment, words(lesson)));
        }
        return Map.of("lessons", items.toString());
    }

    /** Those of the page that writes a lesson: the place in the course of one that is added. */
    Map<String, String> ofNext() {
        return Map.of("count", String.valueOf(lessons.list().size() + 1));
    }

    /** Those of one lesson. */
    Map<String, String> of(Lesson lesson) {
        Map<String, String> values = words(lesson);
        values.put("place", lesson.isOfLink() ? fragment("lesson-own", Map.of()) : place(lesson));
        values.put("qr", lesson.isOfCourse() ? fragment("lesson-qr", Map.of("id", lesson.id())) : "");
        values.put("widget", HtmlText.escape(lesson.widget().address()));
        values.put("kind", lesson.widget().kind() == Widget.Kind.PLAYGROUND ? "playground" : "classifier");
        values.put("tries", String.valueOf(lesson.widget().tries()));
        values.put("measured", lesson.measured());
        values.put("right", String.valueOf(lesson.right()));
        values.put("checkright", String.valueOf(lesson.checkRight()));
        values.put("prediction", field("span", lesson, "prediction"));
        values.put("choices", lines(lesson, "choices", "lesson-choice", "prediction"));
        values.put("reasons", lines(lesson, "reasons", "lesson-reason", "prediction"));
        values.put("check", field("span", lesson, "check"));
        values.put("checkchoices", lines(lesson, "checkChoices", "lesson-choice", "check"));
        values.put("checkreasons", lines(lesson, "checkReasons", "lesson-reason", "check"));
        values.put("before", lesson.texts().html(Lesson.Section.BEFORE::of));
        values.put("try", lesson.texts().html(Lesson.Section.TRY::of));
        values.put("happened", lesson.texts().html(Lesson.Section.HAPPENED::of));
        values.put("teachers", lesson.texts().html(Lesson.Section.TEACHERS::of));
        values.put(
                "advice",
                lesson.texts().english().values("next").isEmpty()
                        ? ""
                        : fragment("lesson-advice", Map.of("text", field("span", lesson, "next"))));
        values.put("next", lesson.isOfLink() ? "" : next(lesson));
        return values;
    }

    private String place(Lesson lesson) {
        return fragment(
                "lesson-place",
                Map.of(
                        "number", String.valueOf(lesson.number()),
                        "count", String.valueOf(lessons.list().size())));
    }

    private String next(Lesson lesson) {
        return lessons.after(lesson)
                .map(next -> fragment("lesson-next", words(next)))
                .orElseGet(() -> fragment("lesson-last", Map.of()));
    }

    private static Map<String, String> words(Lesson lesson) {
        Map<String, String> values = new HashMap<>();
        values.put("id", lesson.id());
        values.put("number", String.valueOf(lesson.number()));
        values.put("minutes", String.valueOf(lesson.minutes()));
        values.put("name", field("span", lesson, "title"));
        values.put("question", field("span", lesson, "question"));
        return values;
    }

    private static String field(String tag, Lesson lesson, String name) {
        return lesson.texts().html(tag, article -> HtmlText.escape(article.field(name)));
    }

    /** A fragment for each line of a list, in each language. */
    private String lines(Lesson lesson, String list, String fragment, String group) {
        return lesson.texts().html(article -> lines(article.values(list), fragment, group));
    }

    private String lines(List<String> lines, String fragment, String group) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            html.append(fragment(
                    fragment,
                    Map.of("group", group, "number", String.valueOf(i + 1), "text", HtmlText.escape(lines.get(i)))));
        }
        return html.toString();
    }

    private String fragment(String name, Map<String, String> values) {
        return MARK.matcher(text.apply("pages/" + name + ".html"))
                .replaceAll(mark -> Matcher.quoteReplacement(values.getOrDefault(mark.group(1), "")));
    }
}
