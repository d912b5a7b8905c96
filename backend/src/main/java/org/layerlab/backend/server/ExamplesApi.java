package org.layerlab.backend.server;

import com.eclipsesource.json.JsonObject;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PreparedSplit;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.server.Downloads.Description;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;

/**
 * Photos of a data set prepared for training: a whole split, or some of it. A split is prepared once and kept on disk;
 * what is asked for is read from there while it is sent, and never written.
 */
final class ExamplesApi {
    private static final int DEFAULT_WAIT_SECONDS = 30;

    /** How often a client may have photos prepared: a class prepares each data set once. */
    static final ServerOptions.Rate PREPARATIONS = new ServerOptions.Rate(20, Duration.ofMinutes(3));

    /** What is asked for. */
    private record Asked(DataSet dataSet, Split split, PhotoPreparation how) {
        String key() {
            return dataSet.id() + "/" + split.id() + "/" + how;
        }

        int total() {
            return dataSet.items(split).size();
        }
    }

    private record Progress(int done, int total) {}

    private final ExampleStore examples;
    private final Vertx vertx;
    private final BlockingJobs preparations;
    private final BlockingJobs reads;
    private final Outgoing outgoing;
    private final Allowance allowance;
    private final Map<String, Progress> progress = new ConcurrentHashMap<>();

    /**
     * @param preparations runs one preparation at a time: each uses all cores
     * @param reads draws subsets
     * @param allowance of preparations
     */
    ExamplesApi(
            ExampleStore examples,
            Vertx vertx,
            BlockingJobs preparations,
            BlockingJobs reads,
            Outgoing outgoing,
            Allowance allowance) {
        this.examples = examples;
        this.vertx = vertx;
        this.preparations = preparations;
        this.reads = reads;
        this.outgoing = outgoing;
        this.allowance = allowance;
    }

    Future<Void> send(RoutingContext ctx, DataSet dataSet, Split split) {
        Asked asked = new Asked(dataSet, split, preparation(ctx));
        int total = asked.total();
        int limit = (int) Math.min(total, Query.number(ctx, "limit", 1, Integer.MAX_VALUE, total));
        long seed = Query.number(ctx, "seed", 0, 0xFFFF_FFFFL, 0);
        long wait = Query.number(ctx, "wait", 1, DEFAULT_WAIT_SECONDS, 0);
        if (total == 0) {
            throw HttpProblem.notFound("the data set " + dataSet.id() + " has no " + split.id() + " images");
        }
        String name = name(asked, limit, seed);
        Description file = description(name, "no-cache");
        if (Downloads.endIfKnown(ctx, file)) {
            return Future.succeededFuture();
        }
        Future<PreparedSplit> prepared = examples.ready(dataSet, split, asked.how)
                .map(Future::succeededFuture)
                .orElseGet(() -> prepared(ctx, asked));
        return waitFor(prepared, wait == 0 ? DEFAULT_WAIT_SECONDS : wait)
                .compose(ready -> ready.isPresent()
                        ? send(ctx, ready.get(), limit, seed, description(name, file, ready.get()))
                        : stillPreparing(ctx, asked, wait > 0));
    }

    private static Description description(String name, String cacheControl) {
        return new Description(Validators.etag(name), "application/octet-stream", cacheControl, name + ".safetensors");
    }

    /** Photos that only this time could not be read must not be missing for good where the answer is kept. */
    private static Description description(String name, Description file, PreparedSplit split) {
        return split.incomplete()
                .map(hash -> description(name + "-" + hash.substring(0, 16), "no-store"))
                .orElse(file);
    }

    private static String name(Asked asked, int limit, long seed) {
        PhotoPreparation how = asked.how;
        // The seed has no effect when all examples are taken.
        String choice = limit == asked.total() ? "all" : limit + "-" + seed;
        return asked.dataSet.id() + "-" + asked.split.id() + "-" + choice + "-" + how.side() + "-"
                + how.resize().id() + "-" + how.crop().id() + "-"
                + asked.dataSet.fingerprint(asked.split).substring(0, 16);
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

    /** Prepares a split for the client of this request, or waits for the preparation that another has asked for. */
    private Future<PreparedSplit> prepared(RoutingContext ctx, Asked asked) {
        String client = Forwarding.client(ctx);
        if (!preparations.has(asked.key())) {
            allowance.require(client, 1, "photos have been prepared too often for your address");
        }
        return preparations.run(ctx, asked.key(), () -> prepare(asked, client));
    }

    private PreparedSplit prepare(Asked asked, String client) throws Exception {
        try {
            return examples.open(
                    asked.dataSet,
                    asked.split,
                    asked.how,
                    (done, total) -> progress.put(asked.key(), new Progress(done, total)));
        } finally {
            // What lies ready in a file costs nothing, and neither does a job that never began.
            if (progress.remove(asked.key()) != null) {
                allowance.spend(client, 1);
            }
        }
    }

    private Future<Void> send(RoutingContext ctx, PreparedSplit split, int limit, long seed, Description file) {
        if (limit >= split.size() && split.file().isPresent()) {
            FileChannel whole;
            try {
                whole = split.openFile();
            } catch (IOException e) {
                return Future.failedFuture(e);
            }
            return Downloads.send(ctx, whole, split.fileSize(), file);
        }
        return reads.run(ctx, () -> split.subset(limit, seed)).compose(subset -> {
            try {
                return outgoing.send(
                        subset.memory() + PieceSender.BYTES, () -> PieceSender.send(ctx, vertx, subset, file));
            } catch (HttpProblem e) {
                subset.close();
                throw e;
            }
        });
    }

    /** 202 for clients that said how long they wait; 503 for others, which would take any 2xx for the photos. */
    private Future<Void> stillPreparing(RoutingContext ctx, Asked asked, boolean asksAgain) {
        Progress now = progress.getOrDefault(asked.key(), new Progress(0, asked.total()));
        if (!asksAgain) {
            throw new HttpProblem(
                    503,
                    "busy",
                    "the photos are being prepared: " + now.done + " of " + now.total + " are ready",
                    Map.of("Retry-After", "5"));
        }
        // Not with the file's ETag: Firefox would keep this answer as the file, and be told that it is still right.
        ctx.response().headers().remove(HttpHeaders.ETAG);
        ctx.response()
                .setStatusCode(202)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Retry-After", "1");
        return Downloads.json(ctx, new JsonObject().add("done", now.done).add("total", now.total));
    }

    /** Waits up to {@code seconds}, since thousands of photos take a while to decode; empty when they are not ready. */
    private Future<Optional<PreparedSplit>> waitFor(Future<PreparedSplit> prepared, long seconds) {
        Promise<Optional<PreparedSplit>> answer = Promise.promise();
        long timer = vertx.setTimer(seconds * 1000, id -> answer.tryComplete(Optional.empty()));
        prepared.onComplete(result -> {
            vertx.cancelTimer(timer);
            if (result.succeeded()) {
                answer.tryComplete(Optional.of(result.result()));
            } else {
                answer.tryFail(result.cause());
            }
        });
        return answer.future();
    }
}
