package org.layerlab.backend.server;

import com.eclipsesource.json.JsonObject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;

/** Reports whether models can be served and stored, by writing a file. */
final class HealthApi {
    private static final System.Logger LOG = System.getLogger(HealthApi.class.getName());

    private final ModelStore models;
    private final Vertx vertx;

    HealthApi(ModelStore models, Vertx vertx) {
        this.models = models;
        this.vertx = vertx;
    }

    Future<Void> check(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return vertx.executeBlocking(
                        () -> {
                            models.checkWritable();
                            return models.size();
                        },
                        false)
                .recover(failure -> {
                    LOG.log(System.Logger.Level.ERROR, failure.getMessage());
                    return Future.failedFuture(
                            failure instanceof StoreException
                                    ? new HttpProblem(503, "store_failed", "models cannot be stored")
                                    : failure);
                })
                .compose(size ->
                        Downloads.json(ctx, new JsonObject().add("status", "ok").add("models", size)));
    }
}
