package org.layerlab.page.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;

/**
 * What a class handed in. The teacher's browser keeps it, because a server that is restarted does not, and a class that
 * has ended has no server.
 */
final class HandedIn {
    /** Where this browser keeps it. */
    static final String KEPT = "class.handed";

    /** Five models of 40 pupils; the oldest go first. */
    static final int MOST = 200;

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_MODEL = 64;

    /** A saved model, with the name of the pupil who handed it in. */
    record One(String name, String model) {}

    /** Names by models, in the order in which they came. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private boolean isNew;

    HandedIn() {}

    /** Adds a model, once; it has the latest name of its pupil. */
    void add(String model, String name) {
        if (isModel(model) && name.length() <= LONGEST_NAME && !name.equals(names.put(model, name))) {
            isNew = true;
            if (names.size() > MOST) {
                names.remove(names.keySet().iterator().next());
            }
        }
    }

    /** Its pupil was removed from the class. */
    void remove(String model) {
        isNew |= names.remove(model) != null;
    }

    /** Another class begins. */
    void clear() {
        names.clear();
        isNew = true;
    }

    /** Whether there is something else to keep than at the last call. */
    boolean isNew() {
        boolean was = isNew;
        isNew = false;
        return was;
    }

    List<One> list() {
        List<One> all = new ArrayList<>();
        names.forEach((model, name) -> all.add(new One(name, model)));
        return all;
    }

    /**
     * A line for each: name and address, with a tab between them.
     *
     * @param origin of the addresses
     */
    String lines(String origin) {
        StringBuilder lines = new StringBuilder();
        names.forEach((model, name) -> lines.append(name)
                .append('\t')
                .append(origin)
                .append("/m/")
                .append(model)
                .append('\n'));
        return lines.toString();
    }

    /** What {@link #recall} reads: a line for each. */
    String kept() {
        StringBuilder kept = new StringBuilder();
        names.forEach((model, name) ->
                kept.append(model).append(' ').append(name.replace('\n', ' ')).append('\n'));
        return kept.toString();
    }

    /** Adds what was kept. */
    void recall(@Nullable String kept) {
        List<String> lines = Text.split(String.valueOf(kept), '\n');
        for (String line : lines) {
            int space = line.indexOf(' ');
            if (space > 0) {
                add(line.substring(0, space), line.substring(space + 1));
            }
        }
    }

    private static boolean isModel(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
                return false;
            }
        }
        return !id.isEmpty() && id.length() <= LONGEST_MODEL;
    }
}
