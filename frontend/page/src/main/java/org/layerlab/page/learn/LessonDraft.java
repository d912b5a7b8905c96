package org.layerlab.page.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Iterations;
import org.layerlab.page.parts.GoalKind;

/**
 * A lesson as a teacher writes it, field by field, and the file that the course reads. A field that is the same in each
 * language has a plain name, such as {@code minutes}; the name of a text begins with its language: {@code de.title}.
 */
public final class LessonDraft {
    /** The playground takes no more iterations. */
    public static final int MOST_ITERATIONS = Iterations.MOST;

    /** The choices that a question may have. */
    static final int MOST_CHOICES = 4;

    private static final int FEWEST_CHOICES = 2;
    private static final int LONGEST = 60;
    private static final String ITERATIONS = "iterations=";
    private static final List<String> WORDS = List.of("title", "question", "prediction", "check", "try", "happened");
    private static final List<String> SECTIONS = List.of("before", "try", "happened", "teachers");

    private final UnaryOperator<String> fields;

    /**
     * A draft of these fields.
     *
     * @param fields gives the value of a field by its name; empty if there is none
     */
    public LessonDraft(UnaryOperator<String> fields) {
        this.fields = fields;
    }

    /** The headings of the four sections in a language, as the course has them. */
    private static List<String> headings(String language) {
        return switch (language) {
            case "de" -> List.of("Vorher", "Ausprobieren", "Was geschah", "Für Lehrkräfte");
            case "es" -> List.of("Antes", "Pruébalo", "Qué ha pasado", "Para docentes");
            default -> List.of("Before", "Try it", "What happened", "For teachers");
        };
    }

    private String field(String name) {
        return LessonMarkdown.line(fields.apply(name));
    }

    /**
     * The language whose file has the numbers: English, or the current one if nothing is written in English.
     *
     * @param written the current language
     */
    public String original(String written) {
        return field("en.title").isEmpty() ? written : "en";
    }

    private boolean hasNext(String language) {
        return !field(language + ".next").isEmpty();
    }

