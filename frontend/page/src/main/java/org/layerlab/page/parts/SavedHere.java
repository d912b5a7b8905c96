package org.layerlab.page.parts;

import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.LocalStore;
import org.layerlab.page.browser.RandomToken;
import org.layerlab.page.settings.CardText;

/** The models that this browser saved, with the keys that manage them. */
public final class SavedHere {
    private static final String TOKEN = "token.";
    private static final String LIST = "saved";
    private static final String PENDING = "saving";

    /** The key of a save that has no answer yet, also where this browser keeps nothing. */
    private static String pending = "";

    /** The keys that this page has seen, also where this browser keeps nothing. */
    private static final Map<String, String> SEEN = new HashMap<>();

    private SavedHere() {}

    /**
     * The key to save a model with. The same until an answer comes: whoever saves again because the answer was lost
     * gets the same right.
     */
    public static String newKey() {
        if (pending.isEmpty()) {
            String kept = LocalStore.get(PENDING);
            pending = kept == null ? RandomToken.make() : kept;
            LocalStore.put(PENDING, pending);
        }
        return pending;
    }

    /** The key that manages a model, where this page has it or this browser keeps it; else an empty text. */
    public static String token(String id) {
        String seen = SEEN.get(id);
        String token = seen == null ? LocalStore.get(TOKEN + id) : seen;
        return token == null ? "" : token;
    }

    /** Whether this browser keeps the key for other pages and visits. */
    public static boolean isKept(String id) {
        return token(id).equals(LocalStore.get(TOKEN + id));
    }

    /** Keeps the key in the server's answer to a save, where it gives one, and tells the id of what was saved. */
    public static String keep(JsonObject answer) {
        String id = CardText.string(answer, "id");
        String token = CardText.string(answer, "manageToken");
        pending = "";
        LocalStore.remove(PENDING);
        if (!token.isEmpty()) {
            keep(id, token);
        }
        return id;
    }

    /** Keeps the key that manages a model, as far as this browser keeps anything. */
    public static void keep(String id, String token) {
        SEEN.put(id, token);
        LocalStore.put(TOKEN + id, token);
        List<String> ids = new ArrayList<>(ids());
        ids.remove(id);
        ids.add(0, id);
        LocalStore.put(LIST, String.join(",", ids));
    }

    /** Forgets a model that no longer exists. */
    public static void forget(String id) {
        SEEN.remove(id);
        LocalStore.remove(TOKEN + id);
        List<String> ids = new ArrayList<>(ids());
        ids.remove(id);
        LocalStore.put(LIST, String.join(",", ids));
    }

    /** The ids, last saved first. */
    public static List<String> ids() {
        String list = LocalStore.get(LIST);
        return list == null || list.isEmpty() ? List.of() : Text.split(list, ',');
    }
}
