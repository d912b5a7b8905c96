package org.layerlab.backend.server;

import io.nayuki.qrcodegen.QrCode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import org.layerlab.backend.classroom.RoomCode;
import org.layerlab.backend.lesson.Lesson;
import org.layerlab.backend.lesson.Lessons;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StoredModel;

/** The link of a model, a lesson or a class as a QR code, to open it on a phone. */
final class QrCodeApi {
    /** Light modules on each side, as the standard requires. */
    private static final int QUIET = 4;

    private final ModelStore models;
    private final Lessons lessons;

    QrCodeApi(ModelStore models, Lessons lessons) {
        this.models = models;
        this.lessons = lessons;
    }

    void addTo(Routes routes) {
        routes.get("/api/models/:id/qr.svg", this::sendModel)
                .get("/api/lessons/:id/qr.svg", this::sendLesson)
                .get("/api/classes/:code/qr.svg", this::sendClass);
    }

    private Future<Void> sendModel(RoutingContext ctx) throws StoreException {
        StoredModel model = models.find(ctx.pathParam("id"));
        return send(ctx, "/m/" + model.id());
    }

    private Future<Void> sendLesson(RoutingContext ctx) {
        Lesson lesson = lessons.find(ctx.pathParam("id")).orElseThrow(() -> HttpProblem.notFound("no such lesson"));
        return send(ctx, "/learn/" + lesson.id());
    }

    /** Of every code, whether or not a class has it: codes can't be tried out here. */
    private Future<Void> sendClass(RoutingContext ctx) {
        String code = ctx.pathParam("code");
        if (!RoomCode.isOne(code)) {
            throw HttpProblem.notFound("no class has such a code");
        }
        return send(ctx, "/c/" + code);
    }

    private static Future<Void> send(RoutingContext ctx, String path) {
        Origin origin = Forwarding.origin(ctx)
                .orElseThrow(() -> HttpProblem.badRequest("the request has no valid Host header"));
        QrCode code = QrCode.encodeText(origin + path, QrCode.Ecc.MEDIUM);
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
