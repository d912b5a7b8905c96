package org.layerlab.dev;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the files that were saved since the last look. It compares times and sizes of some hundred files, which takes
 * a few milliseconds and works on every file system and with every editor's way to save.
 */
final class SourceWatch {
    private record Stamp(FileTime modified, long size) {}

    private final List<Path> roots;
    private Map<Path, Stamp> known;

    /**
     * @param roots folders and single files
     * @throws IOException when a folder cannot be read
     */
    SourceWatch(List<Path> roots) throws IOException {
        this.roots = roots;
        this.known = look();
    }

    /**
     * The files that have come, gone or changed since the last call.
     *
     * @throws IOException when a folder cannot be read
     */
    Set<Path> changes() throws IOException {
        Map<Path, Stamp> now = look();
        Set<Path> changed = new HashSet<>(known.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(path -> now.containsKey(path) && now.get(path).equals(known.get(path)));
        known = now;
        return changed;
    }

    private Map<Path, Stamp> look() throws IOException {
        Map<Path, Stamp> found = new HashMap<>();
        for (Path root : roots) {
            if (Files.exists(root)) {
                Files.walkFileTree(root, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (!isEditors(file)) {
                            found.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        // It has gone between two looks.
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
        }
        return found;
    }

    /** Swap and backup files. */
    private static boolean isEditors(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") || name.endsWith("~") || name.endsWith(".swp") || name.endsWith(".tmp");
    }
}
