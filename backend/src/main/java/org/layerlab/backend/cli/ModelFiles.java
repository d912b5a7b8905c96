package org.layerlab.backend.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.foreign.AnyFile;
import org.layerlab.network.foreign.Opened;
import org.layerlab.network.layer.Architecture;

/** Parameter files on disk: the format follows from the ending; written whole or not at all. */
final class ModelFiles {
    /** Local files may be as large as a Java array; uploads go through the server, which allows less. */
    private static final Limits LIMITS =
            new Limits(Integer.MAX_VALUE - 8, Integer.MAX_VALUE - 8, 4096, Integer.MAX_VALUE / 8);

    /** Short, so that wherever a file can have its own name it can have this one first. */
    private static final String TEMPORARY = ".layerlab-";

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private ModelFiles() {}

    /** The format of a file, by its ending. */
    enum Format {
        SAFETENSORS,
        NPZ,
        ONNX;

        /** The format of a path; null when the ending is unknown. */
        static @Nullable Format find(Path path) {
            String name = path.toString().toLowerCase(Locale.ROOT);
            for (Format format : values()) {
                if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
                    return format;
                }
            }
            return null;
        }

        byte[] bytes(ParameterFile file, StorageType type) {
            return switch (this) {
                case SAFETENSORS -> file.toSafetensors(type);
                case NPZ -> file.toNpz(type);
                case ONNX -> file.toOnnx();
            };
        }
    }

    /** Reads a network's parameters, also from another program's file; what is assumed of such a one is said. */
    static ParameterFile read(Path path, TerminalOutput console) throws CommandException {
        return read(path, null, console);
    }

    /**
     * The same.
     *
     * @param layers of the network, where they were told
     */
    static ParameterFile read(Path path, @Nullable Architecture layers, TerminalOutput console)
            throws CommandException {
        return open(path, layers, console).file();
    }

    /** The same, with what is known of how the file was read. */
    static Opened open(Path path, @Nullable Architecture layers, TerminalOutput console) throws CommandException {
        return open(path, contents(path), layers, console);
    }

    /** The same of a file whose bytes are known. */
    static Opened open(Path path, byte[] bytes, @Nullable Architecture layers, TerminalOutput console)
            throws CommandException {
        try {
            Opened opened = AnyFile.read(bytes, LIMITS, layers);
            if (!opened.note().isEmpty()) {
                console.say(path + ": " + opened.line());
            }
            return opened;
        } catch (ParameterFileException e) {
            throw new CommandException(path + ": " + e.getMessage(), e);
        }
    }

    /** Reads a file that LayerLab wrote. */
    static ParameterFile readOwn(Path path) throws CommandException {
        byte[] bytes = contents(path);
        try {
            return AnyFile.readOwn(bytes, LIMITS).file();
        } catch (ParameterFileException e) {
            throw new CommandException(path + ": " + e.getMessage(), e);
        }
    }

    /**
     * The bytes of a parameter file, unless it is too large for a Java array or for Java's memory.
     *
     * @throws CommandException when it can't be read, or is not a file whose size is known, such as a device
     */
    static byte[] contents(Path path) throws CommandException {
        if (Files.exists(path) && !Files.isDirectory(path) && !Files.isRegularFile(path)) {
            throw new CommandException(path + " is a device or a pipe, not a file");
        }
        return bytes(path, Math.min(LIMITS.fileBytes(), Memory.most()));
    }

    /** The parameters in the bytes of a safetensors or npz file. */
    static ParameterFile parse(Path path, byte[] bytes) throws CommandException {
        try {
            return ParameterFile.read(bytes, LIMITS);
        } catch (ParameterFileException e) {
            throw new CommandException(path + ": " + e.getMessage(), e);
        }
    }

    /** A whole file of at most {@code limit} bytes, whatever its declared size. */
    static byte[] bytes(Path path, long limit) throws CommandException {
        if (Files.isDirectory(path)) {
            throw new CommandException(path + " is a folder, not a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            long size = Files.size(path);
            if (size > limit) {
                throw new CommandException(path + " has " + size + " bytes; at most " + limit + " are read");
            }
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limit + 1));
            if (bytes.length > limit) {
                throw new CommandException(path + " has more than " + limit + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new CommandException(path + " can't be read: " + reason(e), e);
        }
    }

    /**
     * Refuses a path that can't be written, before the work whose result goes there.
     *
     * @throws CommandException when its folder is missing or can't be written to, when it is read-only, or no file can
     *     have its name
     */
    static void requireWritable(Path path) throws CommandException {
        Path folder;
        try {
            folder = folder(target(path));
        } catch (IOException e) {
            throw new CommandException(path + " can't be written: " + reason(e), e);
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandException(path + " can't be written: the folder " + folder + " does not exist");
        }
        if (Files.isDirectory(path)) {
            throw new CommandException(path + " can't be written: it is a folder");
        }
        if (!Files.isWritable(folder)) {
            throw new CommandException(path + " can't be written: the folder " + folder + " is not writable");
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new CommandException(path + " can't be written: it is read-only");
        }
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return; // It will be there.
        } catch (IOException e) {
            String why = e instanceof FileSystemException failed ? failed.getReason() : null; // such as a long name
            throw new CommandException(path + " can't be written: " + (why == null ? reason(e) : why), e);
        }
    }

    /**
     * Refuses a folder in which no files can be kept, before the work whose results go there; it need not be there yet.
     *
     * @param what can't be done there, as the beginning of a sentence
     */
    static void requireFolder(Path folder, String what) throws CommandException {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new CommandException(what + ": " + there + " is a file, not a folder");
        }
        // What a folder that nothing can be written to has already may be all that is needed.
        if (!Files.exists(folder) && !Files.isWritable(there)) {
            throw new CommandException(what + ": the folder " + there + " is not writable");
        }
    }

    /** Whether two paths are of one file, which need not be there yet. */
    static boolean areSame(Path one, Path other) {
        try {
            if (Files.isSameFile(one, other)) {
                return true;
            }
        } catch (IOException e) {
            // One of them is not there; their names decide.
            return normal(one).equals(normal(other));
        }
        return false;
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** Writes a file atomically: whatever happens, the old one or the new one is there, whole. */
    static void write(Path path, byte[] bytes) throws CommandException {
        try {
            Path target = target(path);
            Path temporary = Files.createTempFile(folder(target), TEMPORARY, ".tmp");
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                    // On disk before it gets its name: after a power failure it is whole.
                    channel.force(true);
                }
                share(temporary, target);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new CommandException(path + " can't be written: " + reason(e), e);
        }
    }

    /** What is replaced: a link stays one, and what it leads to, there already or not, is written. */
    private static Path target(Path path) throws IOException {
        Path target = path;
        for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(target); i++) {
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** Temporary files are private; a result is as readable as the file that it replaces, or as any new one. */
    private static void share(Path temporary, Path target) throws IOException {
        if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(
                    temporary,
                    Files.exists(target)
                            ? Files.getPosixFilePermissions(target)
                            : PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static Path folder(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path.toAbsolutePath() : parent;
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            // What Java puts for bytes that are not a character.
            return missing.getFile() != null && missing.getFile().indexOf('\ufffd') >= 0
                    ? "its name is not UTF-8, so that Java does not find it; rename it"
                    : "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.strip().replaceAll("\\s+", " ");
    }
}
