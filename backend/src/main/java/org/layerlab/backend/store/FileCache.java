package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.log.Repetitions;

/**
 * Files made on demand from others, kept while there is room; the least recently used go first. Starts empty. Safe for
 * use by several threads.
 */
public final class FileCache {
    private static final System.Logger LOG = System.getLogger(FileCache.class.getName());

    /** What is in the folder by another name is not ours to delete. */
    private static final Pattern OURS = Pattern.compile("making-.*\\.tmp|.*\\.(safetensors|npz|onnx|png)");

    /** Makes the content of a file. */
    @FunctionalInterface
    public interface Maker<E extends Exception> {
        byte[] make() throws E, IOException;
    }

    /**
     * A file of the cache.
     *
     * @param size in bytes
     * @param content where the disk did not take it; null if it is at the path
     */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is
    public record Cached(Path path, long size, byte @Nullable [] content) {
        static Cached onDisk(Path path, long size) {
            return new Cached(path, size, null);
        }
    }

    /** Creates the folder of a cache where it is missing. */
    @FunctionalInterface
    interface FolderMaker {
        void make(Path folder) throws IOException;
    }

    /** Does something with the folder. */
    @FunctionalInterface
    private interface Use {
        Path run() throws IOException;
    }

    private final Path folder;
    private final long maxBytes;
    private final FolderMaker maker;
    private final Repetitions failures = new Repetitions(System::nanoTime);
    // Files are made one at a time; meanwhile others can be read.
    private final Object making = new Object();
    // Guarded by this. In order of use, least recent first.
    private final Map<String, Cached> files = new LinkedHashMap<>(16, 0.75f, true);
    // Of these, and of the one that is being written.
    private long bytes;
    private boolean allowed;
    private boolean begun;

    /**
     * Creates the folder, or empties it of what was made in it; on a full or read-only disk, when that can be done.
     *
     * @param maxBytes of all files together; a single larger file is kept until the next one is made
     */
    public FileCache(Path folder, long maxBytes) throws IOException {
        this(folder, maxBytes, true);
    }

    /**
     * The same, or one that keeps nothing yet.
     *
     * @param allowed false for one that leaves the folder alone until {@link #allow}
     */
    FileCache(Path folder, long maxBytes, boolean allowed) throws IOException {
        this(folder, maxBytes, allowed, FileCache::makeInPlace);
    }

