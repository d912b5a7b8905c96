package org.layerlab.page.photos.classes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.layerlab.network.data.PhotoPath;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;

/** The folders in which photos lie, after which classes are called. */
final class PhotoFolders {
    /** The longest name that the form allows. */
    private static final int LONGEST_NAME = 40;

    private PhotoFolders() {}

    /**
     * Which photos lie in which folder, by the folder's own name: those of {@code train/cats} and {@code test/cats} are in
     * one class. Files that are no photos are left out.
     *
     * @param paths with {@code /} between their parts
     * @return the photos' places in the list by folder, in the order in which folders come; those in none under ""
     */
    static Map<String, List<Integer>> of(List<String> paths) {
        Map<String, List<Integer>> folders = new LinkedHashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            String name = path.substring(path.lastIndexOf('/') + 1);
            int dot = name.lastIndexOf('.');
            if (dot > 0
                    && name.charAt(0) != '.'
                    && PhotoPath.ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))) {
                folders.computeIfAbsent(folder(path), folder -> new ArrayList<>())
                        .add(i);
            }
        }
        return folders;
    }

    /** The name of the one folder in which all these photos lie; empty where they lie in several, or in none. */
    static String only(JSArray<JSString> paths) {
        Map<String, List<Integer>> folders = of(strings(paths));
        return folders.size() == 1 ? folders.keySet().iterator().next() : "";
    }

    /** The paths as Java has them. */
    static List<String> strings(JSArray<JSString> paths) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < paths.getLength(); i++) {
            all.add(paths.get(i).stringValue());
        }
        return all;
    }

    /** The name of the folder in which a file lies, as far as a class can be called so; empty where it lies in none. */
    private static String folder(String path) {
        int end = path.lastIndexOf('/');
        String name = end < 0 ? "" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }
}
