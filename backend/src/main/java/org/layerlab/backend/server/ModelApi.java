package org.layerlab.backend.server;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.backend.store.ListPage;
import org.layerlab.backend.store.ManageToken;
import org.layerlab.backend.store.ModelChange;
import org.layerlab.backend.store.ModelQuery;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.Saved;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.backend.store.StoreLimitException;
import org.layerlab.backend.store.StoredModel;
import org.layerlab.backend.store.Upload;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;

/** Saved models: save, list, show, change, delete. */
final class ModelApi {
    private static final int MAX_PAGE = 100;
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_QUERY = 100;

    private final ModelStore models;
    private final Uploads uploads;
    private final Workers workers;
    private final StoredBytes storedBytes;
    private final Outgoing outgoing;
    private final ModelContents cards;
    private final Function<String, Future<Void>> news;
    private final Object conditional = new Object();

    /**
     * @param storedBytes what each client may store
     * @param cards those that are ready to send
     * @param news tells the other servers of a model that was written, and succeeds when they know
     */
    ModelApi(
            ModelStore models,
            Uploads uploads,
            Workers workers,
            StoredBytes storedBytes,
            Outgoing outgoing,
            ModelContents cards,
            Function<String, Future<Void>> news) {
        this.models = models;
        this.uploads = uploads;
        this.workers = workers;
        this.storedBytes = storedBytes;
        this.outgoing = outgoing;
        this.cards = cards;
        this.news = news;
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
        Optional<ManageToken> chosen = ChosenToken.of(ctx.request());
        String client = Forwarding.client(ctx);
        return uploads.receive(ctx)
                .compose(body -> workers.changes()
                        .run(ctx, () -> save(body.read(), listed, chosen, client))
                        .eventually(body::delete))
                .compose(saved -> news.apply(saved.model().id()).map(saved))
                .compose(saved -> {
                    String url = "/m/" + saved.model().id();
                    ctx.response().setStatusCode(saved.existed() ? 200 : 201).putHeader(HttpHeaders.LOCATION, url);
                    // The response contains a secret.
                    ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    JsonObject answer = new JsonObject()
                            .add("id", saved.model().id())
                            .add("url", url)
                            .add("listed", saved.model().listed())
                            .add("existed", saved.existed())
                            .add("manages", saved.token().isPresent());
                    saved.manageToken().ifPresent(token -> answer.add("manageToken", token));
                    return Downloads.json(ctx, answer);
                });
    }

    private Saved save(byte[] body, boolean listed, Optional<ManageToken> chosen, String client)
            throws ParameterFileException, StoreException {
        Upload upload = models.read(body);
        long bytes = models.has(upload) ? 0 : upload.diskBytes();
        storedBytes.take(client, bytes);
        try {
            return models.save(upload, listed, chosen);
        } catch (StoreException e) {
            if (leavesNothing(e)) {
                storedBytes.giveBack(client, bytes);
            }
            throw e;
        }
    }

    /** Whether a save that failed takes no room: a bucket may keep parameters whose JSON it did not take. */
    private boolean leavesNothing(StoreException e) {
        return !models.isRemote() || e.reason() == Reason.BLOCKED || e instanceof StoreLimitException;
    }

    private Future<Void> list(RoutingContext ctx) {
        int limit = (int) Query.number(ctx, "limit", 1, MAX_PAGE, DEFAULT_PAGE);
        Optional<ModelCard.Kind> kind = Query.choice(ctx, "kind", List.of("playground", "photos"))
                .map(name -> name.equals("photos") ? ModelCard.Kind.PHOTOS : ModelCard.Kind.POINTS);
        ModelQuery query = ModelQuery.of(Query.text(ctx, "q", MAX_QUERY).orElse(""), kind);
        List<String> cursors = ctx.queryParam("cursor");
        Optional<String> cursor = cursors.isEmpty() ? Optional.empty() : Optional.of(cursors.get(0));
        // Looking through all names takes time that the event loop does not have.
        Future<JsonObject> list = query.takesAll()
                ? Future.succeededFuture(list(query, cursor, limit))
                : workers.searches().run(ctx, () -> list(query, cursor, limit));
        return list.compose(json -> outgoing.json(ctx, json));
    }

