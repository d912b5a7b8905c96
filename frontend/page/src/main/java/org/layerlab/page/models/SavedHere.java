package org.layerlab.page.models;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.Architecture;
import org.layerlab.page.browser.Kept;

/** The models that this browser saved, with the keys that manage them. */
final class SavedHere {
    private static final String TOKEN = "token.";
    private static final String LIST = "saved";

    private SavedHere() {}

    /** The key that manages a model, where this browser saved it; else an empty text. */
    static String token(String id) {
        String token = Kept.get(TOKEN + id);
        return token == null ? "" : token;
    }

    static void keep(String id, String token) {
        Kept.put(TOKEN + id, token);
        List<String> ids = new ArrayList<>(ids());
        ids.remove(id);
        ids.add(0, id);
        Kept.put(LIST, String.join(",", ids));
    }

    /** Forgets a model that is no more. */
    static void forget(String id) {
        Kept.remove(TOKEN + id);
        List<String> ids = new ArrayList<>(ids());
        ids.remove(id);
        Kept.put(LIST, String.join(",", ids));
    }

    /** The ids, last saved first. */
    static List<String> ids() {
        String list = Kept.get(LIST);
        return list == null || list.isEmpty() ? List.of() : Architecture.split(list, ',');
    }
}
