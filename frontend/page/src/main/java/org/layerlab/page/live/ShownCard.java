package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;

/**
 * The network that the teacher shows, over what the pupil does. Folded, it is a bar above that, and covers nothing, until
 * another network is shown.
 */
final class ShownCard {
    /** Whose network is shown; 0 for nobody's. */
    private int shown;

    private boolean folded;
    private boolean mine;

    /** Hears its button from now on. */
    void bind() {
        Dom.on("shown-fold", "click", event -> {
            folded = !folded;
            lay();
        });
    }

    /**
     * Shows a network.
     *
     * @param network null where none is shown
     * @param isMine whether it is this pupil's, who has it on the screen already
     * @param isAllowed whether the pupil still lets the class see it, if it is this pupil's
     */
    void show(@Nullable JsonObject network, boolean isMine, boolean isAllowed) {
        Dom.show("live-shown", network != null && (!isMine || isAllowed));
        int id = network == null ? 0 : network.getInt("id", 0);
        folded &= id == shown;
        shown = id;
        if (network != null) {
            mine = isMine;
            Run run = Run.of(network);
            Dom.text(
                    "shown-name", isMine ? Texts.of("The class sees your network.") : CardText.string(network, "name"));
            Dom.text("shown-line", run.line());
            Dom.text("shown-layers", run.layersLine());
            Dom.show("stop-mine", isMine);
            Picture.paint(Dom.canvas("shown-picture"), run.picture());
            lay();
        }
    }

    private void lay() {
        Dom.byId("live-shown").setAttribute("data-folded", String.valueOf(folded));
        Dom.show("shown-network", !mine && !folded);
        Dom.text("shown-fold", folded ? Texts.of("Unfold") : Texts.of("Fold"));
    }
}
