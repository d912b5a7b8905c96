package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documentation promises names what holds it; {@link DocumentationTest} checks that this exists. */
class ClaimsTest {
    private static final Pattern TEST = Pattern.compile("`[A-Z][A-Za-z0-9]*(Test|IT)(#\\w+)?`");
    private static final Pattern UNIVERSAL = Pattern.compile(
            "\\b(every|never|always)\\b|\\bthe same (digits|costs|parameters|numbers|network|bytes|answers?)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MEASURED = Pattern.compile("\\b(medians?|is right on|reaches \\d|\\d ms)\\b");
    private static final Pattern DATE = Pattern.compile(
            "\\b(January|February|March|April|May|June|July|August|September|October|November|December) (\\d+, )?20\\d\\d\\b");
    private static final Pattern COMMAND = Pattern.compile(
            "`mvn |^mvn |^wrk |java -jar backend/target/layerlab\\.jar|" + TEST.pattern(), Pattern.MULTILINE);

    /** What measures speed, which no test holds. */
    private static final String MEASURED_BY = "`mvn -Ppeers`";

    /** Instructions for contributors, and tables of requirements and attacks with a column of their own for proofs. */
    private static final Set<String> NO_PROMISES =
            Set.of(".github/CONTRIBUTING.md", ".github/SECURITY.md", "backend/ASVS.md", "backend/THREATS.md");

    @Test
    void eachClaimOfTheReadmeHasAProof() {
        List<String> rows = Documents.paragraphs(Documents.sections(Sources.ROOT.resolve("README.md"))
                        .getOrDefault("What makes it different, and how you can check it", ""))
                .stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| claim "))
                .toList();
        assertTrue(rows.size() >= 5, rows.toString());
        assertEquals(
                List.of(),
                rows.stream()
                        .filter(row -> !TEST.matcher(row).find() && !row.contains(MEASURED_BY))
                        .toList());
    }

    @Test
    void aPromiseForAllCasesNamesItsTest() {
        List<String> open = new ArrayList<>();
        for (Path page : Documents.pages()) {
            if (NO_PROMISES.contains(Sources.name(page))) {
                continue;
            }
            for (String paragraph : Documents.paragraphs(Sources.read(page))) {
                if (UNIVERSAL.matcher(paragraph).find()
                        && !TEST.matcher(paragraph).find()) {
                    open.add(Sources.name(page) + ": " + paragraph);
                }
            }
        }
        assertEquals(List.of(), open);
    }

    /** The pages for visitors name no tests, so {@link ArticleClaims} does. */
    @Test
    void aPromiseToVisitorsHasItsTest() {
        List<String> open = new ArrayList<>();
        Set<String> unused = new LinkedHashSet<>(ArticleClaims.PROOFS.keySet());
        unused.addAll(ArticleClaims.NO_PROMISES);
        Set<String> known = Set.copyOf(unused);
        List<Path> articles = Sources.under(Sources.ROOT.resolve("static/articles/en"), ".md");
        assertTrue(articles.size() >= 3, articles.toString());
        for (Path article : articles) {
            for (String paragraph : Documents.paragraphs(Sources.read(article))) {
                String rest = paragraph;
                for (String one : known) {
                    if (paragraph.contains(one)) {
                        unused.remove(one);
                        rest = rest.replace(one, "");
                    }
                }
                if (ArticleClaims.UNIVERSAL.matcher(rest).find()) {
                    open.add(Sources.name(article) + ": " + rest);
                }
            }
        }
        assertEquals(List.of(), open, "name what holds it in ArticleClaims");
        assertEquals(Set.of(), unused, "no longer said");
    }

    @Test
    void theTestsOfPromisesToVisitorsExist() {
        Set<String> tests = new LinkedHashSet<>();
        ArticleClaims.PROOFS.values().forEach(tests::addAll);
        for (Path file : Sources.java()) {
            tests.remove(String.valueOf(file.getFileName()).replace(".java", ""));
        }
        assertEquals(Set.of(), tests);
    }

    @Test
    void aFigureHasItsDateAndItsCommand() {
        List<String> open = new ArrayList<>();
        for (Path page : Documents.pages()) {
            for (Map.Entry<String, String> section : Documents.sections(page).entrySet()) {
                String text = section.getValue();
                boolean isMeasured = Documents.paragraphs(text).stream()
                        .anyMatch(paragraph -> MEASURED.matcher(paragraph).find());
                if (isMeasured
                        && !(DATE.matcher(text).find() && COMMAND.matcher(text).find())) {
                    open.add(Sources.name(page) + ", " + section.getKey());
                }
            }
        }
        assertEquals(List.of(), open);
    }
}
