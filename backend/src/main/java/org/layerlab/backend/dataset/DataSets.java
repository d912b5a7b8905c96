package org.layerlab.backend.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.layerlab.network.data.NumpyRandom;

/** Opens data sets. */
public final class DataSets {
    /** The fraction of each class to test on, when the files have no test split. */
    public static final double DEFAULT_TEST_FRACTION = 0.1;

    public static final long DEFAULT_SEED = 1;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private DataSets() {}

    /** {@link #open(String, Path, double, long)} with 10 % for testing and seed 1. */
    public static DataSet open(String id, Path path) throws DataSetException {
        return open(id, path, DEFAULT_TEST_FRACTION, DEFAULT_SEED);
    }

    /**
     * Several folders and zips as one data set. If one of them has a test split of its own, the others are for training
     * only; otherwise each is split as {@link #open(String, Path, double, long)} does.
     *
     * @param paths at least one
     */
    public static DataSet open(String id, List<Path> paths, double testFraction, long seed) throws DataSetException {
        return open(id, paths, Also.NOTHING, testFraction, seed);
    }

    /**
     * What is joined to photos of cats and dogs, for training alone.
     *
     * @param drawings whether the drawings are; of their test split only where there are no photos
     * @param neither folders and zips of pictures that show neither a cat nor a dog
     */
    public record Also(boolean drawings, List<Path> neither) {
        /** Nothing more. */
        public static final Also NOTHING = new Also(false, List.of());

        public Also {
            neither = List.copyOf(neither);
        }
    }

    /**
     * The same, with more to learn from.
     *
     * @throws NeitherException when the pictures of neither class are what cannot be opened
     */
    public static DataSet open(String id, List<Path> paths, Also also, double testFraction, long seed)
            throws DataSetException {
        if (paths.isEmpty() && !also.drawings()) {
            throw new IllegalArgumentException("data set " + id + " has no folder or zip");
        }
        requireId(id);
        List<StoredDataSet> opened = new ArrayList<>();
        try {
            boolean tested = false;
            for (Path path : paths) {
                StoredDataSet part = stored(id, path, testFraction, seed);
                opened.add(part);
                tested |= part.hasTestSplit();
            }
            if (opened.size() == 1 && also.equals(Also.NOTHING)) {
                return opened.get(0);
            }
            for (int i = 0; tested && i < opened.size(); i++) {
                if (!opened.get(i).hasTestSplit()) {
                    opened.set(i, opened.get(i).undivided());
                }
            }
            for (Path path : also.neither()) {
                opened.add(storedNeither(id, path));
            }
            List<DataSetPart> parts = new ArrayList<>(opened);
            if (also.drawings()) {
                parts.add(paths.isEmpty() ? new DrawnDataSet(DEFAULT_SEED) : DrawnDataSet.forTraining(DEFAULT_SEED));
            }
            return new JoinedDataSet(id, parts);
        } catch (DataSetException e) {
            opened.forEach(DataSet::close);
            throw e;
        }
    }

    /**
     * The data set in a folder or a zip: with {@code Train_data/} and {@code Test_data/} (or {@code train/} and
     * {@code test/}, in any case), or a single part that is split here.
     *
     * @param id for URLs and caches
     * @param testFraction 0 to 1: the fraction of each class to test on, when the files have no test split; 1 tests on
     *     everything
     * @param seed of the split, 0 to 4,294,967,295; the same files and seed give the same splits
     * @throws DataSetException when the path does not exist or cannot be read, has no images, or lacks a class that it
     *     would be trained on
     * @throws IllegalArgumentException when the id, the fraction or the seed is invalid
     */
    public static DataSet open(String id, Path path, double testFraction, long seed) throws DataSetException {
        return stored(id, path, testFraction, seed);
    }

    private static StoredDataSet stored(String id, Path path, double testFraction, long seed) throws DataSetException {
        requireId(id);
        if (!(testFraction >= 0 && testFraction <= 1)) {
            throw new IllegalArgumentException("test fraction " + testFraction + " is not between 0 and 1");
        }
        if (seed < 0 || seed > NumpyRandom.MOST_SEED) {
            throw new IllegalArgumentException("seed " + seed + " is not between 0 and " + NumpyRandom.MOST_SEED);
        }
        return stored(id, path, tree -> Layout.of(path, tree, testFraction, seed));
    }

    /** Assigns files to splits and classes. */
    private interface Sorted {
        Layout layout(FileTree tree) throws DataSetException;
    }

    private static StoredDataSet stored(String id, Path path, Sorted sorted) throws DataSetException {
        if (!Files.exists(path)) {
            throw new DataSetException(path + " does not exist");
        }
        FileTree tree;
        if (Files.isDirectory(path)) {
            tree = FolderTree.open(path);
        } else if (Files.isRegularFile(path)) {
            tree = ZipTree.open(path);
        } else {
            throw new DataSetException(path + " is neither a folder nor a zip");
        }
        try {
            return new StoredDataSet(id, path, tree, sorted.layout(tree));
        } catch (DataSetException e) {
            tree.close();
            throw e;
        }
    }

    /** Pictures that show neither a cat nor a dog, whatever they are called, all in the training split. */
    public static DataSet neither(String id, Path path) throws NeitherException {
        return storedNeither(id, path);
    }

    private static StoredDataSet storedNeither(String id, Path path) throws NeitherException {
        try {
            return stored(id, path, tree -> Layout.neither(path, tree));
        } catch (DataSetException e) {
            throw new NeitherException(e);
        }
    }

    /** Cats and dogs that LayerLab draws itself, without any file. Its id is {@code drawings}. */
    public static DataSet drawings() {
        return new DrawnDataSet(DEFAULT_SEED);
    }

    static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("data-set id '" + id
                    + "' must consist of lower-case letters, digits, - and _, and start with a letter or digit");
        }
    }
}
