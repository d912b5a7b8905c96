package org.layerlab.backend.server;

import com.eclipsesource.json.JsonObject;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.layerlab.backend.digest.Sha256;
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
import org.layerlab.network.file.ParameterFileException;

/** Downloads of a saved model: its parameters in every format, its preview, a script that trains it. */
final class ModelFilesApi {
    private final ModelStore models;
    private final NumpyScript script;
    private final BlockingJobs fetches;
    private final BlockingJobs conversions;
    private final BlockingJobs texts;
    private final Outgoing outgoing;
    private final ModelContents scripts;
    private final String program;

    /**
     * @param workers convert one model at a time: each may take hundreds of megabytes
     * @param scripts those that are ready to send
     * @param program the version of the program, which makes previews and conversions
     */
    ModelFilesApi(
            ModelStore models,
            NumpyScript script,
            Workers workers,
            Outgoing outgoing,
            ModelContents scripts,
            String program) {
        this.models = models;
        this.script = script;
        this.fetches = workers.fetches();
        this.conversions = workers.conversions();
        // A card comes over the network, and no file.
        this.texts = models.isRemote() ? workers.cards() : workers.conversions();
        this.outgoing = outgoing;
        this.scripts = scripts;
        this.program = program;
    }

    void addTo(Routes routes) {
        for (ModelFormat format : ModelFormat.values()) {
            routes.get("/api/models/:id/parameters." + format.ending(), ctx -> parameters(ctx, format));
        }
        routes.get("/api/models/:id/preview.png", this::preview).get("/api/models/:id/run.py", this::script);
    }

    private Future<Void> parameters(RoutingContext ctx, ModelFormat format) throws StoreException {
        StoredModel model = models.find(ctx.pathParam("id"));
        Optional<FileCache.Cached> ready = models.readyFile(model.id(), format);
        ModelCaching.keepFromSearch(ctx, model);
        Description file = new Description(
                etag(model, format.ending(), program),
                format.mediaType(),
                ModelCaching.forever(model),
                ModelApi.fileName(model) + "." + format.ending());
        Callable<FileCache.Cached> maker = () -> models.file(model.id(), format);
        return models.isRemote() && format == ModelFormat.SAFETENSORS
                ? send(ctx, file, fetches, ready, maker)
                : send(ctx, model, file, ready, maker);
    }

    private Future<Void> preview(RoutingContext ctx) throws StoreException {
        StoredModel model = models.find(ctx.pathParam("id"));
        ModelCaching.keepFromSearch(ctx, model);
        // Other sites embed it.
        ctx.response().putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        Description file =
                new Description(etag(model, "png", program), "image/png", ModelCaching.revalidate(model), null);
        String name = ModelStore.derivedName(model.id(), "png");
        return send(
                ctx,
                model,
                file,
                models.cache().find(name),
                () -> models.cache().get(name, () -> PreviewPicture.png(ParameterFile.read(models.read(model.id())))));
    }

    private Future<Void> script(RoutingContext ctx) throws StoreException {
        StoredModel model = models.find(ctx.pathParam("id"));
        ModelCaching.keepFromSearch(ctx, model);
        return scripts.find(model)
                .map(Future::succeededFuture)
                .orElseGet(() -> texts.run(ctx, model.id() + ".py", () -> script(model)))
                .compose(content -> {
                    ctx.response()
                            .putHeader(
                                    "Content-Disposition",
                                    "attachment; filename=\"" + ModelApi.fileName(model) + ".py\"");
                    return outgoing.send(
                            content.identity().length(), () -> content.send(ctx, 200, ModelCaching.revalidate(model)));
                });
    }

    private Content script(StoredModel model) throws StoreException, ParameterFileException {
        try {
            JsonObject card = models.findWithCard(model.id()).card();
            String text = script.of(ModelCard.parse(card.toString()));
            Content content = Content.of(text.getBytes(StandardCharsets.UTF_8), "text/x-python; charset=utf-8");
            scripts.put(model, content);
            return content;
        } catch (IllegalArgumentException e) {
            throw HttpProblem.notFound("this model has no script: " + e.getMessage());
        }
    }

    /** Sends what is made from a model, which is fetched first. */
    private Future<Void> send(
            RoutingContext ctx,
            StoredModel model,
            Description file,
            Optional<FileCache.Cached> ready,
            Callable<FileCache.Cached> maker)
            throws StoreException {
        boolean known = ready.isPresent() || Validators.matches(ctx.request(), file.etag());
        Future<Void> fetched = known ? Future.succeededFuture() : fetch(ctx, model);
        return fetched.compose(done -> send(ctx, file, conversions, ready, maker));
    }

    private Future<Void> send(
            RoutingContext ctx,
            Description file,
            BlockingJobs jobs,
            Optional<FileCache.Cached> ready,
            Callable<FileCache.Cached> maker) {
        if (Downloads.endIfKnown(ctx, file)) {
            return Future.succeededFuture();
        }
        return ready.map(Future::succeededFuture)
                .orElseGet(() -> jobs.run(ctx, file.etag(), maker))
                .compose(cached -> {
                    byte[] content = cached.content();
                    return content == null
                            ? Downloads.send(ctx, cached.path(), cached.size(), file)
                            : outgoing.send(content.length, () -> Downloads.send(ctx, content, file));
                });
    }

    /** Fetches a model from a bucket, so that conversions do not wait for the network. */
    private Future<Void> fetch(RoutingContext ctx, StoredModel model) throws StoreException {
        if (!models.isRemote()
                || model.bundled()
                || models.readyFile(model.id(), ModelFormat.SAFETENSORS).isPresent()) {
            return Future.succeededFuture();
        }
        return fetches.run(ctx, model.id(), () -> models.file(model.id(), ModelFormat.SAFETENSORS))
                .mapEmpty();
    }

    /**
     * The ETag of a file of a model, with its quotes.
     *
     * @param kind the file's ending
     * @param program version of the program: the next one may make another file of the same parameters
     */
    static String etag(StoredModel model, String kind, String program) {
        String parameters = model.sha256().substring(0, 24) + "-" + kind;
        // What was saved is sent as it is.
        return Validators.etag(
                kind.equals(ModelFormat.SAFETENSORS.ending())
                        ? parameters
                        : parameters
                                + "-"
                                + Sha256.hex(program.getBytes(StandardCharsets.UTF_8))
                                        .substring(0, 8));
    }
}
