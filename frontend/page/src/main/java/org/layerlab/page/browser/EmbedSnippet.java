package org.layerlab.page.browser;

import org.teavm.jso.JSBody;

/** The lines of HTML that put a part of this site into a page elsewhere; {@code embed.js} defines the elements. */
public final class EmbedSnippet {
    private EmbedSnippet() {}

    /**
     * The place to try a model.
     *
     * @param path of the model's page
     */
    public static String classifier(String path) {
        return script() + "<layerlab-classifier src=\"" + origin() + path + "\"></layerlab-classifier>";
    }

    /**
     * A playground.
     *
     * @param settings as in a link's fragment
     */
    public static String playground(String settings) {
        return script() + "<layerlab-playground settings=\"" + settings + "\"></layerlab-playground>";
    }

    private static String script() {
        return "<script src=\"" + origin() + "/embed.js\"></script> ";
    }

    @JSBody(script = "return location.origin;")
    private static native String origin();
}
