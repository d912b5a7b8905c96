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
 * Several folders and zips, and the drawings, as one data set. A photo with the same name and content as an earlier one is
 * left out, so that no test photo is trained on. A photo with only the same name gets a new one.
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
        UniqueNames names = new UniqueNames();
        int same = 0;
        for (DataSetPart part : parts) {
            // Test photos first, so that a later source does not train on one.
            for (Split split : new Split[] {Split.TEST, Split.TRAIN}) {
                for (Item item : part.items(split)) {
                    String inside = item.name();
                    Optional<String> name =
                            names.add(inside, part.size(split, inside), () -> part.bytes(split, inside));
                    if (name.isPresent()) {
                        Item here = new Item(name.get(), item.label());
                        places(split).put(name.get(), new Place(part, here, inside));
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
