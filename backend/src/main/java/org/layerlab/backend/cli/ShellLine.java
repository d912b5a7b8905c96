package org.layerlab.backend.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line for a POSIX shell, of words alone: plain ones, and text between single quotes, in which a shell expands nothing.
 *
 * <p>Source: IEEE Std 1003.1, Shell Command Language, 2.2 Quoting.
 */
final class ShellLine {
    private static final String PLAIN = "[\\w.,:=@%+/-]";
    /** Part of a word: plain characters, quoted text, or the quote that {@link #quoted} makes of one in the text. */
    private static final Pattern PART = Pattern.compile(PLAIN + "+|'([^'\\p{Cc}]*)'|\\\\(')");

    private static final String AND = "&&";

    private ShellLine() {}

    /** The line that a shell reads as exactly these words. */
    static String of(List<String> words) {
        return words.stream().map(ShellLine::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches(PLAIN + "+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Commands one after another, as far as they succeed. */
    static String and(String first, String second) {
        return first + " " + AND + " " + second;
    }

    /**
     * The words of the commands of a line that {@link #of} and {@link #and} made.
     *
     * @throws IllegalArgumentException when a shell would see more in it than words and {@code &&}
     */
    static List<List<String>> commands(String line) {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Matcher part = PART.matcher(line);
        int at = 0;
        while (at < line.length()) {
            if (line.startsWith(AND + " ", at) && !words.isEmpty()) {
                commands.add(List.copyOf(words));
                words.clear();
                at += AND.length() + 1;
                continue;
            }
            StringBuilder word = new StringBuilder();
            int start = at;
            while (at < line.length() && part.region(at, line.length()).lookingAt()) {
                String text = part.group(1) != null ? part.group(1) : part.group(2);
                word.append(text == null ? part.group() : text);
                at = part.end();
            }
            if (at == start || (at < line.length() && line.charAt(at) != ' ')) {
                throw new IllegalArgumentException("a shell would see more than words at character " + at);
            }
            words.add(word.toString());
            at++;
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command is missing");
        }
        commands.add(List.copyOf(words));
        return commands;
    }
}
