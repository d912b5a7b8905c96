package org.layerlab.page.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;

/** The pairs {@code KEY=VALUE} of a link's fragment. It notes which of them were asked for, and what was wrong. */
final class LinkPairs {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** How a value is read; wrong ones are refused by an {@code IllegalArgumentException}. */
    interface Parser {
        void parse(String text);
    }

    /** Those of a fragment, with or without a leading '#'; of a key that comes twice the last one counts. */
    LinkPairs(String fragment) {
        String text = fragment.startsWith("#") ? fragment.substring(1) : fragment;
        for (String pair : Text.split(text, '&')) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        pair.substring(0, equals),
                        pair.substring(equals + 1)
                                .replace("%2C", ",")
                                .replace("%2c", ",")
                                .trim());
            }
        }
    }

    /** Adds the pairs of another fragment whose keys are missing here. */
    void suppose(String fragment) {
        new LinkPairs(fragment).values.forEach(values::putIfAbsent);
    }

    /** The value of a key; null where the link is silent. */
    @Nullable
    String get(String key) {
        return values.get(key);
    }

    /** Gives another value to a key. */
    void put(String key, String value) {
        values.put(key, value);
    }

    /** Reads the value of a key where there is one. */
    void read(String key, Parser parser) {
        known.add(key);
        String text = values.get(key);
        if (text != null) {
            try {
                parser.parse(text);
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
    }

    /** What was wrong with the values that were read. */
    List<String> problems() {
        return problems;
    }

    /** The pairs that were not read. */
    List<String> others() {
        List<String> others = new ArrayList<>();
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                others.add(key + "=" + value);
            }
        });
        return others;
    }
}
