package org.layerlab.backend.server;

import com.eclipsesource.json.JsonValue;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.server.Downloads.Description;
import org.layerlab.backend.store.FileCache;
import org.layerlab.backend.store.ModelFormat;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StoredModel;

/** Saved models: save, list, look at, download, delete. */
final class ModelApi {
    private static final int MAX_PAGE = 100;
    private static final int DEFAULT_PAGE = 50;
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String REVALIDATE = "no-cache";

    private final ModelStore models;
    private final Uploads uploads;
    private final WorkerExecutor worker;

    /**
     * @param worker reads, writes and converts one model after the other: each may take hundreds of megabytes
     */
    ModelApi(ModelStore models, Uploads uploads, WorkerExecutor worker) {
        this.models = models;
        this.uploads = uploads;
        this.worker = worker;
    }

    void addTo(Routes routes) {
        routes.get("/api/models", this::list)
                .post("/api/models", this::save)
                .get("/api/models/:id", this::card)
                .delete("/api/models/:id", this::delete);
        for (ModelFormat format : ModelFormat.values()) {
            routes.get("/api/models/:id/parameters." + format.ending(), ctx -> parameters(ctx, format));
        }
    }

    private Future<Void> save(RoutingContext ctx) {
        return uploads.receive(ctx)
                .compose(body -> worker.executeBlocking(() -> models.save(body.read()), false)
                        .eventually(body::delete))
                .compose(saved -> {
                    String url = "/m/" + saved.model().id();
                    ctx.response().setStatusCode(201).putHeader(HttpHeaders.LOCATION, url);
                    // The answer holds a secret.
                    ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    return Downloads.json(
                            ctx,
                            new JsonObject()
                                    .put("id", saved.model().id())
                                    .put("url", url)
                                    .put("manageToken", saved.manageToken().orElse(null))
                                    .put("existed", saved.existed()));
                });
    }

    private Future<Void> list(RoutingContext ctx) {
        int limit = (int) Query.number(ctx, "limit", 1, MAX_PAGE, DEFAULT_PAGE);
        List<String> cursors = ctx.queryParam("cursor");
        ModelStore.Part part;
        try {
            part = models.list(cursors.isEmpty() ? Optional.empty() : Optional.of(cursors.get(0)), limit);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
        }
        JsonArray items = new JsonArray();
        for (StoredModel model : part.models()) {
            items.add(new JsonObject()
                    .put("id", model.id())
                    .put("name", model.name().orElse(null))
                    .put("kind", model.kind().orElse(null))
                    .put("created", model.created().map(Object::toString).orElse(null))
                    .put("layerDims", new JsonArray(List.copyOf(model.layerDims())))
                    .put("trainAccuracy", number(model.trainAccuracy()))
                    .put("testAccuracy", number(model.testAccuracy()))
                    .put("bytes", model.bytes())
                    .put("bundled", model.bundled())
                    .put("url", "/m/" + model.id()));
        }
        return Downloads.json(
                ctx,
                new JsonObject().put("items", items).put("cursor", part.next().orElse(null)));
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private Future<Void> card(RoutingContext ctx) {
        String id = ctx.pathParam("id");
        return worker.executeBlocking(() -> models.findWithCard(id), false).compose(found -> {
            // What the server knows comes last: it wins over what a stranger's card claims.
            com.eclipsesource.json.JsonObject json = found.card();
            StoredModel model = found.model();
            json.set("id", model.id())
                    .set("url", "/m/" + model.id())
                    .set("file", fileName(model))
                    .set("bytes", model.bytes())
                    .set("sha256", model.sha256())
                    .set("bundled", model.bundled());
            JsonValue created = model.created()
                    .map(Object::toString)
                    .map(com.eclipsesource.json.Json::value)
                    .orElse(com.eclipsesource.json.Json.NULL);
            json.set("created", created);
            return Content.of(json.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8), MediaTypes.JSON)
                    .send(ctx, 200, REVALIDATE);
        });
    }

    private Future<Void> parameters(RoutingContext ctx, ModelFormat format) {
        String id = ctx.pathParam("id");
        StoredModel model;
        try {
            model = models.find(id);
        } catch (StoreException e) {
            return Future.failedFuture(e);
        }
        // A saved model's id is made from its content; a bundled one is replaced by the next version of the program.
        String cacheControl = model.bundled() ? REVALIDATE : FOREVER;
        Description file = new Description(
                Validators.etag(model.sha256().substring(0, 24) + "-" + format.ending()),
                format.mediaType(),
                cacheControl,
                fileName(model) + "." + format.ending());
        if (Downloads.endIfKnown(ctx, file)) {
            return Future.succeededFuture();
        }
        return worker.executeBlocking(() -> models.file(id, format), false)
                .compose((FileCache.Cached found) -> Downloads.send(ctx, found.path(), found.size(), file));
    }

    /** The model's name in letters that every file system takes, with its id. */
    private static String fileName(StoredModel model) {
        String name = model.name().orElse("").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String trimmed = name.substring(0, Math.min(40, name.length())).replaceAll("^-|-$", "");
        return trimmed.isEmpty() || trimmed.equals(model.id()) ? model.id() : trimmed + "-" + model.id();
    }

    private Future<Void> delete(RoutingContext ctx) {
        String id = ctx.pathParam("id");
        try {
            StoredModel model = models.find(id);
            if (model.bundled()) {
                throw new StoreException(
                        StoreException.Reason.BUNDLED,
                        "the model " + id + " comes with LayerLab and cannot be deleted");
            }
        } catch (StoreException e) {
            return Future.failedFuture(e);
        }
        String authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new HttpProblem(
                    401,
                    "unauthorized",
                    "the token that came when the model was saved is needed: Authorization: Bearer TOKEN",
                    Map.of("WWW-Authenticate", "Bearer"));
        }
        String token = authorization.substring(7).trim();
        return worker.executeBlocking(() -> models.delete(id, token), false)
                .compose(gone -> ctx.response().setStatusCode(204).end());
    }
}
