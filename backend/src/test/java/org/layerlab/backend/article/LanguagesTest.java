package org.layerlab.backend.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguagesTest {
    private final Map<String, String> files = new HashMap<>(Map.of(
            "articles/en/help.md", "---\ntitle: Help\n---\n\n## What it is\n\nA *page*.\n\n## Keys\n",
            "articles/de/help.md", "---\ntitle: Hilfe\n---\n\n## Was es ist\n\nEine Seite.\n\n## Tasten\n",
            "articles/es/help.md", "---\ntitle: Ayuda\n---\n\n## Qué es\n\nUna página.\n\n## Teclas\n"));

    private Languages read() {
        return Languages.read("articles", "help", path -> {
            String text = files.get(path);
            if (text == null) {
                throw new IllegalArgumentException("there is no " + path);
            }
            return text;
        });
    }

    private String refused() {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, this::read).getMessage());
    }

    @Test
    void aPageHasEachLanguageAndALinkLeadsToTheSamePlaceInAll() {
        String html = read().html(Article::html);
        for (String text : List.of("What it is", "Was es ist", "Qué es")) {
            assertTrue(html.contains("<h2 id=\"what-it-is\">" + text + "</h2>"), html);
        }
        assertTrue(html.contains("lang=\"es\" data-language=\"es\""), html);
        assertFalse(html.contains("title:"), html);
        assertEquals("Help", read().english().field("title"));
    }

    @Test
    void aTranslationWithoutAHeadingIsRefused() {
        files.put("articles/de/help.md", "---\ntitle: Hilfe\n---\n\n## Was es ist\n");
        assertEquals("articles/de/help.md: 1 headings, where the original has 2", refused());
    }

    @Test
    void aMissingLanguageOrTitleIsRefused() {
        files.put("articles/es/help.md", "## Qué es\n\n## Teclas\n");
        assertEquals("articles/es/help.md: the front matter needs one value for 'title', and has []", refused());
        files.remove("articles/es/help.md");
        assertEquals("articles/es/help.md: there is no articles/es/help.md", refused());
    }

    @Test
    void scriptsOfAnArticleAreText() {
        files.put("articles/en/help.md", """
                ---
                title: Help
                ---

                ## What it is

                <script>alert(1)</script>

                A [link](javascript:alert(1)).

                ## Keys
                """);
        String html = read().html(Article::html);
        assertFalse(html.contains("<script"), html);
        assertFalse(html.contains("javascript:"), html);
    }
}
