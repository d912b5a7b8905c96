package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.layerlab.backend.dataset.Pieces;
import org.layerlab.backend.server.Downloads.Description;
import org.layerlab.backend.server.Validators.Range;

/** Sends bytes that are read piece by piece: the next piece is read once the client has taken the one before. */
final class PieceSender {
    /** The largest piece, in bytes. */
    static final int BYTES = 256 << 10;

    private final RoutingContext ctx;
    private final Vertx vertx;
    private final Pieces pieces;
    private final long end;
    private final Promise<Void> sent = Promise.promise();
    private long at;

    private PieceSender(RoutingContext ctx, Vertx vertx, Pieces pieces, Range range) {
        this.ctx = ctx;
        this.vertx = vertx;
        this.pieces = pieces;
        this.at = range.from();
        this.end = range.from() + range.length();
    }

    /** Sends all of the pieces, or the requested range, and closes them. */
    static Future<Void> send(RoutingContext ctx, Vertx vertx, Pieces pieces, Description file) {
        Range range = Downloads.begin(ctx, pieces.size(), file);
        ctx.response().putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(range.length()));
        Future<Void> sent;
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            sent = ctx.response().end();
        } else {
            PieceSender sender = new PieceSender(ctx, vertx, pieces, range);
            sender.next();
            sent = sender.sent.future();
        }
        return sent.onComplete(done -> pieces.close());
    }

    private void next() {
        if (at == end) {
            ctx.response().end().onComplete(sent);
            return;
        }
        long from = at;
        int length = (int) Math.min(BYTES, end - from);
        at += length;
        vertx.executeBlocking(() -> pieces.read(from, length), false)
                .compose(piece -> ctx.response().write(Buffer.buffer(piece)))
                .onSuccess(written -> next())
                .onFailure(sent::tryFail);
    }
}
