package org.layerlab.page.photos.classes;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells the photos of some classes from others by the photos' names and sizes: the same after a reload, in any order, and
 * whatever the classes are called.
 */
final class ClassMarks {
    private final List<Integer> classes = new ArrayList<>();

    /** Adds a class without photos, which counts once it has some. */
    void begin() {
        classes.add(0);
    }

    /**
     * Adds a photo to the class that was begun last.
     *
     * @param bytes the size of its file
     */
    void add(String name, double bytes) {
        int last = classes.size() - 1;
        // A class with photos whose marks cancel out would look empty: that is one in four billion.
        classes.set(last, classes.get(last) + 31 * name.hashCode() + (int) bytes);
    }

    /** The marks of the classes that have photos, as a text. */
    @Override
    public String toString() {
        List<Integer> sorted = new ArrayList<>(classes);
        sorted.removeIf(mark -> mark == 0);
        sorted.sort(null);
        return sorted.toString();
    }
}
