package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tests of this package see the whole project: they would be content with no file at all. */
class SourcesTest {
    @Test
    void allModulesAreKnown() {
        Set<String> modules = new TreeSet<>();
        for (String top : List.of("frontend", "backend")) {
            Sources.under(Sources.ROOT.resolve(top), "pom.xml").stream()
                    .map(Path::getParent)
                    .map(Sources::name)
                    .filter(name -> !(name + "/").contains("/target/"))
                    .forEach(modules::add);
        }
        assertEquals(modules, new TreeSet<>(Sources.MODULES));
    }

    @Test
    void theFilesOfEachModuleAreFound() {
        List<Path> files = Sources.java();
        assertTrue(files.size() > 1500, files.size() + " Java files");
        assertEquals(files.size(), new HashSet<>(files).size());
        for (String module : Sources.MODULES) {
            Path source = Sources.ROOT.resolve(module).resolve("src");
            assertTrue(files.stream().anyMatch(file -> file.startsWith(source)), module);
        }
        for (Path file : files) {
            assertTrue(Files.isRegularFile(file), file.toString());
        }
    }
}
