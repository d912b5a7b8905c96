package org.layerlab.backend.article;

import java.util.ArrayList;
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
 */
public record Article(Map<String, List<String>> fields, List<String> headings, String html) {
    private static final List<Extension> EXTENSIONS =
            List.of(YamlFrontMatterExtension.create(), TablesExtension.create());
    /** No article nests deeper; whoever sends a lesson could nest quotes as deep as a message is long. */
    private static final int DEEPEST = 50;

    private static final Parser PARSER =
            Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(DEEPEST).build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    public Article {
        fields = Map.copyOf(fields);
        headings = List.copyOf(headings);
    }

    /**
     * Parses a file's text. The ids of its headings are made of their words.
     *
     * @param markdown with front matter between two lines of three hyphens, or without
     */
    public static Article parse(String markdown) {
        Node document = PARSER.parse(markdown);
        IdGenerator ids = IdGenerator.builder().defaultId("section").build();
        return of(
                document,
                headings(document).stream()
                        .map(heading -> ids.generateId(TEXT.render(heading)))
                        .toList());
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
        return of(document, original.headings());
    }

    private static Article of(Node document, List<String> ids) {
        YamlFrontMatterVisitor frontMatter = new YamlFrontMatterVisitor();
        document.accept(frontMatter);
        List<Heading> headings = headings(document);
        AttributeProvider headingIds = (node, tag, attributes) -> {
            if (node instanceof Heading heading) {
                attributes.put("id", ids.get(headings.indexOf(heading)));
            }
        };
        // HTML within the Markdown stays visible text: whoever sends an article can put no script into the site.
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .attributeProviderFactory(context -> headingIds)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .build();
        return new Article(new TreeMap<>(frontMatter.getData()), ids, renderer.render(document));
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

    /** The text in parts, each from a heading of the second level to the next one; what stands before the first is left out. */
    public List<String> sections() {
        List<String> parts = new ArrayList<>(List.of(html.split("(?=<h2 )")));
        parts.removeIf(part -> !part.startsWith("<h2 "));
        return parts;
    }
}
