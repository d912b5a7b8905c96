package org.layerlab.backend.dataset;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.layerlab.backend.dataset.Layout.Located;
import org.layerlab.backend.photo.PhotoDecoder;

/** A data set of image files in a folder or a zip. */
final class StoredDataSet implements DataSetPart {
    private final String id;
    private final Path path;
    private final FileTree tree;
    private final Layout layout;
    private final Map<Split, List<Item>> items = new EnumMap<>(Split.class);
    private final Map<Split, String> fingerprints = new EnumMap<>(Split.class);

    /** Takes ownership of the tree and closes it. */
    StoredDataSet(String id, Path path, FileTree tree, Layout layout) {
        this.id = id;
        this.path = path;
        this.tree = tree;
        this.layout = layout;
        for (Split split : Split.values()) {
            items.put(
                    split,
                    layout.files(split).values().stream().map(Located::item).toList());
            fingerprints.put(
                    split, fingerprint(id, path, split, layout.files(split).values()));
        }
    }

    /** Whether the folders define the test split. */
    boolean hasTestSplit() {
        return layout.given();
    }

    /** The same data set with all files for training; replaces this one. */
    StoredDataSet undivided() {
        return new StoredDataSet(id, path, tree, layout.undivided());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return "Cats and dogs of " + shortName();
    }

    @Override
    public String source() {
        return tree.kind() + " " + shortName();
    }

    /** The last part of its path. */
    @Override
    public String shortName() {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? path.toString() : last.toString();
    }

    @Override
    public String licence() {
        return "not stated";
    }

    @Override
    public List<Item> items(Split split) {
        return items.getOrDefault(split, List.of());
    }

    @Override
    public Optional<Item> item(Split split, String name) {
        return located(split, name).map(Located::item);
    }

    @Override
    public byte[] bytes(Split split, String name) throws DataSetException {
        Optional<Located> file = located(split, name);
        if (file.isEmpty()) {
            throw new DataSetException("data set " + id + " has no " + split.id() + " image '" + name + "'");
        }
        try {
            return tree.read(file.get().entry());
        } catch (NoSuchFileException e) {
            throw new DataSetGoneException(
                    "data set " + id + " was changed: " + file.get().entry().path() + " is no longer in " + path, e);
        } catch (UnusableFileException e) {
            throw new DataSetException(unreadable(file.get(), e), e);
        } catch (IOException e) {
            throw new UnreadPhotoException(unreadable(file.get(), e), e);
        }
    }

    private String unreadable(Located file, IOException why) {
        return file.entry().path() + " in " + path + " cannot be read: " + FolderTree.reason(why);
    }

    /** Size of an image file in bytes when the data set was opened; −1 if there is no such image. */
    @Override
    public long size(Split split, String name) {
        return located(split, name).map(file -> file.entry().size()).orElse(-1L);
    }

    private Optional<Located> located(Split split, String name) {
        return Optional.ofNullable(layout.files(split).get(name));
    }

    @Override
    public String fingerprint(Split split) {
        return Objects.requireNonNull(fingerprints.get(split));
    }

    private static String fingerprint(String id, Path path, Split split, Iterable<Located> files) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint
                .add(id)
                .add(PhotoDecoder.VERSION)
                .add(path.toAbsolutePath().normalize())
                .add(split.id());
        for (Located file : files) {
            fingerprint
                    .add(file.item().name())
                    .add(file.item().label())
                    .add(file.entry().path())
                    .add(file.entry().size())
                    .add(file.entry().stamp());
        }
        return fingerprint.hex();
    }

    @Override
    public LeftOut leftOut() {
        return tree.leftOut().plus(layout.leftOut());
    }

    @Override
    public void close() {
        tree.close();
    }

    @Override
    public String toString() {
        return id + " (" + path + ")";
    }
}
