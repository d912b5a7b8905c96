package org.layerlab.page.live;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.LocalStore;

/**
 * The classes that a teacher removed this browser from. A class bars a secret, so a browser that keeps the secret stays out
 * of it: after a reload, in another tab, with another name.
 */
final class Barred {
    /** Where this browser keeps them: a line for each, {@code code secret at}. */
    static final String KEPT = "class.removed";

    private Barred() {}

    /** The secret that the class with this code bars; empty where it bars none of this browser's. */
    static String secret(String code) {
        String kept = LocalStore.get(KEPT);
        String present = without("", kept, DayClock.now());
        if (kept != null && !kept.equals(present)) {
            store(present);
        }
        return secret(code, present);
    }

    /** Keeps that the class bars this secret. */
    static void keep(String code, String secret) {
        double now = DayClock.now();
        store(without(code, LocalStore.get(KEPT), now) + line(code, secret, now));
    }

    /** Forgets it: the class with this code let the browser in. */
    static void forget(String code) {
        String kept = LocalStore.get(KEPT);
        if (kept != null) {
            store(without(code, kept, DayClock.now()));
        }
    }

    private static void store(String lines) {
        if (lines.isEmpty()) {
            LocalStore.remove(KEPT);
        } else {
            LocalStore.put(KEPT, lines);
        }
    }

    static String line(String code, String secret, double now) {
        return code + " " + secret + " " + (long) now + "\n";
    }

    /** Those of other classes that may still be there. */
    static String without(String code, @Nullable String kept, double now) {
        StringBuilder lines = new StringBuilder();
        for (List<String> words : read(kept)) {
            if (!words.get(0).equals(code) && now - Double.parseDouble(words.get(2)) <= KeptSeat.LONGEST) {
                lines.append(String.join(" ", words)).append('\n');
            }
        }
        return lines.toString();
    }

    static String secret(String code, String kept) {
        for (List<String> words : read(kept)) {
            if (words.get(0).equals(code)) {
                return words.get(1);
            }
        }
        return "";
    }

    /** The three words of each line; what is no such line is left out. */
    private static List<List<String>> read(@Nullable String kept) {
        List<List<String>> all = new ArrayList<>();
        for (String line : Text.split(kept == null ? "" : kept, '\n')) {
            List<String> words = Text.split(line, ' ');
            if (words.size() == 3 && !words.get(1).isEmpty() && KeptSeat.isNumber(words.get(2))) {
                all.add(words);
            }
        }
        return all;
    }
}
