package org.layerlab.page.parts;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.FileHandoff;

/**
 * Where a run comes from, as its link tells it: {@code continue=ID} takes a saved model up where it stopped, {@code
 * parent=ID} only names it as the model that this one was forked from. The id {@code file} stands for the file that
 * another page in this tab handed over.
 *
 * @param id of a saved model, or {@code file}; empty where the run comes from nowhere
 * @param continued whether it resumes
 */
public record Origin(String id, boolean continued) {
    /** A run of its own. */
    public static final Origin NONE = new Origin("", false);

    /** Beside a parent, on the page of photos: the form begins with its recipe and the next seed. */
    public static final String FORKED = "fork=true";

    private static final String FILE = "file";
    private static final String CONTINUE = "continue=";
    private static final String PARENT = "parent=";
    private static final int MAX_ID = 64;

    /** What the pairs of a link say; an id that no model can have says nothing. */
    public static Origin of(List<String> pairs) {
        for (String key : new String[] {CONTINUE, PARENT}) {
            for (String pair : pairs) {
                if (pair.startsWith(key) && isId(pair.substring(key.length()))) {
                    return new Origin(pair.substring(key.length()), key.equals(CONTINUE));
                }
            }
        }
        return NONE;
    }

    /** Whether a text of a link can be the id of a saved model. */
    public static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_ID;
    }

    /** The pairs of a link after its run restarted from initial weights, and so no longer continues a saved one. */
    public static List<String> restarted(List<String> pairs) {
        List<String> left = new ArrayList<>();
        for (String pair : pairs) {
            if (!pair.startsWith(CONTINUE)) {
                left.add(pair);
            } else if (!pair.equals(CONTINUE + FILE) && isId(pair.substring(CONTINUE.length()))) {
                left.add(PARENT + pair.substring(CONTINUE.length()));
            }
        }
        return left;
    }

    /** The pairs of a link whose run comes from elsewhere now. */
    public static List<String> without(List<String> pairs) {
        List<String> left = new ArrayList<>();
        for (String pair : pairs) {
            if (!pair.startsWith(CONTINUE) && !pair.startsWith(PARENT)) {
                left.add(pair);
            }
        }
        return left;
    }

    /** The pair of a link that takes the model of that id up. */
    public static String continues(String id) {
        return CONTINUE + id;
    }

    /** The pair of a link whose run is forked from the model of that id. */
    public static String forks(String id) {
        return PARENT + id;
    }

    /** The pair of a link that resumes the file that was handed over. */
    public static String continuesFile() {
        return CONTINUE + FILE;
    }

    /** The id that a saved card may name as its parent; empty where there is none. */
    public String parent() {
        return id.equals(FILE) ? "" : id;
    }

    /**
     * Brings the file of the model whose training resumes.
     *
     * @param status says that the server wants it to wait
     */
    public void load(Status status, Http.BytesAnswer answer, Http.TextAnswer failed) {
        if (id.equals(FILE)) {
            FileHandoff.take(
                    answer, () -> failed.got(Texts.of("The file that was dropped here is gone. Drop it again.")));
        } else {
            Http.getBytes(
                    "/api/models/" + id + "/parameters.safetensors",
                    (received, total) -> {},
                    status::waiting,
                    bytes -> {
                        status.arrived();
                        answer.got(bytes);
                    },
                    failed);
        }
    }
}
