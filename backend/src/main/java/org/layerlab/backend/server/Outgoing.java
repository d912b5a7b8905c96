package org.layerlab.backend.server;

import com.eclipsesource.json.JsonValue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The memory that answers take until their clients have read them: clients that read slowly, or not at all, must not
 * fill the heap. Safe for use by several threads.
 */
final class Outgoing {
    private final long maxBytes;
    private long bytes;

    /**
     * @param maxBytes of all answers together; a single larger one is sent while there is no other
     */
    Outgoing(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Sends an answer of this many bytes, and counts them until they are sent or the client is gone.
     *
     * @param send the future completes when the answer has left
     * @throws HttpProblem 503 when there is no room for it
     */
    Future<Void> send(long size, Supplier<Future<Void>> send) {
        take(size);
        Future<Void> sent;
        try {
            sent = send.get();
        } catch (RuntimeException e) {
            give(size);
            throw e;
        }
        return sent.onComplete(done -> give(size));
    }

    /**
     * Sends JSON, such as a page of a list, and counts it likewise.
     *
     * @throws HttpProblem 503 when there is no room for it
     */
    Future<Void> json(RoutingContext ctx, JsonValue json) {
        Buffer body = Buffer.buffer(json.toString());
        return send(body.length(), () -> Downloads.json(ctx, body));
    }

    private synchronized void take(long size) {
        if (bytes > 0 && bytes + size > maxBytes) {
            throw new HttpProblem(
                    503, "busy", "too many large answers are being sent; try again soon", Map.of("Retry-After", "5"));
        }
        bytes += size;
    }

    private synchronized void give(long size) {
        bytes -= size;
    }
}
