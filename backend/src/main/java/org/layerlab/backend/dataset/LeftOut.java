package org.layerlab.backend.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * The number of files of a folder or zip that are not in the data set, by reason.
 *
 * @param notImages files without the ending of an image
 * @param unlabeled images whose name and folder say neither cat nor dog, or that are outside the splits of a data set
 *     that has them
 * @param duplicates files with the name and the content of another one
 * @param unsafe links that lead out of the folder, to a folder or nowhere, and names that lead out of the zip; not followed
 */
public record LeftOut(int notImages, int unlabeled, int duplicates, int unsafe) {
    public static final LeftOut NOTHING = new LeftOut(0, 0, 0, 0);

    public int total() {
        return notImages + unlabeled + duplicates + unsafe;
    }

    LeftOut plus(LeftOut other) {
        return new LeftOut(
                notImages + other.notImages,
                unlabeled + other.unlabeled,
                duplicates + other.duplicates,
                unsafe + other.unsafe);
    }

    /** {@code "3 non-images, 1 duplicate"}; {@code "nothing"} when no file was left out. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, notImages, "non-image", "non-images");
        add(parts, unlabeled, "unlabeled image", "unlabeled images");
        add(parts, duplicates, "duplicate", "duplicates");
        add(parts, unsafe, "unsafe path", "unsafe paths");
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String one, String many) {
        if (count > 0) {
            parts.add(count + " " + (count == 1 ? one : many));
        }
    }
}
