package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documentation names is there. */
class DocumentationTest {
    private static final int README_LINES = 120;
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    /** A test by its class name: {@code SomethingTest} or {@code SomethingIT}. */
    private static final Pattern TEST = Pattern.compile("[A-Z][A-Za-z0-9]*(Test|IT)");
    /** A file of this project by its path. */
    private static final Pattern PATH = Pattern.compile("(frontend|backend|static|\\.github)/[^\\s*<>…]+\\.[a-z]+");

    /** A case of a {@code switch}, which is in the file named next after "in", or else in the last one named before. */
    private static final Pattern CASE = Pattern.compile("(?<!without )\\b(?:a|one|its) case\\b( in `[^`]+\\.java`)?");

    private static final Pattern JAVA = Pattern.compile("`([^`]+\\.java)`");

    @Test
    void theReadmeIsShort() {
        long lines = Sources.read(Sources.ROOT.resolve("README.md")).lines().count();
        assertTrue(lines <= README_LINES, "README.md has " + lines + " lines; at most " + README_LINES);
    }

    @Test
    void linksLeadToFilesOfTheProject() {
        List<String> dead = new ArrayList<>();
        for (Path page : Documents.pages()) {
            Matcher link = LINK.matcher(Sources.read(page));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains(":") && !Files.exists(page.resolveSibling(target))) {
                    dead.add(Sources.name(page) + ": " + target);
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    @Test
    void pathsAndTestsThatAreNamedExist() {
        Set<String> tests = new TreeSet<>();
        for (Path file : Sources.java()) {
            tests.add(file.getFileName().toString().replace(".java", ""));
        }
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path page : Documents.pages()) {
            Matcher code = CODE.matcher(Sources.read(page));
            while (code.find()) {
                String named = code.group(1);
                boolean isPath = PATH.matcher(named).matches() && !named.contains("/target/");
                boolean isTest = TEST.matcher(named).matches();
                if ((isPath && !Files.exists(Sources.ROOT.resolve(named))) || (isTest && !tests.contains(named))) {
                    missing.add(Sources.name(page) + ": " + named);
                }
                found += isPath || isTest ? 1 : 0;
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(found >= 40, "the documentation names only " + found + " files and tests");
    }

    /** A recipe that leads to a file without the cases that it tells of leads nowhere. */
    @Test
    void filesThatAreSaidToHaveCasesHaveThem() {
        String recipes = Sources.read(Sources.ROOT.resolve(".github/CONTRIBUTING.md"));
        List<String> without = new ArrayList<>();
        int found = 0;
        Matcher one = CASE.matcher(recipes);
        while (one.find()) {
            Matcher java = JAVA.matcher(one.group(1) == null ? recipes.substring(0, one.start()) : one.group());
            String named = "";
            while (java.find()) {
                named = java.group(1);
            }
            if (!Sources.read(Sources.ROOT.resolve(named)).contains("switch (")) {
                without.add(named);
            }
            found++;
        }
        assertEquals(List.of(), without);
        assertTrue(found >= 7, "the recipes name only " + found + " cases");
    }
}
