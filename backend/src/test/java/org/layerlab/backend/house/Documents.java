package org.layerlab.backend.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the documentation says: its pages, their sections and paragraphs, and the commands that a reader may type. */
final class Documents {
    private static final Pattern INLINE = Pattern.compile("`((?:mvn|java -jar backend/target/layerlab\\.jar) [^`]+)`");
    private static final Pattern VARIABLE = Pattern.compile("^([A-Z]+)=(.*)$");

    private Documents() {}

    /** All pages: README, CONTRIBUTING and their like, and those beside the code. */
    static List<Path> pages() {
        return Stream.of(
                        Stream.of(Sources.ROOT.resolve("README.md")),
                        Sources.under(Sources.ROOT.resolve(".github"), ".md").stream(),
                        Sources.under(Sources.ROOT.resolve("frontend"), ".md").stream(),
                        Sources.under(Sources.ROOT.resolve("backend"), ".md").stream())
                .flatMap(paths -> paths)
                .filter(path -> !Sources.name(path).contains("/target/"))
                .toList();
    }

    /** A page's sections by their headings; what is above the first one has none. */
    static Map<String, String> sections(Path page) {
        Map<String, String> sections = new LinkedHashMap<>();
        String heading = "";
        StringBuilder text = new StringBuilder();
        for (String line : Sources.read(page).lines().toList()) {
            if (line.startsWith("#")) {
                sections.put(heading, text.toString());
                heading = line.replaceFirst("^#+ *", "");
                text.setLength(0);
            } else {
                text.append(line).append('\n');
            }
        }
        sections.put(heading, text.toString());
        return sections;
    }

    /** The paragraphs, list items and table rows of a text, without its blocks of code. */
    static List<String> paragraphs(String text) {
        List<String> paragraphs = new ArrayList<>();
        boolean isCode = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("```")) {
                isCode = !isCode;
            } else if (!isCode && !line.isBlank()) {
                paragraphs.add(line);
            }
        }
        return paragraphs;
    }

    /** The commands of a page, in blocks and within sentences; a block's variables are replaced, as a shell would. */
    static List<String> commands(Path page) {
        List<String> commands = new ArrayList<>();
        // Git may have given it the line ends of Windows.
        String text = Sources.read(page).replace("\r\n", "\n");
        Matcher inline = INLINE.matcher(text);
        while (inline.find()) {
            commands.add(inline.group(1));
        }
        Map<String, String> variables = new HashMap<>();
        boolean isCode = false;
        for (String line : text.replace("\\\n", " ").lines().map(String::strip).toList()) {
            if (line.startsWith("```")) {
                isCode = !isCode;
                variables.clear();
                continue;
            }
            if (!isCode) {
                continue;
            }
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                variables.put(variable.group(1), expanded(unquoted(variable.group(2)), variables));
            } else if (line.startsWith("mvn ") || line.startsWith("java -jar backend/target/layerlab.jar ")) {
                commands.add(expanded(line, variables));
            }
        }
        return commands;
    }

    private static String expanded(String text, Map<String, String> variables) {
        String expanded = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            expanded = expanded.replace("$" + variable.getKey(), variable.getValue());
        }
        return expanded;
    }

    private static String unquoted(String text) {
        return text.replaceAll("^[\"']|[\"']$", "");
    }

    /** The words of a command, quotes removed. */
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+").matcher(command);
        while (word.find()) {
            words.add(word.group().replaceAll("['\"]", ""));
        }
        return words;
    }
}
