package org.layerlab.backend.server;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.classroom.Bounds;
import org.layerlab.backend.classroom.Classes;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.log.FailureLog;
import org.layerlab.backend.metrics.Metrics;
import org.layerlab.backend.metrics.MetricsOptions;
import org.layerlab.backend.metrics.MetricsServer;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.network.file.Limits;

/**
 * The whole server: {@link #start} it, {@link #close} it.
 *
 * <p>One HTTP server per core, all on the same port. What blocks runs on {@link Workers}; what waits for slow clients is
 * counted by {@link Outgoing}: that bounds the memory that clients can make it use.
 */
public final class LayerLabServer {
    private static final System.Logger LOG = System.getLogger(LayerLabServer.class.getName());

    /** How often the store looks for requests of whoever runs the server. */
    private static final long OPERATOR_MILLIS = 1000;

    /** What Java may use; bounds are shares of it. */
    private static final long MEMORY = Runtime.getRuntime().maxMemory();

    static final int OUTGOING_SHARE = 8;
    private static final int CONTENTS_SHARE = 24;
    private static final long MAX_CONTENTS = 32L << 20;
    static final long MAX_PARAMETERS = 32L << 20;

    /** Of memory for each parameter that a model may have. */
    static final int PARAMETER_BYTES = 64;

    private final ServerOptions options;
    private final ServerOptions.Limits limits;
    private final Site site;
    private final ExampleStore examples;
    private final Clock clock;
    private final Optional<Metrics> metrics;
    private final List<HttpVerticle> verticles = new CopyOnWriteArrayList<>();
    private Set<String> routes = Set.of();
    private @Nullable Vertx vertx;
    private @Nullable Classes classes;
    private @Nullable ModelStore models;
    private @Nullable Workers workers;

    /**
     * @param site the page and its assets
     * @param examples prepares the photos of the data sets; it must have a folder
     * @param clock for the dates of saved models
     */
    public LayerLabServer(ServerOptions options, SiteFiles site, ExampleStore examples, Clock clock) {
        this(options, new Site(site), examples, clock);
    }

    /** The same with a site that other servers of this process may have, too. */
    public LayerLabServer(ServerOptions options, Site site, ExampleStore examples, Clock clock) {
        this.options = options;
        this.limits = options.limits().within(MEMORY);
        this.site = site;
        this.examples = examples;
        this.clock = clock;
        metrics = options.metrics().map(where -> new Metrics());
    }

    /**
     * A running server.
     *
     * @param port the actual one
     * @param metricsPort the actual one of the metrics; empty where there are none
     * @param warnings problems found at the start, one line each
     */
    public record Running(int port, Optional<Integer> metricsPort, List<String> warnings) {}

    /**
     * Opens the store and starts to listen. Blocks while it reads the store.
     *
     * @return fails with a {@link ServerException} when the port is in use, the host is not an address of this machine,
     *     the store is unusable, or the site is broken
     */
    public synchronized Future<Running> start() {
        if (models != null) {
            throw new IllegalStateException("the server was already started");
        }
        ModelStore opened;
        Site.Sent sent;
        OpenApi openApi;
        NumpyScript script;
        try {
            opened = options.store()
                    .open(
                            clock,
                            new SecureRandom(),
                            ofModels(limits),
                            limits.store(),
                            site.files().bundledModels());
        } catch (StoreException e) {
            return Future.failedFuture(new ServerException(String.valueOf(e.getMessage()), e));
        }
        try {
            sent = site.sent();
            openApi = OpenApi.load();
            script = NumpyScript.load();
        } catch (IllegalArgumentException | IOException e) {
            opened.close();
            return Future.failedFuture(new ServerException("the site is broken: " + e.getMessage(), e));
        }
        models = opened;
        // Without a Vert.x context: it must complete even after Vert.x is closed.
        Promise<Running> promise = Promise.promise();
        ClusterParts.start(options.cluster(), this::builder, Bounds.DEFAULT.within(MEMORY), opened)
                .compose(this::keep)
                .compose(cluster -> {
                    Vertx started = cluster.vertx();
                    Routes answers = routes(cluster, opened, sent.assets(), sent.pages(), openApi, script);
                    started.setPeriodic(OPERATOR_MILLIS, id -> serveOperator(started, opened));
                    return listen(started, answers, sent.pages()).compose(id -> tellMetrics(cluster, opened));
                })
                .onSuccess(metricsPort ->
                        promise.complete(new Running(verticles.get(0).port(), metricsPort, warnings(opened))))
                // Vert.x cannot be closed from one of its own threads.
                .onFailure(failure -> new Thread(
                                () -> release().onComplete(done -> promise.fail(explained(failure))), "layerlab-stop")
                        .start());
        return promise.future();
    }

