package org.layerlab.backend.lesson;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The course.
 *
 * @param list from the first lesson to the last one
 */
public record Lessons(List<Lesson> list) {
    private static final String FOLDER = "lessons/en/";
    private static final String ENDING = ".md";

    /** What else is at an address like that of a lesson: where one is written, its preview, and those that links carry. */
    private static final Set<String> RESERVED = Set.of("new", "own", "preview");

    public Lessons {
        list = List.copyOf(list);
    }

    /**
     * Reads each {@code lessons/en/ID.md} with its translations.
     *
     * @param paths those of all files
     * @param text a file's text, by its path
     * @throws IllegalArgumentException when one is malformed, a translation is missing, two have the same title, or the
     *     numbers of the lessons are not 1, 2, 3 and so on
     */
    public static Lessons read(Collection<String> paths, Function<String, String> text) {
        List<Lesson> lessons = new ArrayList<>();
        for (String path : paths) {
            if (path.startsWith(FOLDER) && path.endsWith(ENDING)) {
                String id = path.substring(FOLDER.length(), path.length() - ENDING.length());
                if (!id.matches("[a-z0-9-]+")) {
                    throw new IllegalArgumentException(
                            path + ": its name is part of an address; use small letters, digits and hyphens");
                }
                if (RESERVED.contains(id)) {
                    throw new IllegalArgumentException(
                            path + ": /learn/" + id + " is another page; choose another name");
                }
                lessons.add(Lesson.read(id, text));
            }
        }
        lessons.sort(Comparator.comparingInt(Lesson::number).thenComparing(Lesson::id));
        for (int i = 0; i < lessons.size(); i++) {
            Lesson lesson = lessons.get(i);
            if (lesson.number() != i + 1) {
                throw new IllegalArgumentException(FOLDER + lesson.id() + ENDING + ": 'number' is " + lesson.number()
                        + ", where " + (i + 1) + " is next");
            }
        }
        requireTitlesOfTheirOwn(lessons);
        return new Lessons(lessons);
    }

    /** A lesson that was copied from another and kept its title would be listed twice. */
    private static void requireTitlesOfTheirOwn(List<Lesson> lessons) {
        Map<String, String> files = new HashMap<>();
        for (Lesson lesson : lessons) {
            lesson.texts().all().forEach((language, article) -> {
                String file = "lessons/" + language + "/" + lesson.id() + ENDING;
                String title = article.field("title");
                String other = files.put(language + " " + title, file);
                if (other != null) {
                    throw new IllegalArgumentException(
                            file + ": 'title' is '" + title + "', as in " + other + "; each lesson needs its own");
                }
            });
        }
    }

    /** The lesson of that id. */
    public Optional<Lesson> find(String id) {
        return list.stream().filter(lesson -> lesson.id().equals(id)).findAny();
    }

    /** The lesson that follows; none after the last one. */
    public Optional<Lesson> after(Lesson lesson) {
        return lesson.number() < list.size() ? Optional.of(list.get(lesson.number())) : Optional.empty();
    }
}
