package org.layerlab.backend.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * How many files of a folder or zip are not in the data set, by reason.
 *
 * @param notImages files whose ending is not that of an image
 * @param unlabelled images that neither their name nor their folder calls a cat or a dog, or that are in neither
 *     split of a data set with splits
 * @param duplicates further files of a name that is taken already
 * @param unsafe links and names that lead out of the folder or zip; they are never followed
 */
public record LeftOut(int notImages, int unlabelled, int duplicates, int unsafe) {
    public static final LeftOut NOTHING = new LeftOut(0, 0, 0, 0);

    public int total() {
        return notImages + unlabelled + duplicates + unsafe;
    }

    LeftOut plus(LeftOut other) {
        return new LeftOut(
                notImages + other.notImages,
                unlabelled + other.unlabelled,
                duplicates + other.duplicates,
                unsafe + other.unsafe);
    }

    /** {@code "3 not images, 1 duplicate"}; {@code "nothing"} when everything was taken. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, notImages, "not an image", "not images");
        add(parts, unlabelled, "without a label", "without a label");
        add(parts, duplicates, "duplicate", "duplicates");
        add(parts, unsafe, "that leads outside", "that lead outside");
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String one, String many) {
        if (count > 0) {
            parts.add(count + " " + (count == 1 ? one : many));
        }
    }
}
