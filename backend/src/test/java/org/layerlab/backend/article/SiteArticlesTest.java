package org.layerlab.backend.article;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.house.SitePages;

/** Help, About and Privacy: whole in each language, with links that lead somewhere. */
class SiteArticlesTest {

    private static List<Article> languages(String id) {
        Languages languages = SiteArticles.read(id);
        List<Article> all = new ArrayList<>(languages.translations().values());
        all.add(languages.english());
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "about", "privacy"})
    void linksLeadToPagesAndHeadingsThatExist(String id) {
        Set<String> lost = new TreeSet<>();
        for (Article article : languages(id)) {
            Document html = Jsoup.parseBodyFragment(article.html());
            html.select("a").forEach(link -> {
                String target = link.attr("href");
                boolean found = target.startsWith("#")
                        ? article.headings().contains(target.substring(1))
                        : SitePages.single().contains(target) || target.startsWith("https://");
                if (!found) {
                    lost.add(target);
                }
            });
        }
        assertEquals(Set.of(), lost);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "about", "privacy"})
    void headingsHaveIdsThatNothingElseOnThePageHas(String id) {
        List<String> headings = SiteArticles.read(id).english().headings();
        Set<String> taken = new HashSet<>(
                Jsoup.parse(SiteArticles.text("index.html")).select("[id]").eachAttr("id"));
        taken.addAll(Jsoup.parse(SiteArticles.text("pages/" + id + ".html"))
                .select("[id]")
                .eachAttr("id"));
        taken.retainAll(headings);
        assertEquals(Set.of(), taken);
        assertEquals(headings.size(), new HashSet<>(headings).size());
    }

    /** A translation that was forgotten would have the structure of another text. */
    @ParameterizedTest
    @ValueSource(strings = {"help", "about", "privacy"})
    void translationsHaveTheSameLinksListsAndCode(String id) {
        Document english =
                Jsoup.parseBodyFragment(SiteArticles.read(id).english().html());
        for (Article article : languages(id)) {
            Document html = Jsoup.parseBodyFragment(article.html());
            assertAll(
                    () -> assertEquals(
                            english.select("a").eachAttr("href"),
                            html.select("a").eachAttr("href"),
                            article.html()),
                    () -> assertEquals(
                            english.select("li").size(), html.select("li").size()),
                    () -> assertEquals(
                            english.select("tr").size(), html.select("tr").size()),
                    () -> assertEquals(
                            english.select("li code").eachText(),
                            html.select("li code").eachText()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "api"})
    void theListOfPartsLeadsToThem(String id) throws Exception {
        List<String> links = Jsoup.parse(SiteArticles.text("pages/" + id + ".html"))
                .select("nav a")
                .eachAttr("href");
        assertTrue(links.size() >= 4, links.toString());
        if (id.equals("help")) {
            links.forEach(link ->
                    assertTrue(SiteArticles.read(id).english().headings().contains(link.substring(1)), link));
        }
    }
}
