package org.layerlab.backend.server;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.ExamplesFile;
import org.layerlab.backend.dataset.Item;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.server.Downloads.Description;
import org.layerlab.backend.store.FileCache;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;

/** Data sets: the list, the images, and whole splits prepared for training. */
final class DataSetApi {
    private static final int MAX_PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;
    // Images can change when the server restarts: clients revalidate them after an hour.
    private static final String AN_HOUR = "public, max-age=3600";
    private static final int DEFAULT_WAIT_SECONDS = 30;

    private record Chosen(DataSet dataSet, Split split) {}

    private record Progress(int done, int total) {}

    private final Map<String, DataSet> dataSets = new LinkedHashMap<>();
    private final ExampleStore examples;
    private final FileCache cache;
    private final WorkerExecutor preparation;
    private final Vertx vertx;
    private final Map<String, Future<FileCache.Cached>> running = new ConcurrentHashMap<>();
    private final Map<String, Progress> progress = new ConcurrentHashMap<>();

    /**
     * @param cache of requested subsets
     * @param preparation runs one preparation at a time: each uses all cores
     */
    DataSetApi(
            List<DataSet> dataSets, ExampleStore examples, FileCache cache, Vertx vertx, WorkerExecutor preparation) {
        dataSets.forEach(dataSet -> this.dataSets.put(dataSet.id(), dataSet));
        this.examples = examples;
        this.cache = cache;
        this.vertx = vertx;
        this.preparation = preparation;
    }

    void addTo(Routes routes) {
        routes.get("/api/datasets", this::list)
                .get("/api/datasets/:id/:split", this::items)
                .get("/api/datasets/:id/:split/examples", this::examples)
                .get("/datasets/:id/:split/:name", this::image);
    }

    private Future<Void> list(RoutingContext ctx) {
        JsonArray list = new JsonArray();
        for (DataSet dataSet : dataSets.values()) {
            JsonArray classes = new JsonArray();
            dataSet.classes().forEach(classes::add);
            JsonObject splits = new JsonObject();
            for (Split split : Split.values()) {
                splits.add(split.id(), dataSet.items(split).size());
            }
            list.add(new JsonObject()
                    .add("id", dataSet.id())
                    .add("name", dataSet.name())
                    .add("source", dataSet.source())
                    .add("licence", dataSet.licence())
                    .add("classes", classes)
                    .add("splits", splits)
                    .add("leftOut", dataSet.leftOut().toString()));
        }
        return Downloads.json(ctx, list);
    }

    private Chosen chosen(RoutingContext ctx) {
        DataSet dataSet = dataSets.get(ctx.pathParam("id"));
        if (dataSet == null) {
            throw HttpProblem.notFound("no such data set; available: " + dataSets.keySet());
        }
        Split split = Split.of(ctx.pathParam("split"))
                .orElseThrow(() -> HttpProblem.notFound("no such split; available: train, test"));
        return new Chosen(dataSet, split);
    }

    private Future<Void> items(RoutingContext ctx) {
        Chosen chosen = chosen(ctx);
        List<Item> items = chosen.dataSet.items(chosen.split);
        int lastLabel = chosen.dataSet.classes().size() - 1;
        long label = Query.number(ctx, "label", 0, lastLabel, -1);
        if (label >= 0) {
            items = items.stream().filter(item -> item.label() == label).toList();
        }
        int offset = (int) Math.min(items.size(), Query.number(ctx, "offset", 0, Integer.MAX_VALUE, 0));
        int limit = (int) Query.number(ctx, "limit", 1, MAX_PAGE, DEFAULT_PAGE);
        JsonArray page = new JsonArray();
        for (Item item : items.subList(offset, (int) Math.min(items.size(), (long) offset + limit))) {
            String url = "/datasets/" + chosen.dataSet.id() + "/" + chosen.split.id() + "/" + encode(item.name());
            page.add(new JsonObject()
                    .add("name", item.name())
                    .add("label", item.label())
                    .add("url", url));
        }
        return Downloads.json(ctx, new JsonObject().add("total", items.size()).add("items", page));
    }

