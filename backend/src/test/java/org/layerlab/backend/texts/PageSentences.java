package org.layerlab.backend.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * The sentences of pages and scripts, found as {@code translate.js} finds them: the text of an element, in which
 * <code>{0}</code>, <code>{1}</code>, … stand for the elements within it, but not for those at its ends; and what its
 * attributes say.
 */
final class PageSentences {
    private static final List<String> SPEAKING =
            List.of("title", "aria-label", "placeholder", "alt", "data-loading", "data-failed");
    private static final Set<String> SILENT = Set.of("script", "style", "code", "pre", "svg");
    private static final Pattern MARK = Pattern.compile("\\{\\{[A-Za-z0-9 -]+}}");
    private static final Pattern SCRIPTS_SENTENCE = Pattern.compile("texts\\s*\\.of\\(\"([^\"]+)\"\\)");

    private PageSentences() {}

    /** The sentences of an HTML file. */
    static Set<String> ofHtml(Path file) throws IOException {
        Set<String> sentences = new TreeSet<>();
        collect(Jsoup.parse(Files.readString(file)).body(), sentences);
        sentences.removeIf(sentence -> !hasWords(MARK.matcher(sentence).replaceAll("")));
        return sentences;
    }

    /** The sentences that a script asks for by <code>texts.of("…")</code>. */
    static Set<String> ofScript(Path file) throws IOException {
        Set<String> sentences = new TreeSet<>();
        Matcher matcher = SCRIPTS_SENTENCE.matcher(Files.readString(file));
        while (matcher.find()) {
            sentences.add(matcher.group(1));
        }
        return sentences;
    }

    /** Whether a text has something to translate: two letters in a row. */
    static boolean hasWords(String text) {
        return text.codePoints().anyMatch(Character::isLetter)
                && Pattern.compile("\\p{L}{2}").matcher(text).find();
    }

    private static void collect(Element element, Set<String> sentences) {
        if (element.attr("translate").equals("no")) {
            return;
        }
        for (String attribute : SPEAKING) {
            if (element.hasAttr(attribute)) {
                sentences.add(element.attr(attribute));
            }
        }
        if (SILENT.contains(element.normalName())) {
            return;
        }
        List<Node> nodes = new ArrayList<>(element.childNodes());
        nodes.removeIf(node -> !(node instanceof Element || node instanceof TextNode));
        while (!nodes.isEmpty() && isBlank(nodes.get(0))) {
            nodes.remove(0);
        }
        while (!nodes.isEmpty() && isBlank(nodes.get(nodes.size() - 1))) {
            nodes.remove(nodes.size() - 1);
        }
        StringBuilder sentence = new StringBuilder();
        int within = 0;
        for (Node node : nodes) {
            sentence.append(node instanceof TextNode text ? text.getWholeText() : "{" + within++ + "}");
        }
        sentences.add(sentence.toString().strip().replaceAll("\\s+", " "));
        element.children().forEach(child -> collect(child, sentences));
    }

    private static boolean isBlank(Node node) {
        return !(node instanceof TextNode text) || text.isBlank();
    }

    /** The files of a folder that end so, in order. */
    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
