package org.layerlab.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.compiler.CompilationException;

class JavaSourcesTest {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private JavaSources sources;

    @BeforeEach
    void writeTwoClasses() throws IOException {
        write("Rate", "final class Rate { static final int PERCENT = 1; }");
        write("Reader", "final class Reader { int rate() { return Rate.PERCENT; } }");
        sources = new JavaSources(
                List.of(folder.resolve("src"), folder.resolve("none")), folder.resolve("classes"), List.of());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("src/p")).resolve(name + ".java"), "package p; " + text);
    }

    @Test
    void namesTheClassesThatAreNotWhatTheyWere() throws Exception {
        assertEquals(Set.of("p.Rate", "p.Reader"), sources.compile());
        assertEquals(Set.of(), sources.compile());
        write("Reader", "final class Reader { int rate() { return 2 * Rate.PERCENT; } }");
        assertEquals(Set.of("p.Reader"), sources.compile());
        // A constant is copied into the classes that use it.
        write("Rate", "final class Rate { static final int PERCENT = 3; }");
        assertEquals(Set.of("p.Rate", "p.Reader"), sources.compile());
        write("Reader", "final class Other {}");
        assertEquals(Set.of("p.Reader", "p.Other"), sources.compile());
        assertTrue(Files.notExists(folder.resolve("classes/p/Reader.class")));
    }

    @Test
    void whatDoesNotCompileIsToldAndChangesNothing() throws Exception {
        sources.compile();
        write("Rate", "final class Rate { int percent = \"one\"; }");
        CompilationException e = assertThrows(CompilationException.class, sources::compile);
        assertTrue(e.getMessage().contains("Rate.java:1: error: incompatible types"), e.getMessage());
        write("Rate", "final class Rate { static final int PERCENT = 1; }");
        assertEquals(Set.of(), sources.compile());
    }
}
