package org.layerlab.page.photos.classes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/**
 * What there is to tell of files that came together: why some were left out, a sentence for each reason with how many
 * files it is of, and which of them another class has, too.
 */
final class Refusals {
    private final Map<String, List<String>> kinds = new LinkedHashMap<>();

    private final List<String> also = new ArrayList<>();
    private boolean full;

    /** Starts over. */
    void clear() {
        kinds.clear();
        also.clear();
        full = false;
    }

    /** There was no room for the rest. */
    void noRoom() {
        full = true;
    }

    /** A file was taken that is also in that class; in none where its name is empty. */
    void also(String file, String other) {
        if (!other.isEmpty()) {
            also.add(Texts.of("{0} is also in “{1}”.", file, other));
        }
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

    /** A sentence for each reason, of a single file the reason alone; none where there is nothing to tell. */
    List<String> told() {
        List<String> told = new ArrayList<>();
        for (List<String> reasons : kinds.values()) {
            String first = reasons.get(0);
            if (reasons.size() > 1) {
                told.add(Texts.of("{0} files were left out: {1} …", NumberFormat.grouped(reasons.size()), first));
            } else if (kinds.size() > 1 || full || !also.isEmpty()) {
                told.add(Texts.of("1 file was left out: {0}", first.endsWith(".") ? first : first + "."));
            } else {
                told.add(first);
            }
        }
        if (also.size() > 1) {
            told.add(Texts.of(
                    "{0} of these photos are in another class, too. {1}",
                    NumberFormat.grouped(also.size()), also.get(0)));
        } else {
            told.addAll(also);
        }
        if (full) {
            told.add(Texts.of("There is no room for more photos; the rest were left out."));
        }
        return told;
    }
}
