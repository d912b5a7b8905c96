package org.layerlab.backend.server;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.network.file.Limits;

/**
 * The whole server, put together: {@link #start} it, {@link #close} it.
 *
 * <p>One HTTP server on each core, all on the same port. Models are read and converted by one worker thread, photos
 * prepared by another, images read by Vert.x's pool: that bounds the memory that strangers can make it use.
 */
public final class LayerLabServer {
    private final ServerOptions options;
    private final SiteFiles site;
    private final ExampleStore examples;
    private final Clock clock;
    private final List<HttpVerticle> verticles = new CopyOnWriteArrayList<>();
    private Set<String> routes = Set.of();
    private @Nullable Vertx vertx;
    private @Nullable ModelStore models;

    /**
     * @param site the page and its assets
     * @param examples prepares the data sets' photos; it has to keep files
     * @param clock of the models' dates
     */
    public LayerLabServer(ServerOptions options, SiteFiles site, ExampleStore examples, Clock clock) {
        this.options = options;
        this.site = site;
        this.examples = examples;
        this.clock = clock;
    }

    /**
     * A server that listens.
     *
     * @param port the actual one
     * @param warnings what was found wrong and left out, a line each
     */
    public record Running(int port, List<String> warnings) {}

    /**
     * Opens the store and begins to listen. Blocks while it reads the store.
     *
     * @return fails with a {@link ServerException} when the port is in use, the host is none of this machine's, the
     *     store cannot be used, or the site is broken
     */
    public synchronized Future<Running> start() {
        if (vertx != null) {
            throw new IllegalStateException("the server has been started already");
        }
        ModelStore opened;
        Assets assets;
        Pages pages;
        OpenApi openApi;
        NumpyScript script;
        try {
            opened = ModelStore.open(
                    options.store(),
                    clock,
                    new SecureRandom(),
                    limits(),
                    options.limits().store(),
                    site.bundledModels());
        } catch (StoreException e) {
            return Future.failedFuture(new ServerException(String.valueOf(e.getMessage()), e));
        }
        try {
            assets = new Assets(site);
            pages = new Pages(site, assets.prefix());
            openApi = OpenApi.load();
            script = NumpyScript.load();
        } catch (IllegalArgumentException | IOException e) {
            opened.close();
            return Future.failedFuture(new ServerException("the site is broken: " + e.getMessage(), e));
        }
        // Nothing is looked up on the class path or cached in temporary folders: all is in memory already.
        Vertx started = Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        vertx = started;
        models = opened;
        Routes answers = routes(started, opened, assets, pages, openApi, script);
        routes = answers.list();
        int instances = Runtime.getRuntime().availableProcessors();
        // Of no Vert.x context: it has to complete after Vert.x has been closed, too.
        Promise<Running> promise = Promise.promise();
        started.deployVerticle(
                        () -> {
                            HttpVerticle verticle = new HttpVerticle(options, answers, new Problems(pages));
                            verticles.add(verticle);
                            return verticle;
                        },
                        new DeploymentOptions().setInstances(instances))
                .onSuccess(id -> promise.complete(new Running(verticles.get(0).port(), opened.warnings())))
                // Vert.x cannot be closed to the end from one of its own threads.
                .onFailure(failure -> new Thread(
                                () -> release().onComplete(done -> promise.fail(explained(failure))), "layerlab-stop")
                        .start());
        return promise.future();
    }

    /** What it answers, once it has been started: {@code "GET /api/models/:id"} and so on. */
    synchronized Set<String> routes() {
        return routes;
    }

    private Routes routes(
            Vertx started, ModelStore opened, Assets assets, Pages pages, OpenApi openApi, NumpyScript script) {
        WorkerExecutor modelWorker = started.createSharedWorkerExecutor("models", 1, 5, TimeUnit.MINUTES);
        WorkerExecutor preparation = started.createSharedWorkerExecutor("examples", 1, 1, TimeUnit.HOURS);
        Allowance changes = new Allowance(options.changes(), System::nanoTime);
        Uploads uploads = new Uploads(opened, started, options, changes);
        Routes routes = new Routes();
        routes.get("/", ctx -> pages.send(ctx, Page.PLAYGROUND))
                .get("/photos", ctx -> pages.send(ctx, Page.PHOTOS))
                .get("/models", ctx -> pages.send(ctx, Page.MODELS))
                .get("/m/:id", ctx -> pages.sendModel(ctx, opened))
                .get("/bench", ctx -> pages.send(ctx, Page.BENCH))
                .get("/selftest", ctx -> pages.send(ctx, Page.SELFTEST))
                .get("/offline", ctx -> pages.send(ctx, Page.OFFLINE))
                .get("/offline.js", pages::sendServiceWorker)
                .get("/assets/*", assets::send)
                .get("/health", new HealthApi(opened, started)::check)
                .get("/api/openapi.json", openApi::send);
        new DataSetApi(options.dataSets(), examples, opened.cache(), started, preparation).addTo(routes);
        new ModelApi(opened, uploads, modelWorker).addTo(routes);
        new ModelFilesApi(opened, script, modelWorker).addTo(routes);
        new QrCodeApi(opened).addTo(routes);
        return routes;
    }

    /** A parameter takes 8 bytes while it is read: 32 million of them a quarter of a gigabyte. */
    private Limits limits() {
        long upload = options.limits().upload();
        return new Limits(upload, 4 * upload, 4096, 32L << 20);
    }

    private ServerException explained(Throwable failure) {
        String where = options.host() + ":" + options.port();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof BindException && message.contains("in use")) {
                return new ServerException(
                        "port " + options.port() + " is in use; choose another with --port", failure);
            }
            if (cause instanceof BindException && message.contains("Permission denied")) {
                return new ServerException(
                        "port " + options.port() + " is not permitted to this user; choose one over 1023", failure);
            }
            if (cause instanceof BindException
                    || cause instanceof java.net.UnknownHostException
                    || cause instanceof UnresolvedAddressException) {
                return new ServerException("cannot listen on " + where + ": " + message, failure);
            }
        }
        return new ServerException("cannot listen on " + where + ": " + failure, failure);
    }

    /**
     * Takes no new connection, lets running requests end as long as {@link ServerOptions.Times#drain} allows, then stops.
     * May be called more than once, and before {@link #start} has succeeded.
     */
    public synchronized Future<Void> close() {
        long millis = options.times().drain().toMillis();
        List<Future<Void>> drained =
                verticles.stream().map(verticle -> verticle.drain(millis)).toList();
        return Future.join(drained).transform(done -> release());
    }

    private synchronized Future<Void> release() {
        Vertx running = vertx;
        ModelStore opened = models;
        vertx = null;
        models = null;
        verticles.clear();
        if (running == null) {
            return Future.succeededFuture();
        }
        return running.close().eventually(() -> {
            if (opened != null) {
                opened.close();
            }
            return Future.succeededFuture();
        });
    }
}