    /**
     * The same in a folder that something else makes.
     *
     * @param maker makes the folder, again if somebody has removed it
     */
    FileCache(Path folder, long maxBytes, boolean allowed, FolderMaker maker) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.maker = maker;
        if (allowed) {
            allow();
        }
    }

    /** In a folder that is there: a store whose disk is away must not seem to be an empty one. */
    private static void makeInPlace(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new NoSuchFileException(folder.toString());
        }
        FolderOwner.createFolder(folder);
    }

    /**
     * Has it use its folder from now on; on a full or read-only disk, when that can be done. What it kept before is
     * forgotten: another folder may be there now.
     */
    synchronized void allow() throws IOException {
        allowed = true;
        begun = false;
        files.values().forEach(cached -> bytes -= cached.size());
        files.clear();
        try {
            begin();
        } catch (IOException e) {
            if (!StoreException.isOfDisk(e)) {
                throw e;
            }
            LOG.log(System.Logger.Level.WARNING, folder + " cannot be used yet: " + StoreException.reason(e));
        }
    }

    private synchronized void begin() throws IOException {
        if (begun) {
            return;
        }
        maker.make(folder);
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder)) {
            for (Path file : old) {
                if (Files.isRegularFile(file)
                        && OURS.matcher(file.getFileName().toString()).matches()) {
                    Files.delete(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        begun = true;
    }

    /** The file of this name, if it exists; does not wait for one that is being made. */
    public synchronized Optional<Cached> find(String name) {
        return Optional.ofNullable(files.get(name)).filter(cached -> Files.exists(cached.path()));
    }

    /**
     * The file of this name, made now if it is missing. Where the disk is full, its content comes in memory.
     *
     * @param name a plain file name, never chosen by a client
     */
    public <E extends Exception> Cached get(String name, Maker<E> maker) throws E, IOException {
        synchronized (making) {
            Optional<Cached> found = find(name);
            if (found.isPresent()) {
                return found.get();
            }
            return put(name, maker.make());
        }
    }

    /**
     * Moves a finished file in.
     *
     * @param file in the same file system
     */
    synchronized Cached adopt(String name, Path file, long size) throws IOException {
        remove(name);
        makeRoom(size);
        Cached cached = moveIn(name, file, size);
        bytes += size;
        return cached;
    }

    /** Called by one thread at a time. */
    private Cached put(String name, byte[] content) {
        Path file = folder.resolve(name);
        try {
            if (reserve(name, content.length)) {
                return write(name, content);
            }
        } catch (IOException e) {
            tell(file, e);
        }
        return new Cached(file, content.length, content);
    }

    /** Each request for such a file fails in the same way. */
    private void tell(Path file, IOException e) {
        String why = e instanceof FileSystemException of ? String.valueOf(of.getReason()) : StoreException.reason(e);
        long times = failures.count(e.getClass().getName() + why);
        if (times > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    file + " cannot be kept: " + StoreException.reason(e)
                            + (times == 1 ? "" : "; " + times + " such failures since the last such line"));
        }
    }

    /** Uses the folder; where somebody has removed it, a new one. */
    private Path inFolder(Use use) throws IOException {
        try {
            return use.run();
        } catch (NoSuchFileException e) {
            maker.make(folder);
            return use.run();
        }
    }

    /** Makes room for a file that is to be written; false where none may be. */
    private synchronized boolean reserve(String name, long size) throws IOException {
        if (!allowed) {
            return false;
        }
        begin();
        remove(name);
        makeRoom(size);
        bytes += size;
        return true;
    }

    private synchronized void release(long size) {
        bytes -= size;
    }

    /** Writes a file for which there is room, while others can be found: a disk may take its time. */
    private Cached write(String name, byte[] content) throws IOException {
        boolean written = false;
        try {
            Path temporary = inFolder(() -> Files.createTempFile(folder, "making-", ".tmp"));
            try {
                Files.write(temporary, content);
                Cached cached = moveIn(name, temporary, content.length);
                written = true;
                return cached;
            } finally {
                if (!written) {
                    Files.deleteIfExists(temporary);
                }
            }
        } finally {
            if (!written) {
                release(content.length);
            }
        }
    }

    /** Replaces the file of this name, if there is one, by a file whose size is counted already. */
    private synchronized Cached moveIn(String name, Path file, long size) throws IOException {
        Path moved = inFolder(() -> Files.move(
                file, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        Cached cached = Cached.onDisk(moved, size);
        Cached former = files.put(name, cached);
        release(former == null ? 0 : former.size());
        return cached;
    }

    /** Deletes the file of this name, if it exists. */
    public synchronized void remove(String name) throws IOException {
        Cached cached = files.get(name);
        if (cached != null) {
            Files.deleteIfExists(cached.path());
            files.remove(name);
            bytes -= cached.size();
        }
    }

    /** Deletes the files whose names start with the prefix. */
    public synchronized void removeAll(String prefix) throws IOException {
        for (String name : List.copyOf(files.keySet())) {
            if (name.startsWith(prefix)) {
                remove(name);
            }
        }
    }

    private void makeRoom(long needed) throws IOException {
        Iterator<Cached> oldest = files.values().iterator();
        while (bytes + needed > maxBytes && oldest.hasNext()) {
            Cached cached = oldest.next();
            Files.deleteIfExists(cached.path());
            oldest.remove();
            bytes -= cached.size();
        }
    }
}
