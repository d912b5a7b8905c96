package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The sentence "Depends on …" of a package's documentation is a rule: it names the packages that are used, if only for a
 * constant, and no others. {@code network} alone stands for all packages of that module. A package that uses others has
 * the sentence.
 */
class PackageInfoTest {
    private static final String OURS = "org.layerlab.";
    private static final Pattern SENTENCE = Pattern.compile("[Dd]epends on (.*?)\\.(\\s|$)");
    private static final Pattern PACKAGE = Pattern.compile("^package org\\.layerlab\\.([a-z.]+);", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("\\{@code ([a-z.]+)}");

    @Test
    void everyPackageIsDocumented() {
        Set<Path> folders = new TreeSet<>();
        for (Path file : Sources.java()) {
            if (Sources.name(file).contains("src/main/java/org/layerlab")) {
                folders.add(file.getParent());
            }
        }
        List<String> missing = folders.stream()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(Sources::name)
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void whatAPackageSaysItDependsOnIsWhatItUses() {
        Map<String, Set<String>> used = used();
        List<String> wrong = new ArrayList<>();
        int sentences = 0;
        for (Map.Entry<String, String> entry : documented().entrySet()) {
            Set<String> unsaid = new TreeSet<>(used.getOrDefault(entry.getKey(), Set.of()));
            Set<String> unused = new TreeSet<>();
            Matcher sentence = SENTENCE.matcher(entry.getValue());
            boolean says = sentence.find();
            Matcher name = NAME.matcher(says ? sentence.group(1) : "");
            while (name.find()) {
                String said = name.group(1);
                if (!unsaid.removeIf(is -> is.equals(said) || (said.equals("network") && is.startsWith("network.")))) {
                    unused.add(said);
                }
            }
            if (!unsaid.isEmpty() || !unused.isEmpty()) {
                wrong.add("\n" + entry.getKey() + " does not say " + unsaid + ", says without using " + unused);
            }
            sentences += says ? 1 : 0;
        }
        assertEquals(List.of(), wrong);
        assertTrue(sentences >= 60, "only " + sentences + " packages say what they depend on");
    }

    /** For each package, by its name below org.layerlab, those of ours that its files use. */
    private static Map<String, Set<String>> used() {
        Map<String, Set<String>> used = new TreeMap<>();
        References.all().forEach((file, named) -> {
            String from = References.packageOf(file);
            for (String other : named) {
                String to = References.packageOf(other);
                if (!to.equals(from)) {
                    used.computeIfAbsent(below(from), p -> new TreeSet<>()).add(below(to));
                }
            }
        });
        return used;
    }

    /** The documentation of each package, on one line. */
    private static Map<String, String> documented() {
        Map<String, String> documented = new TreeMap<>();
        for (Path file : Sources.java()) {
            if (!file.endsWith("package-info.java") || !Sources.name(file).contains("src/main")) {
                continue;
            }
            String text = Sources.read(file);
            Matcher name = PACKAGE.matcher(text);
            if (name.find()) {
                documented.put(name.group(1), text.replaceAll("\\s*\\n\\s*\\*\\s*", " "));
            }
        }
        return documented;
    }

    private static String below(String packageName) {
        return packageName.substring(OURS.length());
    }
}
