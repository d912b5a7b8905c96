package org.layerlab.backend.dataset;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Several folders and zips, and the drawings, as one data set. A photo with the same name and size as an earlier one counts as the same
 * photo and is left out, so that no test photo is trained on. A photo with only the same name gets a new one.
 */
final class JoinedDataSet implements DataSet {
    private final String id;
    private final List<DataSetPart> parts;
    private final Map<Split, SortedMap<String, Place>> places = new EnumMap<>(Split.class);
    private final Map<Split, List<Item>> items = new EnumMap<>(Split.class);
    private final int duplicates;

    /** The part that an item is in, and its name there. */
    private record Place(DataSetPart part, Item item, String inside) {}

    /** Takes ownership of the parts and closes them. */
    JoinedDataSet(String id, List<DataSetPart> parts) {
        this.id = id;
        this.parts = List.copyOf(parts);
        for (Split split : Split.values()) {
            places.put(split, new TreeMap<>(NaturalOrder.INSTANCE));
        }
        Map<String, Long> sizes = new TreeMap<>();
        int same = 0;
        for (DataSetPart part : parts) {
            // Test photos first, so that a later source does not train on one.
            for (Split split : new Split[] {Split.TEST, Split.TRAIN}) {
                for (Item item : part.items(split)) {
                    long size = part.size(split, item.name());
                    String name = item.name();
                    for (int n = 2; sizes.getOrDefault(name, size) != size; n++) {
                        name = numbered(item.name(), n);
                    }
                    if (sizes.putIfAbsent(name, size) == null) {
                        Item here = new Item(name, item.label());
                        places(split).put(name, new Place(part, here, item.name()));
                    } else {
                        same++;
                    }
                }
            }
        }
        duplicates = same;
        places.forEach((split, found) ->
                items.put(split, found.values().stream().map(Place::item).toList()));
    }

    /** {@code cat.1.jpg} as {@code cat.1-2.jpg}. */
    private static String numbered(String name, int n) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "-" + n + name.substring(dot);
    }

    private SortedMap<String, Place> places(Split split) {
        return Objects.requireNonNull(places.get(split));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return "Cats and dogs of " + parts.stream().map(DataSetPart::shortName).collect(Collectors.joining(", "));
    }

    @Override
    public String source() {
        return parts.stream().map(DataSet::source).collect(Collectors.joining(", "));
    }

    @Override
    public String licence() {
        return "not stated";
    }

    @Override
    public List<Item> items(Split split) {
        return Objects.requireNonNull(items.get(split));
    }

    @Override
    public Optional<Item> item(Split split, String name) {
        return Optional.ofNullable(places(split).get(name)).map(Place::item);
    }

    @Override
    public byte[] bytes(Split split, String name) throws DataSetException {
        Place place = places(split).get(name);
        if (place == null) {
            throw new DataSetException("data set " + id + " has no " + split.id() + " image '" + name + "'");
        }
        return place.part().bytes(split, place.inside());
    }

    @Override
    public String fingerprint(Split split) {
        Fingerprint fingerprint = new Fingerprint().add(id);
        for (DataSetPart part : parts) {
            fingerprint.add(part.fingerprint(split));
        }
        // Which photos are left out depends on the other split too.
        return fingerprint.add(items(split).size()).hex();
    }

    @Override
    public LeftOut leftOut() {
        LeftOut all = new LeftOut(0, 0, duplicates, 0);
        for (DataSetPart part : parts) {
            all = all.plus(part.leftOut());
        }
        return all;
    }

    @Override
    public void close() {
        parts.forEach(DataSetPart::close);
    }

    @Override
    public String toString() {
        return id + " (" + source() + ")";
    }
}
