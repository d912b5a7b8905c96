package org.layerlab.backend.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.layerlab.backend.dataset.FileTree.Entry;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.PhotoPath;
import org.layerlab.network.data.PhotoSet;

/**
 * Assigns files to splits and classes.
 *
 * <p>Splits come from folders ({@code Train_data/}, {@code test/} …); otherwise a seeded fraction of each class becomes
 * the test split. Labels come from the file's name ({@code cat.12.jpg}), else from its folder
 * ({@code PetImages/Dog/3.jpg}). If no file has either, the rule of the Oxford-IIIT Pet data set applies: breeds of
 * cats start with a capital letter, breeds of dogs do not.
 *
 * @param train the training files, by item name in natural order
 * @param test the test files, likewise
 * @param given whether the folders, not a seed, define the test split
 */
record Layout(SortedMap<String, Located> train, SortedMap<String, Located> test, boolean given, LeftOut leftOut) {
    /** An item and where it is. */
    record Located(Item item, Entry entry) {}

    static boolean isImage(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        // Finder's ._cat.1.jpg files are not images despite their ending.
        return !name.startsWith(".")
                && !path.startsWith("__MACOSX/")
                && name.lastIndexOf('.') > 0
                && PhotoPath.ENDINGS.contains(
                        name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
                && name.chars().noneMatch(Character::isISOControl);
    }

    /**
     * @param shown the path to show in messages
     * @param tree has the files, of which those with equal names and sizes are read
     * @param testFraction 0 to 1: the fraction of each class to test on, when the folders define no splits
     * @throws DataSetException when there are no images, or none of one class; with a fraction of 1 nothing is trained on,
     *     and one class that names or folders tell is enough
     */
    static Layout of(Path shown, FileTree tree, double testFraction, long seed) throws DataSetException {
        List<Entry> entries = tree.entries();
        List<Entry> images = new ArrayList<>(
                entries.stream().filter(entry -> isImage(entry.path())).toList());
        images.sort((a, b) -> NaturalOrder.INSTANCE.compare(a.path(), b.path()));
        int notImages = entries.size() - images.size();
        if (images.isEmpty()) {
            throw new DataSetException(shown + " has no images" + tree.whyNoImages());
        }
        List<Located> told = label(images);
        List<Located> labeled = told.isEmpty() ? breeds(images) : told;
        List<Located> givenTrain = labeled.stream()
                .filter(file -> PhotoPath.part(file.entry().path()) == PhotoPath.Part.TRAIN)
                .toList();
        List<Located> givenTest = labeled.stream()
                .filter(file -> PhotoPath.part(file.entry().path()) == PhotoPath.Part.TEST)
                .toList();
        SortedMap<String, Located> train;
        SortedMap<String, Located> test;
        int taken;
        boolean given = !givenTrain.isEmpty() && !givenTest.isEmpty();
        // Breeds of one class are likelier pictures of anything: IMG_1.jpg would be a cat.
        if (given || testFraction < 1 || told.isEmpty()) {
            requireBoth(shown.toString(), labeled);
        }
        if (given) {
            requireBoth(shown + ": its training split", givenTrain);
            train = byName(givenTrain, tree);
            test = byName(givenTest, tree);
            taken = givenTrain.size() + givenTest.size();
        } else {
            train = new TreeMap<>(NaturalOrder.INSTANCE);
            test = new TreeMap<>(NaturalOrder.INSTANCE);
            split(byName(labeled, tree), testFraction, seed, train, test);
            taken = labeled.size();
        }
        int duplicates = taken - train.size() - test.size();
        return new Layout(train, test, given, new LeftOut(notImages, images.size() - taken, duplicates, 0));
    }

    /**
     * Pictures that show neither class, whatever they are called, all of them for training.
     *
     * @param shown the path to show in messages
     * @throws DataSetException when there are no images
     */
    static Layout neither(Path shown, FileTree tree) throws DataSetException {
        List<Located> images = new ArrayList<>();
        for (Entry entry : tree.entries()) {
            if (isImage(entry.path())) {
                String name = "neither." + entry.path().replace('/', '-');
                images.add(new Located(new Item(name, PhotoSet.NEITHER), entry));
            }
        }
        if (images.isEmpty()) {
            throw new DataSetException(shown + " has no images" + tree.whyNoImages());
        }
        images.sort((a, b) ->
                NaturalOrder.INSTANCE.compare(a.entry().path(), b.entry().path()));
        SortedMap<String, Located> train = byName(images, tree);
        LeftOut leftOut = new LeftOut(tree.entries().size() - images.size(), 0, images.size() - train.size(), 0);
        return new Layout(train, new TreeMap<>(NaturalOrder.INSTANCE), true, leftOut);
    }

    /** The same files, all of them for training. */
    Layout undivided() {
        SortedMap<String, Located> all = new TreeMap<>(NaturalOrder.INSTANCE);
        all.putAll(train);
        all.putAll(test);
        return new Layout(all, new TreeMap<>(NaturalOrder.INSTANCE), given, leftOut);
    }

    /** The files of a split, by item name in natural order. */
    SortedMap<String, Located> files(Split split) {
        return split == Split.TRAIN ? train : test;
    }

    private static List<Located> label(List<Entry> images) {
        List<Located> labeled = new ArrayList<>();
        for (Entry image : images) {
            int label = PhotoPath.label(image.path());
            if (label != PhotoPath.NONE) {
                // Cat/1.jpg and Dog/1.jpg are two images: the name gets the class as a prefix if it lacks one.
                boolean named = PhotoPath.named(image.path()) != PhotoPath.NONE;
                String name = named ? image.name() : DataSet.CLASSES.get(label) + "." + image.name();
                labeled.add(new Located(new Item(name, label), image));
            }
        }
        return labeled;
    }

    private static List<Located> breeds(List<Entry> images) {
        List<Located> labeled = new ArrayList<>();
        for (Entry image : images) {
            int label = PhotoPath.breed(image.path());
            if (label != PhotoPath.NONE) {
                labeled.add(new Located(new Item(image.name(), label), image));
            }
        }
        return labeled;
    }

    /** Each file under a name of its own; keeps the first of several with the same name and content. */
    private static SortedMap<String, Located> byName(Iterable<Located> files, FileTree tree) {
        SortedMap<String, Located> byName = new TreeMap<>(NaturalOrder.INSTANCE);
        UniqueNames names = new UniqueNames();
        for (Located file : files) {
            Entry entry = file.entry();
            names.add(file.item().name(), entry.size(), () -> tree.read(entry))
                    .ifPresent(name -> byName.put(
                            name, new Located(new Item(name, file.item().label()), entry)));
        }
        return byName;
    }

    /**
     * Moves {@code testFraction} of each class, rounded, to the test split: at least one file, unless the fraction is
     * 0.
     */
    private static void split(
            SortedMap<String, Located> all,
            double testFraction,
            long seed,
            SortedMap<String, Located> train,
            SortedMap<String, Located> test) {
        NumpyRandom random = new NumpyRandom(seed);
        for (int label = 0; label < DataSet.CLASSES.size(); label++) {
            int of = label;
            List<Located> files =
                    all.values().stream().filter(f -> f.item().label() == of).toList();
            int tested = (int) Math.round(files.size() * testFraction);
            if (testFraction > 0 && tested == 0 && files.size() > 1) {
                tested = 1;
            }
            int[] order = random.permutation(files.size());
            for (int i = 0; i < order.length; i++) {
                Located file = files.get(order[i]);
                (i < tested ? test : train).put(file.item().name(), file);
            }
        }
    }

    private static void requireBoth(String shown, Iterable<Located> files) throws DataSetException {
        int cats = 0;
        int dogs = 0;
        for (Located file : files) {
            if (file.item().label() == 0) {
                cats++;
            } else {
                dogs++;
            }
        }
        if (cats == 0 || dogs == 0) {
            throw new DataSetException(shown + " has " + count(cats, "cat") + " and " + count(dogs, "dog")
                    + (cats + dogs == 0
                            ? ": file names must start with cat or dog, or files must be in folders of that name"
                            : ""));
        }
    }

    private static String count(int n, String noun) {
        return (n == 0 ? "no " : n + " ") + noun + (n == 1 ? "" : "s");
    }
}
