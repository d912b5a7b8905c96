package org.layerlab.backend.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The privacy page names everything that the code stores in a browser, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivacyTest {
    private static final Path PROGRAMS = Path.of("..", "frontend", "page", "src", "main", "java");

    /** What may touch a browser's storage itself; all others go through these. */
    private static final Set<String> STORES = Set.of(
            "LocalStore.java",
            "TabStore.java",
            "Database.java",
            "language.js",
            "theme.js",
            "offline.js",
            "offline-data.js",
            "runs.js",
            "keyboard.js",
            "page.js");

    private static final Pattern STORAGE = Pattern.compile(
            "\\b(localStorage|sessionStorage|indexedDB|caches|document\\.cookie|cookieStore|storage\\.getDirectory)\\b");
    private static final Pattern SCRIPTS_KEY = Pattern.compile("\"(layerlab\\.[\\w.]+)\"");
    private static final Pattern KEPT =
            Pattern.compile("\\b(?:LocalStore|TabStore)\\s*\\.(?:put|get)\\(\\s*(\"[^\"]*\"|[\\w.]+)");
    private static final Pattern KEPT_BYTES =
            Pattern.compile("\\bKeptBytes\\s*\\.(?:put|get)\\(\\s*(\"[^\"]*\"|[\\w.]+)");
    private static final Pattern PUT = Pattern.compile("\\bstore\\.put\\(\\w+, '([^']+)'( \\+ \\w+)?\\)");

    private final Map<String, String> sources = new TreeMap<>();

    @BeforeAll
    void read() throws IOException {
        try (Stream<Path> programs = Files.walk(PROGRAMS);
                Stream<Path> scripts = Files.list(SiteArticles.STATIC)) {
            for (Path file : Stream.concat(programs, scripts)
                    .filter(one -> one.toString().matches(".*\\.(java|js)"))
                    .toList()) {
                sources.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** The text of a constant, which may be another class's. */
    private String value(String file, String expression) {
        if (expression.startsWith("\"")) {
            return expression.substring(1, expression.length() - 1);
        }
        int dot = expression.lastIndexOf('.');
        String source = dot < 0 ? sources.get(file) : sources.get(expression.substring(0, dot) + ".java");
        String name = expression.substring(dot + 1);
        List<MatchResult> constants =
                all(Pattern.compile("static final String " + name + " = \"([^\"]*)\";"), String.valueOf(source));
        assertEquals(1, constants.size(), file + ": what is the key " + expression + "? Write it as a constant.");
        return constants.get(0).group(1);
    }

    private Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        sources.forEach((file, source) -> {
            if (file.endsWith(".js")) {
                all(SCRIPTS_KEY, source).forEach(key -> keys.add(key.group(1)));
            } else {
                all(KEPT, source).forEach(key -> keys.add("layerlab." + value(file, key.group(1))));
                all(KEPT_BYTES, source).forEach(key -> keys.add(value(file, key.group(1))));
                all(PUT, source).forEach(key -> keys.add(key.group(1)));
            }
        });
        return keys;
    }

    @Test
    void thePageNamesEachKeyInEachLanguage() {
        Set<String> keys = keys();
        assertTrue(keys.contains("layerlab.language") && keys.contains("photos"), keys.toString());
        Languages privacy = SiteArticles.read("privacy");
        List<Article> articles = new ArrayList<>(privacy.translations().values());
        articles.add(privacy.english());
        for (Article article : articles) {
            Set<String> named = new TreeSet<>(
                    Jsoup.parseBodyFragment(article.html()).select("li code").eachText());
            assertEquals(keys, named, "static/articles/*/privacy.md and the keys in the code");
        }
    }

    @Test
    void storageIsReachedInTheKnownPlacesAlone() {
        Set<String> places = new TreeSet<>();
        sources.forEach((file, source) -> {
            String code = source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
            if (STORAGE.matcher(code).find()) {
                places.add(file);
            }
        });
        assertEquals(new TreeSet<>(STORES), places, "say on the privacy page what a new place stores");
    }
}
