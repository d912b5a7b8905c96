package org.layerlab.page.photos.classes;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.files.GivenFile;

/** Files that came to a class at once and are read one after another. */
final class PhotoReading {
    final List<GivenFile> files;
    /** Whether a photo that is there already is told of; the camera's may well look the same. */
    final boolean choosy;
    /** Under which they are kept; null for those that are new, or not kept any more. */
    int @Nullable [] numbers;
    /** The file that is being read. */
    int index;
    /** Whether the class was emptied meanwhile, so that what is still read counts as removed, too. */
    boolean removed;

    PhotoReading(List<GivenFile> files, int @Nullable [] numbers, boolean choosy) {
        this.files = files;
        this.numbers = numbers;
        this.choosy = choosy;
    }

    /** Under which those are kept that are not read yet. */
    int[] unread() {
        int[] kept = numbers;
        return kept == null ? new int[0] : Arrays.copyOfRange(kept, index, kept.length);
    }

    /** Whether they are lost if the page is left now. */
    boolean isNew() {
        return numbers == null && !removed;
    }

    /** Whether they come one by one, from the camera. */
    boolean isFrame() {
        return numbers == null && !choosy;
    }
}
