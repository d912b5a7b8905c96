package org.layerlab.backend.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Results that several requests share: each request has its own event loop, and its response is sent from there. */
final class OwnContext {
    private OwnContext() {}

    /** The same result, given on the event loop that this is called on. */
    static <T> Future<T> of(Vertx vertx, Future<T> shared) {
        Context own = vertx.getOrCreateContext();
        Promise<T> answer = Promise.promise();
        shared.onComplete(result -> own.runOnContext(now -> answer.handle(result)));
        return answer.future();
    }
}