    private static String encode(String name) {
        // Form encoding differs from path encoding only in the space.
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Future<Void> image(RoutingContext ctx) {
        Chosen chosen = chosen(ctx);
        // Looked up among known names: no name leads out of the data set.
        Item item = chosen.dataSet
                .item(chosen.split, ctx.pathParam("name"))
                .orElseThrow(() -> HttpProblem.notFound(
                        "the data set " + chosen.dataSet.id() + " has no such " + chosen.split.id() + " image"));
        String etag = Digests.sha256(
                chosen.dataSet.fingerprint(chosen.split).getBytes(StandardCharsets.UTF_8),
                item.name().getBytes(StandardCharsets.UTF_8));
        Description file = new Description(
                Validators.etag(etag.substring(0, 24)), chosen.dataSet.mediaType(item.name()), AN_HOUR, null);
        if (Downloads.endIfKnown(ctx, file)) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(() -> chosen.dataSet.bytes(chosen.split, item.name()), false)
                .compose(bytes -> Downloads.send(ctx, bytes, file));
    }

    private Future<Void> examples(RoutingContext ctx) {
        Chosen chosen = chosen(ctx);
        int total = chosen.dataSet.items(chosen.split).size();
        PhotoPreparation how = preparation(ctx);
        int limit = (int) Math.min(total, Query.number(ctx, "limit", 1, Integer.MAX_VALUE, total));
        long seed = Query.number(ctx, "seed", 0, 0xFFFF_FFFFL, 0);
        if (total == 0) {
            throw HttpProblem.notFound(
                    "the data set " + chosen.dataSet.id() + " has no " + chosen.split.id() + " images");
        }
        // The seed has no effect when all examples are taken.
        String choice = limit == total ? "all" : limit + "-" + seed;
        String name = chosen.dataSet.id() + "-" + chosen.split.id() + "-" + choice + "-" + how.side()
                + "-" + how.resize().id() + "-" + how.crop().id() + "-"
                + chosen.dataSet.fingerprint(chosen.split).substring(0, 16);
        Description file =
                new Description(Validators.etag(name), "application/octet-stream", "no-cache", name + ".safetensors");
        if (Downloads.endIfKnown(ctx, file)) {
            return Future.succeededFuture();
        }
        Future<FileCache.Cached> made = running(name, () -> make(chosen, how, limit, seed, name));
        long wait = Query.number(ctx, "wait", 1, DEFAULT_WAIT_SECONDS, 0);
        return waitFor(made, wait == 0 ? DEFAULT_WAIT_SECONDS : wait)
                .compose(ready -> ready.isPresent()
                        ? Downloads.send(ctx, ready.get().path(), ready.get().size(), file)
                        : stillPreparing(ctx, chosen, how, wait > 0));
    }

    private static String progressKey(Chosen chosen, PhotoPreparation how) {
        return chosen.dataSet.id() + "/" + chosen.split.id() + "/" + how;
    }

    /** As {@code size}, {@code resize} and {@code crop} say; without them, as the tutorial. */
    private static PhotoPreparation preparation(RoutingContext ctx) {
        int side = (int) Query.number(
                ctx, "size", PhotoPreparation.MIN_SIDE, PhotoPreparation.MAX_SIDE, PhotoPreparation.TUTORIAL.side());
        return new PhotoPreparation(
                side,
                Query.choice(ctx, "resize", Resize.values(), PhotoPreparation.TUTORIAL.resize()),
                Query.choice(ctx, "crop", Crop.values(), PhotoPreparation.TUTORIAL.crop()));
    }

    /** 202 for clients that said how long they wait; 503 for others, which would take any 2xx for the photos. */
    private Future<Void> stillPreparing(RoutingContext ctx, Chosen chosen, PhotoPreparation how, boolean asksAgain) {
        Progress now = progress.getOrDefault(
                progressKey(chosen, how),
                new Progress(0, chosen.dataSet.items(chosen.split).size()));
        if (!asksAgain) {
            throw new HttpProblem(
                    503,
                    "busy",
                    "the photos are being prepared: " + now.done + " of " + now.total + " are ready",
                    Map.of("Retry-After", "5"));
        }
        return ctx.response()
                .setStatusCode(202)
                .putHeader("Retry-After", "1")
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .add("done", now.done)
                        .add("total", now.total)
                        .toString());
    }

    /** Concurrent requests for the same file share one preparation. */
    private Future<FileCache.Cached> running(String name, java.util.concurrent.Callable<FileCache.Cached> make) {
        Promise<FileCache.Cached> promise = Promise.promise();
        Future<FileCache.Cached> earlier = running.putIfAbsent(name, promise.future());
        if (earlier != null) {
            return earlier;
        }
        preparation.executeBlocking(make, false).onComplete(made -> {
            running.remove(name);
            promise.handle(made);
        });
        return promise.future();
    }

    private FileCache.Cached make(Chosen chosen, PhotoPreparation how, int limit, long seed, String name)
            throws Exception {
        String key = progressKey(chosen, how);
        try {
            PhotoExamples all = examples.prepared(
                    chosen.dataSet, chosen.split, how, (done, total) -> progress.put(key, new Progress(done, total)));
            if (limit >= all.size()) {
                Path whole = examples.file(chosen.dataSet, chosen.split, how);
                return new FileCache.Cached(whole, Files.size(whole));
            }
            return cache.get(
                    name + ".safetensors",
                    () -> ExamplesFile.encode(all.subset(limit, seed), chosen.dataSet, chosen.split, how));
        } finally {
            progress.remove(key);
        }
    }

    /** Waits up to {@code seconds}, since thousands of photos take a while to decode; empty when they are not ready. */
    private Future<Optional<FileCache.Cached>> waitFor(Future<FileCache.Cached> made, long seconds) {
        Promise<Optional<FileCache.Cached>> answer = Promise.promise();
        long timer = vertx.setTimer(seconds * 1000, id -> answer.tryComplete(Optional.empty()));
        // The first request may be on another event loop: each response is sent from its own.
        Context own = vertx.getOrCreateContext();
        made.onComplete(result -> own.runOnContext(now -> {
            vertx.cancelTimer(timer);
            if (result.succeeded()) {
                answer.tryComplete(Optional.of(result.result()));
            } else {
                answer.tryFail(result.cause());
            }
        }));
        return answer.future();
    }
}
