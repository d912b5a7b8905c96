package org.layerlab.network.text;

import java.util.ArrayList;
import java.util.List;

/** Operations on text that the page can afford. */
public final class Text {
    private Text() {}

    /**
     * The parts of a text between separators; empty parts count. ({@link String#split} brings all of the regular
     * expressions into the page: a seventh of its code.)
     */
    public static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            parts.add(text.substring(from, to));
            from = to + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }
}
