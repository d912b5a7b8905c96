package org.layerlab.backend.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ZipRecords;

/**
 * The files in a zip, read in place: nothing is unpacked, except the {@code train.zip} in Kaggle's
 * {@code dogs-vs-cats.zip}, which is kept in a temporary file until {@link #close}.
 */
final class ZipTree implements FileTree {
    /** Kaggle's inner zip has 0.6 GB; larger ones are not unpacked. */
    private static final long MAX_INNER_BYTES = 2L << 30;

    private final ZipFile zip;
    private final @Nullable Path temporary;
    private final List<Entry> entries = new ArrayList<>();

    /** What entries are called in the zip, by their paths, where that is not the same. */
    private final Map<String, String> names = new HashMap<>();

    private LeftOut leftOut = LeftOut.NOTHING;

    private ZipTree(ZipFile zip, @Nullable Path temporary, Path shown) throws DataSetException {
        this.zip = zip;
        this.temporary = temporary;
        list(shown);
    }

    static ZipTree open(Path file) throws DataSetException {
        ZipTree tree = open(file, null, file);
        Optional<Entry> inner = tree.innerZip();
        if (inner.isEmpty()) {
            return tree;
        }
        try {
            Path unpacked = tree.unpack(inner.get(), file);
            try {
                return open(unpacked, unpacked, file);
            } catch (DataSetException e) {
                Files.deleteIfExists(unpacked);
                throw e;
            }
        } catch (IOException e) {
            throw new DataSetException(
                    file + ": " + inner.get().path() + " in it cannot be unpacked: " + FolderTree.reason(e), e);
        } finally {
            tree.close();
        }
    }

    private static ZipTree open(Path file, @Nullable Path temporary, Path shown) throws DataSetException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new DataSetException(shown + " is not a readable zip: " + FolderTree.reason(e), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new DataSetException(shown + " cannot be read: " + e.getMessage(), e);
        }
        try {
            return new ZipTree(zip, temporary, shown);
        } catch (DataSetException e) {
            closeQuietly(zip);
            throw e;
        }
    }

    private void list(Path shown) throws DataSetException {
        // Check before building the list: the count is known from the directory.
        if (zip.size() > MAX_FILES) {
            throw new DataSetException(shown + " has " + zip.size() + " entries; the limit is " + MAX_FILES);
        }
        Set<String> seen = new HashSet<>();
        int unsafe = 0;
        int duplicates = 0;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String path = ZipRecords.path(entry.getName());
            if (path.endsWith("/")) {
                continue;
            }
            if (!isSafe(path)) {
                unsafe++;
            } else if (!seen.add(path)) {
                // Counts as one item. ZipFile looks up by name, so it decides which of the two contents that is.
                duplicates++;
            } else {
                entries.add(new Entry(path, entry.getSize(), entry.getCrc()));
                if (!path.equals(entry.getName())) {
                    names.put(path, entry.getName());
                }
            }
        }
        leftOut = new LeftOut(0, 0, duplicates, unsafe);
    }

    private static boolean isSafe(String path) {
        if (path.startsWith("/") || path.contains(":")) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    /** The zip of training images inside this one, if this one has no images itself. */
    private Optional<Entry> innerZip() {
        if (entries.stream().anyMatch(entry -> Layout.isImage(entry.path()))) {
            return Optional.empty();
        }
        return entries.stream()
                .filter(entry -> entry.name().toLowerCase(Locale.ROOT).equals("train.zip"))
                .findFirst();
    }

    private Path unpack(Entry inner, Path shown) throws IOException {
        Path file = Files.createTempFile("layerlab-", ".zip");
        // At once: Ctrl-C may come while it is written.
        file.toFile().deleteOnExit();
        try (InputStream in = zip.getInputStream(zip.getEntry(names.getOrDefault(inner.path(), inner.path())));
                OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > MAX_INNER_BYTES) {
                    throw new IOException("it has more than " + (MAX_INNER_BYTES >> 30) + " GB; unpack " + shown
                            + " and use the folder");
                }
                out.write(buffer, 0, n);
            }
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public String kind() {
        return "zip";
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
        ZipEntry found;
        try {
            found = zip.getEntry(names.getOrDefault(entry.path(), entry.path()));
        } catch (IllegalStateException e) {
            throw new IOException("the zip has been closed", e);
        }
        if (found == null) {
            throw new IOException("it is no longer in the zip");
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(found)) {
            bytes = FileTree.readBounded(in);
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
        requireCrc(bytes, found.getCrc());
        return bytes;
    }

    /** Java's message, unless it only means that the zip was closed meanwhile. */
    private IOException damaged(IOException e) {
        try {
            zip.size();
        } catch (IllegalStateException closed) {
            return new IOException("the zip has been closed", e);
        }
        return new UnusableFileException(FolderTree.reason(e), e);
    }

    /** Java checks it in a stream of a whole zip, but not where entries are read in place. */
    private static void requireCrc(byte[] bytes, long told) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (crc.getValue() != told) {
            throw new UnusableFileException(
                    String.format("it is damaged: its CRC-32 is %08x, but the zip says %08x", crc.getValue(), told));
        }
    }

    @Override
    public void close() {
        closeQuietly(zip);
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // It is in the system's temporary folder; delete it when the process ends.
                temporary.toFile().deleteOnExit();
            }
        }
    }

    private static void closeQuietly(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            // It was only read: nothing can be lost.
        }
    }
}