    /** Which of a question's four choices are used, from 1: those that the original has. */
    private List<Integer> choices(String language, String question) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 1; i <= MOST_CHOICES; i++) {
            if (!field(original(language) + "." + question + "Choice" + i).isEmpty()) {
                chosen.add(i);
            }
        }
        return chosen;
    }

    /**
     * The fields that are missing or invalid in the file of a language; empty if the course can read it.
     *
     * @param language of the file
     */
    public List<String> problems(String language) {
        List<String> problems = new ArrayList<>();
        if (!isFragment(field("widget"))
                || lacksIterations()
                || !wrongIterations().isEmpty()
                || !wrongGoal().isEmpty()) {
            problems.add("widget");
        }
        if (!isNumber(field("number"), LONGEST)) {
            problems.add("number");
        }
        if (!isNumber(field("minutes"), LONGEST)) {
            problems.add("minutes");
        }
        for (String word : WORDS) {
            if (field(language + "." + word).isEmpty()) {
                problems.add(language + "." + word);
            }
        }
        for (String question : List.of("prediction", "check")) {
            List<Integer> chosen = choices(language, question);
            for (int i = 1; i <= MOST_CHOICES; i++) {
                for (String part : List.of("Choice", "Reason")) {
                    String name = language + "." + question + part + i;
                    boolean needed = chosen.contains(i) || (i <= FEWEST_CHOICES && chosen.size() < FEWEST_CHOICES);
                    if (needed && field(name).isEmpty()) {
                        problems.add(name);
                    }
                }
            }
            if (right(question, chosen) == 0) {
                problems.add(question + "Right");
            }
        }
        // The course refuses what only a translation lacks, and a translation cannot have more than the original.
        for (String other : List.of(language, original(language))) {
            if (hasNext(language) != hasNext(original(language)) && !hasNext(other)) {
                problems.add(other + ".next");
            }
        }
        if (!isMeasured(choices(language, "prediction").size())) {
            problems.add("bounds");
        }
        return problems;
    }

    /**
     * Whether the settings do not say after how many iterations the run, and so the experiment, ends. No default is filled
     * in: a link that names only a data set takes its own training, and one with iterations does not.
     */
    public boolean lacksIterations() {
        for (String pair : Text.split(field("widget"), '&')) {
            if (pair.startsWith(ITERATIONS)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A number of iterations among the settings that is not one from 1 to {@link #MOST_ITERATIONS} in digits alone, with
     * its key: the run would never end.
     *
     * @return {@code iterations=2,000}; empty if there is none
     */
    public String wrongIterations() {
        for (String pair : Text.split(field("widget"), '&')) {
            if (pair.startsWith(ITERATIONS) && !isNumber(pair.substring(ITERATIONS.length()), MOST_ITERATIONS)) {
                return pair;
            }
        }
        return "";
    }

    /**
     * A goal among the settings that the playground would not take, with its key.
     *
     * @return {@code goalTest=150}; empty if there is none
     */
    public String wrongGoal() {
        for (String pair : Text.split(field("widget"), '&')) {
            GoalKind kind = kind(pair);
            if (kind != null
                    && Double.isNaN(kind.bound(pair.substring(kind.key().length() + 1)))) {
                return pair;
            }
        }
        return "";
    }

    /** What a setting asks for; null where it is not a goal. */
    static @Nullable GoalKind kind(String pair) {
        return GoalKind.of(pair.substring(0, Math.max(0, pair.indexOf('='))));
    }

    /** Whether these have the form of a playground link's settings. */
    private static boolean isFragment(String link) {
        for (int i = 0; i < link.length(); i++) {
            char c = link.charAt(i);
            boolean good = isLetter(c) || (i > 0 && (isDigit(c) || "_%.,:~&=+-".indexOf(c) >= 0));
            if (!good) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether this is a whole number from 1 on, with no more digits than the largest has. */
    private static boolean isNumber(String text, int most) {
        if (text.isEmpty() || text.length() > String.valueOf(most).length()) {
            return false;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return false;
            }
            number = 10 * number + c - '0';
        }
        return number >= 1 && number <= most;
    }

    /** The place of the right choice among those that are used, from 1; 0 if it is none of them. */
    private int right(String question, List<Integer> chosen) {
        String said = field(question + "Right");
        for (int i = 0; i < chosen.size(); i++) {
            if (said.equals(String.valueOf(chosen.get(i)))) {
                return i + 1;
            }
        }
        return 0;
    }

    private String measured() {
        String what = field("measured");
        return what.isEmpty() || what.equals("goal") ? what : what + " " + String.join(" ", bounds());
    }

    private List<String> bounds() {
        List<String> bounds = new ArrayList<>();
        for (String word : Text.split(field("bounds"), ' ')) {
            if (!word.isEmpty()) {
                bounds.add(word);
            }
        }
        return bounds;
    }

    private boolean isMeasured(int choices) {
        String what = field("measured");
        if (what.isEmpty() || what.equals("goal")) {
            return what.isEmpty() || choices == FEWEST_CHOICES;
        }
        List<String> bounds = bounds();
        double last = -1;
        for (String bound : bounds) {
            double next = decimal(bound);
            if (!(next > last)) {
                return false;
            }
            last = next;
        }
        return bounds.size() == choices - 1;
    }

    /** A number of digits with at most one point between them; NaN for other texts. */
    private static double decimal(String text) {
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean within = i > 0 && i < text.length() - 1;
            if (c == '.' && within && points == 0) {
                points++;
            } else if (!isDigit(c)) {
                return Double.NaN;
            }
        }
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /** The file's name, without its folder: the chosen one, or one made from the title. */
    public String fileName(String language) {
        String chosen = field("name");
        String text = chosen.isEmpty() ? field(original(language) + ".title") : chosen;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLetter(c) || isDigit(c)) {
                name.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
            } else if (name.length() > 0 && name.charAt(name.length() - 1) != '-') {
                name.append('-');
            }
        }
        while (name.length() > 0 && name.charAt(name.length() - 1) == '-') {
            name.setLength(name.length() - 1);
        }
        return (name.length() == 0 ? "lesson" : name) + ".md";
    }

    /**
     * The file in a language: its front matter and four sections.
     *
     * @param whole whether to include the numbers, as in the original and a preview; a translation has only texts
     */
    public String file(String language, boolean whole) {
        StringBuilder file = new StringBuilder("---\n");
        if (whole) {
            add(file, "number", field("number"));
        }
        words(file, language, "title");
        words(file, language, "question");
        if (whole) {
            add(file, "minutes", field("minutes"));
            add(file, "widget", "playground: " + field("widget"));
        }
        question(file, language, "prediction", "choices", "reasons");
        if (whole) {
            add(file, "right", String.valueOf(right("prediction", choices(language, "prediction"))));
            if (!measured().isEmpty()) {
                add(file, "measured", measured());
            }
        }
        question(file, language, "check", "checkChoices", "checkReasons");
        if (whole) {
            add(file, "checkRight", String.valueOf(right("check", choices(language, "check"))));
        }
        if (hasNext(original(language))) {
            words(file, language, "next");
        }
        file.append("---\n");
        List<String> headings = headings(language);
        for (int i = 0; i < headings.size(); i++) {
            file.append("\n## ").append(headings.get(i)).append('\n');
            String text = LessonMarkdown.paragraphs(fields.apply(language + "." + SECTIONS.get(i)));
            if (!text.isEmpty()) {
                file.append('\n').append(text).append('\n');
            }
        }
        return file.toString();
    }

    /** The whole lesson in one language, which it names, for whoever reads it in another: for a link or a preview. */
    public String ofOne(String language) {
        return "---\nlanguage: " + language + file(language, true).substring("---".length());
    }

    private void question(StringBuilder file, String language, String question, String choices, String reasons) {
        words(file, language, question);
        List<Integer> chosen = choices(language, question);
        file.append(choices).append(":\n");
        for (int i : chosen) {
            item(file, field(language + "." + question + "Choice" + i));
        }
        file.append(reasons).append(":\n");
        for (int i : chosen) {
            item(file, field(language + "." + question + "Reason" + i));
        }
    }

    private void words(StringBuilder file, String language, String name) {
        add(file, name, field(language + "." + name));
    }

    private static void add(StringBuilder file, String name, String value) {
        file.append(name).append(": ").append(LessonMarkdown.scalar(value)).append('\n');
    }

    private static void item(StringBuilder file, String value) {
        file.append("  - ").append(LessonMarkdown.scalar(value)).append('\n');
    }
}
