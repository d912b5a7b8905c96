package org.layerlab.page.photos.classes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/** Why some of the files that came together were left out: a sentence for each reason, with how many files it is of. */
final class Refusals {
    private final Map<String, List<String>> kinds = new LinkedHashMap<>();

    /** Begins anew. */
    void clear() {
        kinds.clear();
    }

    /**
     * A file was left out.
     *
     * @param why names it, in the reader's language
     */
    void add(String file, String why) {
        kinds.computeIfAbsent(kind(file, why), kind -> new ArrayList<>()).add(why);
    }

    /** What is left of a reason without the file's name and its figures. */
    private static String kind(String file, String why) {
        StringBuilder kind = new StringBuilder();
        for (char c : why.replace(file, "").toCharArray()) {
            if (c < '.' || c > '9') {
                kind.append(c);
            }
        }
        return kind.toString();
    }

    /** The reason of a single file, or a sentence for each reason; empty where no file was left out. */
    String told() {
        List<String> told = new ArrayList<>();
        for (List<String> reasons : kinds.values()) {
            String first = reasons.get(0);
            if (reasons.size() > 1) {
                told.add(Texts.of("{0} files were left out: {1} …", NumberFormat.grouped(reasons.size()), first));
            } else if (kinds.size() > 1) {
                told.add(Texts.of("1 file was left out: {0}", first.endsWith(".") ? first : first + "."));
            } else {
                told.add(first);
            }
        }
        return String.join(" ", told);
    }
}