    private Future<String> listen(Vertx started, Routes answers, Pages pages) {
        Problems problems = new Problems(pages, new FailureLog(System::nanoTime));
        RequestLog requests = new RequestLog(options.accessLog(), System::nanoTime);
        ConnectionLimit connections = new ConnectionLimit(
                MEMORY,
                new TrustedProxies(options.front().trustedProxies()),
                options.front().behindAddress());
        Accepting accepting = new Accepting();
        int instances = Runtime.getRuntime().availableProcessors();
        return started.deployVerticle(
                () -> {
                    HttpVerticle verticle =
                            new HttpVerticle(options, answers, problems, requests, connections, accepting);
                    verticles.add(verticle);
                    return verticle;
                },
                new DeploymentOptions().setInstances(instances));
    }

    private VertxBuilder builder(VertxOptions vertxOptions) {
        return metrics.map(all -> all.builder(vertxOptions))
                .orElseGet(() -> Vertx.builder().with(vertxOptions));
    }

    private Future<Optional<Integer>> tellMetrics(ClusterParts cluster, ModelStore opened) {
        if (metrics.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        add(metrics.get(), cluster.classes(), opened);
        MetricsOptions where = options.metrics().orElseThrow();
        return MetricsServer.start(cluster.vertx(), metrics.get(), where)
                .map(Optional::of)
                .recover(failure -> Future.failedFuture(new ServerException(
                        "cannot serve metrics on " + where.host() + ":" + where.port() + ": " + failure.getMessage(),
                        failure)));
    }

    private synchronized void add(Metrics all, Classes rooms, ModelStore opened) {
        all.gauge("layerlab.models", "Saved models in the store", opened::size);
        all.gauge("layerlab.models.unreadable", "Models whose records cannot be read", opened::unreadable);
        all.gauge("layerlab.store.used.bytes", "Disk space of the saved models, in whole blocks", opened::usedBytes);
        long most = options.limits().store();
        all.gauge("layerlab.store.limit.bytes", "Disk space that saved models may take", () -> most);
        all.gauge(
                "layerlab.rooms",
                "Live classes on this server",
                () -> rooms.load().rooms());
        all.gauge(
                "layerlab.pupils",
                "Connected pupils in these classes",
                () -> rooms.load().pupils());
        if (workers != null) {
            workers.all()
                    .forEach(jobs -> all.gauge(
                            "layerlab.jobs.waiting", "Blocking work in a queue", jobs::waiting, "kind", jobs.name()));
        }
    }

    private synchronized Future<ClusterParts> keep(ClusterParts started) {
        if (models == null) {
            return started.vertx()
                    .close()
                    .transform(closed ->
                            Future.failedFuture(new ServerException("the server was stopped while it started")));
        }
        vertx = started.vertx();
        classes = started.classes();
        return Future.succeededFuture(started);
    }

    /** Serves what the operator asked for. A server that stops may have no threads for it any more. */
    static void serveOperator(Vertx started, ModelStore opened) {
        try {
            started.executeBlocking(
                            () -> {
                                opened.serveOperator();
                                return true;
                            },
                            true)
                    .onFailure(failure -> {
                        if (!(failure instanceof RejectedExecutionException)) {
                            LOG.log(System.Logger.Level.WARNING, failure.toString());
                        }
                    });
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the server stops", e);
        }
    }

    /** The routes of a started server: {@code "GET /api/models/:id"} and so on. */
    synchronized Set<String> routes() {
        return routes;
    }

    private synchronized Routes routes(
            ClusterParts cluster, ModelStore opened, Assets assets, Pages pages, OpenApi openApi, NumpyScript script) {
        Vertx started = cluster.vertx();
        Workers work = Workers.start(started, opened.isRemote());
        workers = work;
        Outgoing outgoing = new Outgoing(MEMORY / OUTGOING_SHARE);
        int behindAddress = options.front().behindAddress();
        Allowance changes = new Allowance(options.changes().times(behindAddress), System::nanoTime);
        Uploads uploads = new Uploads(opened, started, options, limits, changes);
        StoredBytes storedBytes = new StoredBytes(limits.store(), 2 * limits.upload(), behindAddress, System::nanoTime);
        HealthApi health = new HealthApi(opened, started, System::nanoTime);
        Routes routes = new Routes();
        routes.get("/", ctx -> pages.send(ctx, Page.PLAYGROUND))
                .get("/photos", ctx -> pages.send(ctx, Page.PHOTOS))
                .get("/photos/train", ctx -> pages.send(ctx, Page.TRAIN))
                .get("/photos/classes", ctx -> pages.send(ctx, Page.CLASSES))
                .get("/photos/inside", ctx -> pages.send(ctx, Page.INSIDE))
                .get("/models", ctx -> pages.send(ctx, Page.MODELS))
                .get("/m/:id", pages.ofModels(opened, contents()))
                .get("/class", ctx -> pages.send(ctx, Page.CLASS))
                .get("/c/:code", pages::sendJoin)
                .get("/bench", ctx -> pages.send(ctx, Page.BENCH))
                .get("/selftest", ctx -> pages.send(ctx, Page.SELFTEST))
                .get("/help", ctx -> pages.send(ctx, Page.HELP))
                .get("/about", ctx -> pages.send(ctx, Page.ABOUT))
                .get("/privacy", ctx -> pages.send(ctx, Page.PRIVACY))
                .get("/api", ctx -> pages.send(ctx, Page.API))
                .get("/offline", ctx -> pages.send(ctx, Page.OFFLINE))
                .get("/offline.js", pages::sendServiceWorker)
                .get("/embed.js", pages::sendEmbedScript)
                .get("/assets/*", assets::send)
                .get("/health", health::check)
                .get("/ready", health::ready)
                .get("/api/openapi.json", openApi::send);
        addLessons(routes, pages, uploads, work.previews(), outgoing);
        Allowance preparations = new Allowance(ExamplesApi.PREPARATIONS.times(behindAddress), System::nanoTime);
        ExamplesApi prepared =
                new ExamplesApi(examples, started, work.preparations(), work.reads(), outgoing, preparations);
        new DataSetApi(options.dataSets(), prepared, work.reads(), outgoing).addTo(routes);
        new ModelApi(opened, uploads, work, storedBytes, outgoing, contents(), cluster.news()).addTo(routes);
        new ModelFilesApi(opened, script, work, outgoing, contents(), Pages.version()).addTo(routes);
        new ScriptApi(script, uploads, work.conversions(), outgoing).addTo(routes);
        new QrCodeApi(opened, pages.lessons()).addTo(routes);
        new ClassApi(
                        cluster.classes(),
                        opened,
                        pages.lessons(),
                        uploads,
                        work.hashes(),
                        started,
                        behindAddress,
                        System::nanoTime)
                .addTo(routes);
        this.routes = routes.list();
        return routes;
    }

    private static void addLessons(
            Routes routes, Pages pages, Uploads uploads, BlockingJobs previews, Outgoing outgoing) {
        routes.get("/learn", ctx -> pages.send(ctx, Page.LEARN))
                .get("/learn/new", ctx -> pages.send(ctx, Page.WRITE))
                .post(
                        "/learn/preview",
                        ctx -> uploads.receiveText(ctx)
                                .compose(form -> pages.sendPreview(ctx, form, previews, outgoing)))
                .get("/learn/own/:packed", ctx -> pages.sendLessonOfLink(ctx, previews, outgoing))
                .get("/learn/:id", pages::sendLesson);
    }

    private static ModelContents contents() {
        return new ModelContents(Math.min(MAX_CONTENTS, MEMORY / CONTENTS_SHARE));
    }

    /** A parameter takes 8 bytes in memory: all of a model take an eighth of it at most. */
    private static Limits ofModels(ServerOptions.Limits limits) {
        return new Limits(limits.upload(), limits.upload(), 4096, Math.min(MAX_PARAMETERS, MEMORY / PARAMETER_BYTES));
    }

    /** Problems found at the start, one line each. */
    private List<String> warnings(ModelStore opened) {
        List<String> warnings = new ArrayList<>(opened.warnings());
        if (limits.upload() < options.limits().upload()) {
            warnings.add("Java has " + (MEMORY >> 20) + " MB of memory, so models may have up to "
                    + (limits.upload() >> 20) + " MB instead of "
                    + (options.limits().upload() >> 20)
                    + "; start it with a larger -Xmx for more");
        }
        return warnings;
    }

    private ServerException explained(Throwable failure) {
        if (failure instanceof ServerException explained) {
            return explained;
        }
        String where = options.host() + ":" + options.port();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof BindException && message.contains("in use")) {
                return new ServerException(
                        "port " + options.port() + " is in use; choose another with --port", failure);
            }
            if (cause instanceof BindException && message.contains("Permission denied")) {
                return new ServerException(
                        "this user may not listen on port " + options.port() + "; choose a port above 1023", failure);
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return new ServerException(
                        "cannot listen on " + where + ": no address is known for " + options.host(), failure);
            }
            if (cause instanceof BindException) {
                return new ServerException("cannot listen on " + where + ": " + message, failure);
            }
        }
        return new ServerException("cannot listen on " + where + ": " + failure, failure);
    }

    /**
     * Accepts no new connections, lets running requests finish within {@link ServerOptions.Times#drain}, then stops.
     * May be called more than once, and before {@link #start} has succeeded.
     */
    public synchronized Future<Void> close() {
        long millis = options.times().drain().toMillis();
        List<Future<Void>> drained = new ArrayList<>();
        if (classes != null) {
            drained.add(Future.fromCompletionStage(classes.close()).timeout(millis, TimeUnit.MILLISECONDS));
        }
        verticles.forEach(verticle -> drained.add(verticle.drain(millis)));
        return Future.join(drained).transform(done -> release());
    }

    private synchronized Future<Void> release() {
        Vertx running = vertx;
        ModelStore opened = models;
        Workers work = workers;
        vertx = null;
        classes = null;
        models = null;
        workers = null;
        verticles.clear();
        Future<Void> closed = running == null ? Future.succeededFuture() : running.close();
        return closed.eventually(() -> {
            if (work != null) {
                work.close();
            }
            if (opened != null) {
                opened.close();
            }
            metrics.ifPresent(Metrics::close);
            return Future.succeededFuture();
        });
    }
}
