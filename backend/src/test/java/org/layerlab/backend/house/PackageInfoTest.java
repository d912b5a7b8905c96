package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
 * The sentence "Depends on …" of a package's documentation is a rule: it names the packages that are used, and no others.
 * {@code network} alone stands for all packages of that module.
 */
class PackageInfoTest {
    private static final String OURS = "org.layerlab.";
    private static final Pattern SENTENCE = Pattern.compile("Depends on (.*?)\\.(\\s|$)");
    private static final Pattern PACKAGE =
            Pattern.compile("^package org\\.layerlab\\.((?:network|page|backend)\\b[a-z.]*);", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("\\{@code ([a-z.]+)}");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.layerlab.network", "org.layerlab.page", "org.layerlab.backend");

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
            Matcher sentence = SENTENCE.matcher(entry.getValue());
            if (!sentence.find()) {
                continue;
            }
            sentences++;
            Set<String> said = new TreeSet<>();
            Matcher name = NAME.matcher(sentence.group(1));
            while (name.find()) {
                said.add(name.group(1));
            }
            Set<String> unsaid = new TreeSet<>(used.getOrDefault(entry.getKey(), Set.of()));
            Set<String> unused = new TreeSet<>();
            for (String one : said) {
                if (!unsaid.removeIf(is -> is.equals(one) || (one.equals("network") && is.startsWith("network.")))) {
                    unused.add(one);
                }
            }
            if (!unsaid.isEmpty() || !unused.isEmpty()) {
                wrong.add("\n" + entry.getKey() + " does not say " + unsaid + ", says without using " + unused);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(sentences >= 30, "only " + sentences + " packages say what they depend on");
    }

    /** For each package, by its name below org.layerlab, those of ours that its classes use. */
    private static Map<String, Set<String>> used() {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass from : CLASSES) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (to.startsWith(OURS) && !to.equals(from.getPackageName())) {
                    used.computeIfAbsent(below(from.getPackageName()), p -> new TreeSet<>())
                            .add(below(to));
                }
            }
        }
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
