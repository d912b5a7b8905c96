package org.layerlab.backend.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.data.PhotoPath;

/** The files below a folder. Follows links to files inside it, but not out of it. */
final class FolderTree implements FileTree {
    private static final int MAX_DEPTH = 12;

    private final Path root;
    private final List<Entry> entries;

    /** Where the entries are that are not found by their path. */
    private final Map<Entry, Path> odd;

    private final LeftOut leftOut;

    private FolderTree(Path root, List<Entry> entries, Map<Entry, Path> odd, LeftOut leftOut) {
        this.root = root;
        this.entries = entries;
        this.odd = odd;
        this.leftOut = leftOut;
    }

    static FolderTree open(Path folder) throws DataSetException {
        try {
            Path root = folder.toRealPath();
            Walk walk = new Walk(root, folder);
            Files.walkFileTree(root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), MAX_DEPTH, walk);
            if (!walk.linkedPart.isEmpty()) {
                throw new DataSetException(folder + ": " + walk.linkedPart
                        + " is a link that is not followed; put the photos themselves there");
            }
            return new FolderTree(root, walk.entries, walk.odd, new LeftOut(0, 0, 0, walk.unsafe));
        } catch (TooManyFiles e) {
            throw new DataSetException(reason(e), e);
        } catch (IOException e) {
            throw new DataSetException(folder + " cannot be read: " + reason(e), e);
        }
    }

    @Override
    public String kind() {
        return "folder";
    }

    @Override
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public LeftOut leftOut() {
        return leftOut;
    }

    @Override
    public byte[] read(Entry entry) throws IOException {
        // Check again: the file may have become a link since the folder was walked.
        Path named = odd.get(entry);
        Path file = (named == null ? root.resolve(entry.path()) : named).toRealPath();
        if (!file.startsWith(root) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableFileException("it leads out of the folder");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return FileTree.readBounded(in);
        }
    }

    @Override
    public void close() {
        // Files are open only during a read.
    }

    static String reason(IOException e) {
        String type = e.getClass().getSimpleName();
        String message = e.getMessage() == null ? type : e.getMessage();
        return switch (type) {
            case "AccessDeniedException" -> "access denied: " + message;
            case "NoSuchFileException" -> "no such file: " + message;
            case "EOFException" -> "it ends too early";
            default -> message;
        };
    }

    private static final class TooManyFiles extends IOException {
        TooManyFiles(Path folder) {
            super(folder + " has more than " + MAX_FILES + " files");
        }
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Path shown;
        private final List<Entry> entries = new ArrayList<>();
        private final Map<Entry, Path> odd = new HashMap<>();
        private int unsafe;
        /** A link that is not followed and is called after a part of a data set; empty where there is none. */
        private String linkedPart = "";

        Walk(Path root, Path shown) {
            this.root = root;
            this.shown = shown;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (entries.size() + unsafe >= MAX_FILES) {
                throw new TooManyFiles(shown);
            }
            BasicFileAttributes target = attributes.isSymbolicLink() ? insideTarget(file) : attributes;
            String path = root.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            if (target == null) {
                unsafe++;
                // Without it, the photos of the other part would be taken for all.
                if (PhotoPath.part(file.getFileName() + "/photo.jpg") != PhotoPath.Part.NEITHER) {
                    linkedPart = path;
                }
            } else if (target.isRegularFile()) {
                long stamp = target.lastModifiedTime().toMillis();
                if (isFoundAs(path, file)) {
                    entries.add(new Entry(path, target.size(), stamp));
                } else {
                    Entry entry = new Entry(OddName.below(root, file), target.size(), stamp);
                    entries.add(entry);
                    odd.put(entry, file);
                }
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isFoundAs(String path, Path file) {
            try {
                return root.resolve(path).equals(file);
            } catch (InvalidPathException e) {
                return false;
            }
        }

        /** The target of a link; null if it is outside, a folder, or missing. */
        private @org.jspecify.annotations.Nullable BasicFileAttributes insideTarget(Path link) {
            try {
                Path target = link.toRealPath();
                if (!target.startsWith(root) || !Files.isRegularFile(target)) {
                    return null;
                }
                return Files.readAttributes(target, BasicFileAttributes.class);
            } catch (IOException e) {
                return null;
            }
        }
    }
}
