package org.layerlab.backend.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own files, found from the module that the tests run in. */
final class Sources {
    /** The root of the project. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** The folders of all modules. */
    static final List<String> MODULES = List.of(
            "frontend/network",
            "frontend/kernels",
            "frontend/classlib",
            "frontend/page",
            "backend",
            "backend/dev",
            "backend/spark",
            "backend/speed",
            "backend/speed/libtorch");

    private Sources() {}

    /** All Java files of all modules, tests included. */
    static List<Path> java() {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("src"))
                .flatMap(src -> under(src, ".java").stream())
                .toList();
    }

    /** The files below a folder whose names end like this, sorted; none where there is no such folder. */
    static List<Path> under(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's text. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path as people write it: from the project's root. */
    static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }
}
