package org.layerlab.backend.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** The table of {@code hints.js}: from a control to its term in the glossary. */
class TermsTest {
    private static final Pattern LINE = Pattern.compile("(?m)^    \"?([\\w-]+)\"?: \"([^\"]+)\",$");
    private static final Pattern ID = Pattern.compile("#([\\w-]+)");
    /** The server writes a control with this id in its place. */
    private static final Pattern SETTING = Pattern.compile("\\{\\{setting ([a-z0-9-]+) ");

    private static Map<String, String> terms() {
        Map<String, String> terms = new TreeMap<>();
        LINE.matcher(SiteArticles.text("hints.js")).results().forEach(line -> terms.put(line.group(1), line.group(2)));
        return terms;
    }

    @Test
    void eachTermIsAHeadingOfTheGlossary() {
        Set<String> lost = new TreeSet<>(terms().keySet());
        assertTrue(lost.size() >= 20, lost.toString());
        List<String> headings = SiteArticles.read("help").english().headings();
        lost.removeAll(headings.subList(headings.indexOf("glossary"), headings.size()));
        assertEquals(Set.of(), lost);
    }

    @Test
    void eachControlIsOnAPage() throws IOException {
        Set<String> ids = new HashSet<>();
        try (Stream<Path> pages = Files.list(SiteArticles.STATIC.resolve("pages"))) {
            for (Path page : pages.toList()) {
                String html = Files.readString(page);
                ids.addAll(Jsoup.parse(html).select("[id]").eachAttr("id"));
                SETTING.matcher(html).results().forEach(mark -> ids.add(mark.group(1)));
            }
        }
        Set<String> lost = new TreeSet<>();
        terms().values().forEach(selectors -> ID.matcher(selectors).results().forEach(id -> lost.add(id.group(1))));
        lost.removeAll(ids);
        assertEquals(Set.of(), lost);
    }
}
