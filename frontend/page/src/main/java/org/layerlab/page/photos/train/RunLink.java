package org.layerlab.page.photos.train;

import java.util.List;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.parts.Origin;

/** What the page's link says of where its run comes from. */
final class RunLink {
    private RunLink() {}

    /** The pairs of the link. */
    static List<String> pairs() {
        return Text.split(Dom.hash().replace("#", ""), '&');
    }

    /** The saved model whose recipe the form begins with, by the link; empty where it names none. */
    static String forked() {
        List<String> pairs = pairs();
        return pairs.contains(Origin.FORKED) ? Origin.of(pairs).parent() : "";
    }

    /**
     * A run trains in this tab: from now on, the link only names the saved model that it continues as its parent. A reload
     * then offers what this browser keeps of the run, instead of the saved state again.
     */
    static void trains() {
        List<String> pairs = pairs();
        List<String> left = Origin.restarted(pairs);
        if (!left.equals(pairs)) {
            Dom.replaceHash(String.join("&", left));
        }
    }

    /**
     * A run that this browser keeps goes on in this tab: the id of the saved model that it continues, empty where there is
     * none. A saved run that the link brings and nobody has continued is not that one.
     */
    static String resumes() {
        List<String> pairs = pairs();
        if (Origin.of(pairs).continued()) {
            Dom.replaceHash(String.join("&", Origin.without(pairs)));
        }
        return parentOf(pairs);
    }

    /** The model that a run which was kept continues, by the pairs of a link. */
    static String parentOf(List<String> pairs) {
        Origin origin = Origin.of(pairs);
        return origin.continued() || pairs.contains(Origin.FORKED) ? "" : origin.parent();
    }
}
