package org.layerlab.backend.dataset;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Some of the drawings; the last of a split comes only once the gate is open, so that it takes as long to prepare as a test
 * wants. The others come at once, since pages show them.
 */
public final class GatedDataSet implements DataSet {
    /** Each so many-th drawing is in it. */
    private static final int EVERY = 20;

    private final DataSet drawings = DataSets.drawings();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final String id;

    /**
     * A closed one.
     *
     * @param id another one for each, since what was prepared is kept by it
     */
    public GatedDataSet(String id) {
        this.id = id;
    }

    /** Lets the last file come. */
    public void open() {
        gate.countDown();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return id;
    }

    @Override
    public String source() {
        return drawings.source();
    }

    @Override
    public String licence() {
        return drawings.licence();
    }

    @Override
    public List<Item> items(Split split) {
        List<Item> all = drawings.items(split);
        return all.stream().filter(item -> all.indexOf(item) % EVERY == 0).toList();
    }

    @Override
    public Optional<Item> item(Split split, String name) {
        return items(split).stream().filter(item -> item.name().equals(name)).findFirst();
    }

    @Override
    public byte[] bytes(Split split, String name) throws DataSetException {
        List<Item> items = items(split);
        try {
            if (items.get(items.size() - 1).name().equals(name)) {
                gate.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataSetException(name + " was interrupted", e);
        }
        return drawings.bytes(split, name);
    }

    @Override
    public String fingerprint(Split split) {
        return new Fingerprint().add(id).add(split.id()).hex();
    }
}
