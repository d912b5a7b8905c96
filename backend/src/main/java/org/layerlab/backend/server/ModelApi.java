package org.layerlab.backend.server;

import com.eclipsesource.json.JsonValue;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.backend.store.ListPage;
import org.layerlab.backend.store.ModelChange;
import org.layerlab.backend.store.ModelQuery;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StoredModel;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;

/** Saved models: save, list, look at, change, delete. */
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
     * @param worker reads and writes one model after the other: each may take hundreds of megabytes
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
                    // The answer holds a secret.
                    ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    JsonObject answer = new JsonObject()
                            .put("id", saved.model().id())
                            .put("url", url)
                            .put("listed", saved.model().listed())
                            .put("existed", saved.existed());
                    saved.manageToken().ifPresent(token -> answer.put("manageToken", token));
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
        return Downloads.json(
                ctx,
                new JsonObject().put("items", items).put("cursor", part.next().orElse(null)));
    }

    private static JsonObject summary(StoredModel model) {
        return new JsonObject()
                .put("id", model.id())
                .put("name", model.name().orElse(null))
                .put("kind", model.kind().orElse(null))
                .put("created", model.created().map(Object::toString).orElse(null))
                .put("layerDims", new JsonArray(List.copyOf(model.layerDims())))
                .put("layers", model.layers().orElse(null))
                .put("trainAccuracy", number(model.trainAccuracy()))
                .put("testAccuracy", number(model.testAccuracy()))
                .put("bytes", model.bytes())
                .put("bundled", model.bundled())
                .put("url", "/m/" + model.id())
                .put("preview", "/api/models/" + model.id() + "/preview.png");
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
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
        // What the server knows comes last: it wins over what a stranger's card claims.
        com.eclipsesource.json.JsonObject json = found.card();
        StoredModel model = found.model();
        json.set("id", model.id())
                .set("url", "/m/" + model.id())
                .set("file", fileName(model))
                .set("bytes", model.bytes())
                .set("sha256", model.sha256())
                .set("listed", model.listed())
                .set("bundled", model.bundled())
                .set("noScript", noScript(found.card()));
        JsonValue created = model.created()
                .map(Object::toString)
                .map(com.eclipsesource.json.Json::value)
                .orElse(com.eclipsesource.json.Json.NULL);
        json.set("created", created);
        Content content = Content.of(json.toString().getBytes(StandardCharsets.UTF_8), MediaTypes.JSON);
        cards.put(model, content);
        return content;
    }

    /** Why there is no run.py of this model; empty where there is one. */
    private static String noScript(com.eclipsesource.json.JsonObject card) {
        try {
            return NumpyScript.gap(ModelCard.parse(card.toString()));
        } catch (ParameterFileException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The model's name in letters that every file system takes, with its id. */
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
     * The token that comes with a request to change a model.
     *
     * @throws HttpProblem 404, 410 or 403 where no token would do, 401 where none comes
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
                    "the token that came when the model was saved is needed: Authorization: Bearer TOKEN",
                    Map.of("WWW-Authenticate", "Bearer"));
        }
        return authorization.substring(7).trim();
    }
}
