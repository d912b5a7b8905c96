package org.layerlab.page.photos.classes;

import java.util.List;

/** The names of a person's own classes. */
final class ClassNames {
    /** The longest one that the form allows. */
    static final int LONGEST = 40;

    private ClassNames() {}

    /** The first name that an earlier one reads like, in upper or lower case; empty where all differ. */
    static String twice(List<String> names) {
        for (int i = 1; i < names.size(); i++) {
            for (String earlier : names.subList(0, i)) {
                if (earlier.equalsIgnoreCase(names.get(i))) {
                    return names.get(i);
                }
            }
        }
        return "";
    }
}
