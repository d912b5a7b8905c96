package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.layerlab.backend.preview.PreviewPicture;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.backend.server.Downloads.Description;
import org.layerlab.backend.store.FileCache;
import org.layerlab.backend.store.ModelFormat;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StoredModel;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;

/** Downloads of a saved model: its parameters in every format, its preview, a script that trains it. */
final class ModelFilesApi {
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String REVALIDATE = "no-cache";

    private final ModelStore models;
    private final NumpyScript script;
    private final WorkerExecutor worker;

    /**
     * @param worker converts one model at a time: each may take hundreds of megabytes
     */
    ModelFilesApi(ModelStore models, NumpyScript script, WorkerExecutor worker) {
        this.models = models;
        this.script = script;
        this.worker = worker;
    }

    void addTo(Routes routes) {
        for (ModelFormat format : ModelFormat.values()) {
            routes.get("/api/models/:id/parameters." + format.ending(), ctx -> parameters(ctx, format));
        }
        routes.get("/api/models/:id/preview.png", this::preview).get("/api/models/:id/run.py", this::script);
    }

    private Future<Void> parameters(RoutingContext ctx, ModelFormat format) {
        StoredModel model;
        Optional<FileCache.Cached> ready;
        try {
            model = models.find(ctx.pathParam("id"));
            ready = models.readyFile(model.id(), format);
        } catch (StoreException e) {
            return Future.failedFuture(e);
        }
        Description file = new Description(
                etag(model, format.ending()),
                format.mediaType(),
                cacheControl(model),
                ModelApi.fileName(model) + "." + format.ending());
        return send(ctx, file, ready, () -> models.file(model.id(), format));
    }

    private Future<Void> preview(RoutingContext ctx) {
        StoredModel model;
        try {
            model = models.find(ctx.pathParam("id"));
        } catch (StoreException e) {
            return Future.failedFuture(e);
        }
        // Other sites embed it.
        ctx.response().putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        Description file = new Description(etag(model, "png"), "image/png", REVALIDATE, null);
        String name = ModelStore.derivedName(model.id(), "png");
        return send(
                ctx,
                file,
                models.cache().find(name),
                () -> models.cache().get(name, () -> PreviewPicture.png(ParameterFile.read(models.read(model.id())))));
    }

    private Future<Void> script(RoutingContext ctx) {
        return worker.executeBlocking(
                        () -> {
                            StoredModel.WithCard found = models.findWithCard(ctx.pathParam("id"));
                            String text = script.of(ModelCard.parse(found.card().toString()));
                            return new Script(found.model(), text.getBytes(StandardCharsets.UTF_8));
                        },
                        false)
                .recover(failure -> Future.failedFuture(
                        failure instanceof IllegalArgumentException
                                ? HttpProblem.notFound("this model has no script: " + failure.getMessage())
                                : failure))
                .compose(made -> {
                    Description file = new Description(
                            Validators.etag(Digests.sha256(made.text()).substring(0, 24)),
                            "text/x-python; charset=utf-8",
                            REVALIDATE,
                            ModelApi.fileName(made.model()) + ".py");
                    return Downloads.endIfKnown(ctx, file)
                            ? Future.succeededFuture()
                            : Downloads.send(ctx, made.text(), file);
                });
    }

    @SuppressWarnings("ArrayRecordComponent") // a file as it is sent
    private record Script(StoredModel model, byte[] text) {}

    private Future<Void> send(
            RoutingContext ctx, Description file, Optional<FileCache.Cached> ready, Callable<FileCache.Cached> maker) {
        if (Downloads.endIfKnown(ctx, file)) {
            return Future.succeededFuture();
        }
        Future<FileCache.Cached> found =
                ready.map(Future::succeededFuture).orElseGet(() -> worker.executeBlocking(maker, false));
        return found.compose(cached -> Downloads.send(ctx, cached.path(), cached.size(), file));
    }

    private static String etag(StoredModel model, String kind) {
        return Validators.etag(model.sha256().substring(0, 24) + "-" + kind);
    }

    /** A saved model's id is a hash of its content; the next version of the program may replace a bundled model. */
    private static String cacheControl(StoredModel model) {
        return model.bundled() ? REVALIDATE : FOREVER;
    }
}
