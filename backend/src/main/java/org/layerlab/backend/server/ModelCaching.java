package org.layerlab.backend.server;

import io.vertx.ext.web.RoutingContext;
import org.layerlab.backend.store.StoredModel;

/**
 * How long caches may keep what belongs to a model. Only its link leads to an unlisted one: caches that others share must
 * not keep it, and search engines not show it.
 */
final class ModelCaching {
    private static final String YEAR = "max-age=31536000, immutable";

    private ModelCaching() {}

    /** For what the owner or the next version of the program may change: the card, the page, a picture, a script. */
    static String revalidate(StoredModel model) {
        return model.listed() ? "no-cache" : "private, no-cache";
    }

    /** For parameters. A saved model's id is a hash of them; the next version may replace a bundled model. */
    static String forever(StoredModel model) {
        return model.bundled() ? revalidate(model) : (model.listed() ? "public, " : "private, ") + YEAR;
    }

    static void keepFromSearch(RoutingContext ctx, StoredModel model) {
        if (!model.listed()) {
            ctx.response().putHeader("X-Robots-Tag", "noindex");
        }
    }
}
