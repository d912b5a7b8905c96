package org.layerlab.backend.article;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An article in each language of the site. A page contains all of them; {@code language.js} leaves the reader's.
 *
 * @param english the original
 * @param translations by language; none where one text stands for each
 */
public record Languages(Article english, Map<String, Article> translations) {
    private static final String ENGLISH = "en";

    /** {@code language.js} and the header's list have the same. */
    private static final List<String> OTHERS = List.of("de", "es");

    public Languages {
        translations = Map.copyOf(translations);
    }

    /**
     * Reads {@code FOLDER/LANGUAGE/ID.md} for each language.
     *
     * @param text a file's text, by its path; throws {@link IllegalArgumentException} when there is no such file
     * @throws IllegalArgumentException when a language is missing, an article has no title, or a translation has more or
     *     fewer headings than the original
     */
    public static Languages read(String folder, String id, Function<String, String> text) {
        Article english = read(folder, ENGLISH, id, path -> Article.parse(text.apply(path)));
        Map<String, Article> translations = new LinkedHashMap<>();
        for (String language : OTHERS) {
            translations.put(
                    language, read(folder, language, id, path -> Article.translation(text.apply(path), english)));
        }
        return new Languages(english, translations);
    }

    /** An article that stands for each language; it may say which one it is in, as {@code language: de}. */
    public static Languages ofOne(Article article) {
        return new Languages(article, Map.of());
    }

    private static Article read(String folder, String language, String id, Function<String, Article> parser) {
        String path = folder + "/" + language + "/" + id + ".md";
        try {
            Article article = parser.apply(path);
            article.field("title");
            return article;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    /** The article in each language it has, English first, by language. */
    public Map<String, Article> all() {
        Map<String, Article> all = new LinkedHashMap<>();
        all.put(ENGLISH, english);
        for (String language : OTHERS) {
            Article translation = translations.get(language);
            if (translation != null) {
                all.put(language, translation);
            }
        }
        return all;
    }

    /**
     * Something of the article in each language, such as its text, as one HTML: a {@code data-language} for each. What
     * stands for each language is there once, as {@code data-only}: the page leaves it as it is, and a browser may
     * translate it.
     */
    public String html(Function<Article, String> part) {
        return html("div", part);
    }

    /**
     * The same in elements of another kind.
     *
     * @param tag such as {@code span}, within a paragraph or a heading
     */
    public String html(String tag, Function<Article, String> part) {
        if (translations.isEmpty()) {
            return "<" + tag + " data-only" + ownLanguage() + ">" + part.apply(english) + "</" + tag + ">\n";
        }
        StringBuilder html = new StringBuilder();
        all().forEach((language, article) -> html.append('<')
                .append(tag)
                .append(" translate=\"no\" lang=\"")
                .append(language)
                .append("\" data-language=\"")
                .append(language)
                .append("\">")
                .append(part.apply(article))
                .append("</")
                .append(tag)
                .append(">\n"));
        return html.toString();
    }

    private String ownLanguage() {
        String said = String.join(" ", english.values("language"));
        return said.matches("[a-z]{2,3}") ? " lang=\"" + said + "\"" : "";
    }
}
