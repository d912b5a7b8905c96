package org.layerlab.backend.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.layerlab.backend.dataset.drawing.CatDogDrawing;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.backend.photo.Png;

/**
 * Cats and dogs drawn by {@link CatDogDrawing}, half and half: 1,000 for training, 200 for testing. Each is drawn on
 * first use and kept in memory: all of them take 30 MB.
 */
final class DrawnDataSet implements DataSetPart {
    /** Increase it when a seed gives other drawings than before: that invalidates photos prepared from them. */
    private static final int VERSION = 1;

    private static final int TRAIN_OF_EACH = 500;
    private static final int TEST_OF_EACH = 100;

    private final long seed;
    private final List<Item> train;
    private final List<Item> test;
    private final Map<String, Drawing> drawings = new HashMap<>();
    private final ConcurrentHashMap<String, byte[]> drawn = new ConcurrentHashMap<>();

    /** One picture. Numbers continue from the training split to the test split, so that no two pictures are alike. */
    private record Drawing(Split split, Item item, int number) {}

    DrawnDataSet(long seed) {
        this(seed, TEST_OF_EACH);
    }

    /** Those for training alone, which are all but the first's test split. */
    static DrawnDataSet forTraining(long seed) {
        return new DrawnDataSet(seed, 0);
    }

    private DrawnDataSet(long seed, int testOfEach) {
        this.seed = seed;
        List<Item> toLearn = new ArrayList<>();
        List<Item> toTest = new ArrayList<>();
        for (int label = 0; label < CLASSES.size(); label++) {
            for (int number = 1; number <= TRAIN_OF_EACH + testOfEach; number++) {
                Item item = new Item(CLASSES.get(label) + "." + number + ".png", label);
                Split split = number <= TRAIN_OF_EACH ? Split.TRAIN : Split.TEST;
                (split == Split.TRAIN ? toLearn : toTest).add(item);
                drawings.put(item.name(), new Drawing(split, item, number));
            }
        }
        train = List.copyOf(toLearn);
        test = List.copyOf(toTest);
    }

    @Override
    public String id() {
        return "drawings";
    }

    @Override
    public String name() {
        return "Drawn cats and dogs";
    }

    @Override
    public String shortName() {
        return id();
    }

    @Override
    public long size(Split split, String name) {
        return -1;
    }

    @Override
    public String source() {
        return "drawn by LayerLab's generator, seed " + seed;
    }

    @Override
    public String licence() {
        return "CC0-1.0";
    }

    @Override
    public List<Item> items(Split split) {
        return split == Split.TRAIN ? train : test;
    }

    @Override
    public Optional<Item> item(Split split, String name) {
        return drawing(split, name).map(Drawing::item);
    }

    private Optional<Drawing> drawing(Split split, String name) {
        return Optional.ofNullable(drawings.get(name)).filter(drawing -> drawing.split() == split);
    }

    @Override
    public byte[] bytes(Split split, String name) throws DataSetException {
        Drawing drawing = drawing(split, name)
                .orElseThrow(() ->
                        new DataSetException("data set " + id() + " has no " + split.id() + " image '" + name + "'"));
        return drawn.computeIfAbsent(name, key -> draw(drawing)).clone();
    }

    private byte[] draw(Drawing drawing) {
        int label = drawing.item().label();
        long ofThis = (seed * CLASSES.size() + label) * 1_000_003 + drawing.number();
        return Png.bytes(CatDogDrawing.draw(label == 1, ofThis));
    }

    @Override
    public String fingerprint(Split split) {
        return new Fingerprint()
                .add(id())
                .add(PhotoDecoder.VERSION)
                .add(VERSION)
                .add(seed)
                .add(split.id())
                .hex();
    }
}