    private JsonObject list(ModelQuery query, Optional<String> cursor, int limit) {
        ListPage part;
        try {
            part = models.list(query, cursor, limit);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
        }
        JsonArray items = new JsonArray();
        part.models().forEach(model -> items.add(summary(model)));
        return new JsonObject().add("items", items).add("cursor", text(part.next()));
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
                .add("trainExamples", examples(model.trainExamples()))
                .add("testExamples", examples(model.testExamples()))
                .add("bytes", model.bytes())
                .add("bundled", model.bundled())
                .add("url", "/m/" + model.id())
                .add("preview", "/api/models/" + model.id() + "/preview.png");
    }

    private static JsonValue text(Optional<String> value) {
        return value.map(Json::value).orElse(Json.NULL);
    }

    private static JsonValue examples(long count) {
        return count > 0 ? Json.value(count) : Json.NULL;
    }

    private static JsonValue number(OptionalDouble value) {
        return value.isPresent() ? Json.value(value.getAsDouble()) : Json.NULL;
    }

    private Future<Void> card(RoutingContext ctx) throws StoreException {
        StoredModel model = models.find(ctx.pathParam("id"));
        ModelCaching.keepFromSearch(ctx, model);
        Optional<Content> known = cards.find(model);
        return known.isPresent() ? send(ctx, new Card(model, known.get())) : sendCard(ctx, model);
    }

    /** A model as it was at some moment, and its card as it was then. */
    private record Card(StoredModel model, Content content) {
        /** Equality is not enough: a card has members that {@link StoredModel} lacks. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(StoredModel other) {
            return model == other;
        }
    }

    private Future<Void> send(RoutingContext ctx, Card card) {
        return outgoing.send(
                card.content().identity().length(),
                () -> card.content().send(ctx, 200, ModelCaching.revalidate(card.model())));
    }

    /** Sends the card of this model in this state, or a later one. */
    private Future<Void> sendCard(RoutingContext ctx, StoredModel model) {
        Callable<Card> maker = () -> card(models.findWithCard(model.id()));
        // The shared job may have begun before the change that made this state.
        return workers.cards()
                .run(ctx, model.id(), maker)
                .compose(card -> card.isOf(model)
                        ? Future.succeededFuture(card)
                        : workers.cards().run(ctx, maker))
                .compose(card -> send(ctx, card));
    }

    private Card card(StoredModel.WithCard found) {
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
        return new Card(model, content);
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

    private Future<Void> change(RoutingContext ctx) throws StoreException {
        String id = ctx.pathParam("id");
        String token = token(ctx, id);
        Precondition seen = Precondition.of(ctx.request());
        return uploads.receiveText(ctx)
                .compose(text -> {
                    ModelChange change;
                    try {
                        change = ModelChange.parse(text);
                    } catch (IllegalArgumentException e) {
                        throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
                    } catch (ParameterFileException e) {
                        // No file came, but the code is that of a saved file with the same text.
                        throw new HttpProblem(422, "invalid_file", String.valueOf(e.getMessage()));
                    }
                    return workers.changes()
                            .run(ctx, () -> conditionally(seen, id, token, () -> models.change(id, token, change)));
                })
                .compose(model -> news.apply(id).map(model))
                .compose(model -> sendCard(ctx, model));
    }

    /** Makes a change if the model's card is still what the client has seen, for one such client at a time. */
    private <T> T conditionally(Precondition seen, String id, String token, Callable<T> change) throws Exception {
        if (!seen.isGiven()) {
            return change.call();
        }
        synchronized (conditional) {
            // Preconditions come after everything else that refuses a request (RFC 9110, section 13.2.1).
            models.requireOwner(id, token);
            seen.require(card(models.findWithCard(id)).content().etags());
            return change.call();
        }
    }

    private Future<Void> delete(RoutingContext ctx) throws StoreException {
        String id = ctx.pathParam("id");
        String token = token(ctx, id);
        Precondition seen = Precondition.of(ctx.request());
        uploads.admit(ctx);
        return workers.changes()
                .run(
                        ctx,
                        () -> conditionally(seen, id, token, () -> {
                            models.delete(id, token);
                            return id;
                        }))
                .compose(news)
                .compose(gone -> ctx.response().setStatusCode(204).end());
    }

    /**
     * The manage token of a request that changes a model.
     *
     * @throws StoreException when there is no such model
     * @throws HttpProblem 403 when no token would do, 401 when there is none
     */
    private String token(RoutingContext ctx, String id) throws StoreException {
        if (models.find(id).bundled()) {
            throw new HttpProblem(403, "forbidden", "the model " + id + " comes with LayerLab and cannot be changed");
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
