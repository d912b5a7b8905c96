package org.layerlab.backend.server;

import io.nayuki.qrcodegen.QrCode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StoredModel;

/** A model's link as a QR code, to open it on a phone. */
final class QrCodeApi {
    /** Light modules on each side, as the standard requires. */
    private static final int QUIET = 4;

    private final ModelStore models;

    QrCodeApi(ModelStore models) {
        this.models = models;
    }

    void addTo(Routes routes) {
        routes.get("/api/models/:id/qr.svg", this::send);
    }

    private Future<Void> send(RoutingContext ctx) throws StoreException {
        StoredModel model = models.find(ctx.pathParam("id"));
        Origin origin = Forwarding.origin(ctx)
                .orElseThrow(() -> HttpProblem.badRequest("the request has no valid Host header"));
        QrCode code = QrCode.encodeText(origin + "/m/" + model.id(), QrCode.Ecc.MEDIUM);
        // The link contains the requested host, so shared caches must not keep it.
        return Content.of(svg(code).getBytes(StandardCharsets.UTF_8), MediaTypes.SVG)
                .send(ctx, 200, "private, no-cache");
    }

    /** Dark on light in every theme, as QR readers expect. */
    private static String svg(QrCode code) {
        int size = code.size + 2 * QUIET;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size
                + "\" shape-rendering=\"crispEdges\"><rect width=\"" + size + "\" height=\"" + size
                + "\" fill=\"#fff\"/><path d=\"" + path + "\"/></svg>";
    }
}
