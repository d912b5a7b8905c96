package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
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
                rows.stream().filter(row -> !COMMAND.matcher(row).find()).toList());
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
