package org.layerlab.backend.server;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.backend.store.ListPage;
import org.layerlab.backend.store.ModelChange;
import org.layerlab.backend.store.ModelQuery;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StoredModel;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;

/** Saved models: save, list, show, change, delete. */
final class ModelApi {
    private static final int MAX_PAGE = 100;
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_QUERY = 100;
    private static final String REVALIDATE = "no-cache";

    private final ModelStore models;
    private final Uploads uploads;
    private final WorkerExecutor worker;
    private final CardCache cards = new CardCache();

    /**
     * @param worker reads and writes one model at a time: each may take hundreds of megabytes
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
                .patch("/api/models/:id", this::change)
                .delete("/api/models/:id", this::delete);
    }

    private Future<Void> save(RoutingContext ctx) {
        boolean listed = Query.choice(ctx, "listed", List.of("true", "false"))
                .map("true"::equals)
                .orElse(false);
        return uploads.receive(ctx)
                .compose(body -> worker.executeBlocking(() -> models.save(body.read(), listed), false)
                        .eventually(body::delete))
                .compose(saved -> {
                    String url = "/m/" + saved.model().id();
                    ctx.response().setStatusCode(saved.existed() ? 200 : 201).putHeader(HttpHeaders.LOCATION, url);
                    // The response contains a secret.
                    ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    JsonObject answer = new JsonObject()
                            .add("id", saved.model().id())
                            .add("url", url)
                            .add("listed", saved.model().listed())
                            .add("existed", saved.existed());
                    saved.manageToken().ifPresent(token -> answer.add("manageToken", token));
                    return Downloads.json(ctx, answer);
                });
    }

    private Future<Void> list(RoutingContext ctx) {
        int limit = (int) Query.number(ctx, "limit", 1, MAX_PAGE, DEFAULT_PAGE);
        Optional<ModelCard.Kind> kind = Query.choice(ctx, "kind", List.of("playground", "photos"))
                .map(name -> name.equals("photos") ? ModelCard.Kind.PHOTOS : ModelCard.Kind.POINTS);
        ModelQuery query = ModelQuery.of(Query.text(ctx, "q", MAX_QUERY).orElse(""), kind);
        List<String> cursors = ctx.queryParam("cursor");
        ListPage part;
        try {
            part = models.list(query, cursors.isEmpty() ? Optional.empty() : Optional.of(cursors.get(0)), limit);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
        }
        JsonArray items = new JsonArray();
        part.models().forEach(model -> items.add(summary(model)));
        return Downloads.json(ctx, new JsonObject().add("items", items).add("cursor", text(part.next())));
    }

    private static JsonObject summary(StoredModel model) {
        JsonArray layerDims = new JsonArray();
        model.layerDims().forEach(layerDims::add);
        return new JsonObject()
                .add("id", model.id())
                .add("name", text(model.name()))
                .add("kind", text(model.kind()))
                .add("created", text(model.created().map(Object::toString)))
                .add("layerDims", layerDims)
                .add("layers", text(model.layers()))
                .add("trainAccuracy", number(model.trainAccuracy()))
                .add("testAccuracy", number(model.testAccuracy()))
                .add("bytes", model.bytes())
                .add("bundled", model.bundled())
                .add("url", "/m/" + model.id())
                .add("preview", "/api/models/" + model.id() + "/preview.png");
    }

    private static JsonValue text(Optional<String> value) {
        return value.map(Json::value).orElse(Json.NULL);
    }

    private static JsonValue number(OptionalDouble value) {
        return value.isPresent() ? Json.value(value.getAsDouble()) : Json.NULL;
    }

    private Future<Void> card(RoutingContext ctx) {
        StoredModel model;
        try {
            model = models.find(ctx.pathParam("id"));
        } catch (StoreException e) {
            return Future.failedFuture(e);
        }
        Optional<Content> known = cards.find(model);
        return known.isPresent() ? known.get().send(ctx, 200, REVALIDATE) : sendCard(ctx, model);
    }

    private Future<Void> sendCard(RoutingContext ctx, StoredModel model) {
        return worker.executeBlocking(() -> content(models.findWithCard(model.id())), false)
                .compose(content -> content.send(ctx, 200, REVALIDATE));
    }

    private Content content(StoredModel.WithCard found) {
        // What the server knows comes last: it overrides what the uploaded card claims.
        JsonObject json = found.card();
        StoredModel model = found.model();
        json.set("id", model.id())
                .set("url", "/m/" + model.id())
                .set("file", fileName(model))
                .set("bytes", model.bytes())
                .set("sha256", model.sha256())
                .set("listed", model.listed())
                .set("bundled", model.bundled())
                .set("noScript", noScript(found.card()));
        json.set("created", text(model.created().map(Object::toString)));
        Content content = Content.of(json.toString().getBytes(StandardCharsets.UTF_8), MediaTypes.JSON);
        cards.put(model, content);
        return content;
    }

    /** Why this model has no run.py; empty if it has one. */
    private static String noScript(JsonObject card) {
        try {
            return NumpyScript.gap(ModelCard.parse(card.toString()));
        } catch (ParameterFileException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The model's name in characters that every file system accepts, with its id. */
    static String fileName(StoredModel model) {
        String name = model.name().orElse("").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String trimmed = name.substring(0, Math.min(40, name.length())).replaceAll("^-|-$", "");
        return trimmed.isEmpty() || trimmed.equals(model.id()) ? model.id() : trimmed + "-" + model.id();
    }

    private Future<Void> change(RoutingContext ctx) {
        String id = ctx.pathParam("id");
        String token = token(ctx, id);
        return uploads.receiveText(ctx)
                .compose(text -> {
                    ModelChange change;
                    try {
                        change = ModelChange.parse(text);
                    } catch (IllegalArgumentException e) {
                        throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
                    }
                    return worker.executeBlocking(() -> models.change(id, token, change), false);
                })
                .compose(model -> sendCard(ctx, model));
    }

    private Future<Void> delete(RoutingContext ctx) {
        String id = ctx.pathParam("id");
        String token = token(ctx, id);
        uploads.admit(ctx);
        return worker.executeBlocking(
                        () -> {
                            models.delete(id, token);
                            return id;
                        },
                        false)
                .compose(gone -> ctx.response().setStatusCode(204).end());
    }

    /**
     * The manage token of a request that changes a model.
     *
     * @throws HttpProblem 404, 410 or 403 when no token would do, 401 when there is none
     */
    private String token(RoutingContext ctx, String id) {
        try {
            if (models.find(id).bundled()) {
                throw new HttpProblem(
                        403, "forbidden", "the model " + id + " comes with LayerLab and cannot be changed");
            }
        } catch (StoreException e) {
            throw Problems.problem(e);
        }
        String authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new HttpProblem(
                    401,
                    "unauthorized",
                    "send the manage token that you got when you saved the model: Authorization: Bearer TOKEN",
                    Map.of("WWW-Authenticate", "Bearer"));
        }
        return authorization.substring(7).trim();
    }
}
