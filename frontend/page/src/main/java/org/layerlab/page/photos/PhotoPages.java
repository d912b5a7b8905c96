package org.layerlab.page.photos;

import java.util.List;
import org.layerlab.network.text.Text;
import org.layerlab.page.parts.Origin;
import org.teavm.jso.JSBody;

/** The addresses of the photo pages, and which of them a link means that was made when they were one. */
public final class PhotoPages {
    public static final String TRAIN = "/photos/train";
    public static final String CLASSES = "/photos/classes";

    private PhotoPages() {}

    /**
     * The page that a fragment of {@code /photos} means; empty where it means that page itself.
     *
     * @param fragment with or without its {@code #}
     */
    public static String meant(String fragment) {
        String text = fragment.startsWith("#") ? fragment.substring(1) : fragment;
        switch (text) {
            case "train-form", "learned", "gallery-card" -> {
                return TRAIN;
            }
            case "classes-card" -> {
                return CLASSES;
            }
            default -> {
                // Pairs of keys and values.
            }
        }
        List<String> pairs = Text.split(text, '&');
        Origin origin = Origin.of(pairs);
        // A file that another page handed over has no id, and judges.
        boolean trains = origin.continued() || pairs.contains(Origin.FORKED);
        return trains && !origin.parent().isEmpty() ? TRAIN : "";
    }

    /** Goes on to another page, which replaces this one, with what the address asks of the program. */
    @JSBody(
            params = {"page", "fragment"},
            script = "location.replace(page + location.search + '#' + fragment);")
    public static native void go(String page, String fragment);
}
