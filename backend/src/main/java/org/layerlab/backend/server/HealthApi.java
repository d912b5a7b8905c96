package org.layerlab.backend.server;

import com.eclipsesource.json.JsonObject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.log.FailureLog;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StoreLimitException;

/**
 * Reports how the server does. Whether models can be stored it finds out by writing a file and by the room on the disk
 * and in the store's limits: once in five seconds, however often that is asked.
 */
final class HealthApi {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final String NOT_THERE = "the store's folder is missing, cannot be read, or is another one now";

    private final ModelStore models;
    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final FailureLog failures;
    // Guarded by this.
    private @Nullable Future<Void> last;
    private long lastAt;

    HealthApi(ModelStore models, Vertx vertx, LongSupplier nanoTime) {
        this.models = models;
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.failures = new FailureLog(nanoTime);
    }

    /**
     * Whether clients should be sent here: also while nothing can be stored, for what is stored can be read. A server that
     * stops accepts no connection.
     */
    Future<Void> ready(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return models.isThere()
                ? Downloads.json(ctx, new JsonObject().add("status", "ready"))
                : Future.failedFuture(unwell("models cannot be served: " + NOT_THERE));
    }

    /** Whether this server can answer and store. */
    Future<Void> check(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // A folder that is gone, or back, is seen at once.
        Future<Void> checked =
                models.isThere() ? OwnContext.of(vertx, latest()) : Future.failedFuture(problem(NOT_THERE));
        return checked.compose(
                done -> Downloads.json(ctx, new JsonObject().add("status", "ok").add("models", models.size())));
    }

    private synchronized Future<Void> latest() {
        long now = nanoTime.getAsLong();
        if (last == null || now - lastAt > FRESH.toNanos()) {
            lastAt = now;
            last = vertx.<Void>executeBlocking(
                            () -> {
                                models.checkWritable();
                                return null;
                            },
                            false)
                    .recover(this::explained);
        }
        return last;
    }

    private Future<Void> explained(Throwable failure) {
        failures.reportLine("GET /health", failure);
        if (!(failure instanceof StoreException store)) {
            return Future.failedFuture(failure);
        }
        String why = switch (store.reason()) {
            case FULL ->
                store instanceof StoreLimitException
                        ? "the store has reached its limit, or the largest model would exceed it"
                        : "the disk is full, or has no room for the largest model";
            case READ_ONLY -> "the store is read-only";
            case UNWRITABLE -> "the store cannot be written; see the server's log";
            default -> "the store failed; see the server's log";
        };
        return Future.failedFuture(problem(why));
    }

    private static HttpProblem problem(String why) {
        return unwell("models cannot be stored: " + why);
    }

    private static HttpProblem unwell(String message) {
        return new HttpProblem(503, "store_failed", message, Map.of("Retry-After", String.valueOf(FRESH.toSeconds())));
    }
}
