package org.layerlab.backend.article;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A Markdown file with front matter, as CommonMark defines it, with tables.
 *
 * @param fields the front matter, by name; a name may have several values
 * @param headings the ids of the headings, from top to bottom
 * @param html the text
 * @param sections the text in parts, each from a heading of the second level to the next one; what stands before the
 *     first is left out
 */
public record Article(Map<String, List<String>> fields, List<String> headings, String html, List<String> sections) {
    private static final List<Extension> EXTENSIONS =
            List.of(YamlFrontMatterExtension.create(), TablesExtension.create());
    /** No article nests deeper; a hostile lesson could nest quotes or emphasis as deep as a message is long. */
    static final int DEEPEST = 50;

    private static final Parser PARSER =
            Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(DEEPEST).build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    public Article {
        fields = Map.copyOf(fields);
        headings = List.copyOf(headings);
        sections = List.copyOf(sections);
    }

    /**
     * Parses a file's text. The ids of its headings are made of their words.
     *
     * @param markdown with front matter between two lines of three hyphens, or without
     */
    public static Article parse(String markdown) {
        return parse(PARSER.parse(markdown), Integer.MAX_VALUE);
    }

    /**
     * The same of a stranger's text, in little time and memory.
     *
     * @throws IllegalArgumentException when {@link Bounds} refuses the text, it nests too deeply, or its HTML is too long
     */
    public static Article parseBounded(String markdown) {
        Bounds.check(markdown);
        Node document = parsed(markdown);
        // Whatever visits it from here on calls itself for each level.
        requireFlat(document);
        return parse(document, Bounds.MOST_HTML);
    }

    private static Node parsed(String markdown) {
        try {
            return PARSER.parse(markdown);
        } catch (IndexOutOfBoundsException e) {
            // The parser of the front matter takes a lone quotation mark for both ends of a text.
            throw new IllegalArgumentException("a value in the front matter is a single quotation mark", e);
        }
    }

    private static void requireFlat(Node document) {
        int depth = 0;
        Node node = document;
        while (node != null) {
            Node next = node.getFirstChild();
            if (next != null && ++depth > DEEPEST) {
                throw new IllegalArgumentException(
                        "quotes, lists, emphasis or links are nested more than " + DEEPEST + " levels deep");
            }
            while (next == null && node != null) {
                next = node.getNext();
                if (next == null) {
                    node = node.getParent();
                    depth--;
                }
            }
            node = next;
        }
    }

    private static Article parse(Node document, int mostHtml) {
        IdGenerator ids = IdGenerator.builder().defaultId("section").build();
        return of(
                document,
                headings(document).stream()
                        .map(heading -> ids.generateId(TEXT.render(heading)))
                        .toList(),
                mostHtml);
    }

    /**
     * Parses a translation. A link to a heading leads to the same place in each language, because the ids are those of
     * the original.
     *
     * @throws IllegalArgumentException when it has more or fewer headings than the original
     */
    public static Article translation(String markdown, Article original) {
        Node document = PARSER.parse(markdown);
        int found = headings(document).size();
        int needed = original.headings().size();
        if (found != needed) {
            throw new IllegalArgumentException(found + " headings, where the original has " + needed);
        }
        return of(document, original.headings(), Integer.MAX_VALUE);
    }

    private static Article of(Node document, List<String> ids, int mostHtml) {
        YamlFrontMatterVisitor frontMatter = new YamlFrontMatterVisitor();
        document.accept(frontMatter);
        Map<Node, String> idOf = new HashMap<>();
        List<Heading> headings = headings(document);
        for (int i = 0; i < ids.size(); i++) {
            idOf.put(headings.get(i), ids.get(i));
        }
        AttributeProvider headingIds = (node, tag, attributes) -> {
            String id = idOf.get(node);
            if (id != null) {
                attributes.put("id", id);
            }
        };
        // HTML within the Markdown stays visible text: a sent article cannot put a script into the site.
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .attributeProviderFactory(context -> headingIds)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .build();
        StringBuilder html = new StringBuilder();
        renderer.render(document, Bounds.bounded(html, mostHtml));
        return new Article(new TreeMap<>(frontMatter.getData()), ids, html.toString(), sections(html.toString()));
    }

    private static List<Heading> headings(Node document) {
        List<Heading> headings = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                headings.add(heading);
            }
        });
        return headings;
    }

    /**
     * The only value of a field.
     *
     * @throws IllegalArgumentException when the front matter has none or several, or an empty one
     */
    public String field(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        if (values.size() != 1 || values.get(0).isBlank()) {
            throw new IllegalArgumentException(
                    "the front matter needs one value for '" + name + "', and has " + values);
        }
        return values.get(0);
    }

    /**
     * The values of a list, such as the choices of a question, in order; empty when the front matter has no such field.
     */
    public List<String> values(String name) {
        return fields.getOrDefault(name, List.of());
    }

    private static List<String> sections(String html) {
        List<String> parts = new ArrayList<>(List.of(html.split("(?=<h2 )")));
        parts.removeIf(part -> !part.startsWith("<h2 "));
        return parts;
    }
}
