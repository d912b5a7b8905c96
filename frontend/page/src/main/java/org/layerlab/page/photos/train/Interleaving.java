package org.layerlab.page.photos.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Two lists shown as one, whose members come in turns as long as both have some.
 *
 * @param first how many the first list has, which begins
 * @param second how many the second has
 */
record Interleaving(int first, int second) {
    /** How many there are in all. */
    int total() {
        return first + second;
    }

    /** How many of the first list are among so many of the whole. */
    int ofFirst(int count) {
        int all = Math.min(count, total());
        return Math.min(first, Math.max((all + 1) / 2, all - second));
    }

    /** How many of the second list are among so many of the whole. */
    int ofSecond(int count) {
        return Math.min(count, total()) - ofFirst(count);
    }

    /**
     * A part of the whole.
     *
     * @param from how many come before it
     * @param most of its members
     * @param firsts members of the first list, from that on which is next
     * @param seconds the same of the second
     */
    <T> List<T> part(int from, int most, List<T> firsts, List<T> seconds) {
        List<T> part = new ArrayList<>();
        for (int i = from; i < Math.min(from + most, total()); i++) {
            boolean isFirst = ofFirst(i + 1) > ofFirst(i);
            List<T> source = isFirst ? firsts : seconds;
            int at = isFirst ? ofFirst(i) - ofFirst(from) : ofSecond(i) - ofSecond(from);
            if (at < source.size()) {
                part.add(source.get(at));
            }
        }
        return part;
    }
}
