package org.layerlab.backend.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.function.LongSupplier;
import org.layerlab.backend.classroom.Pace;

/**
 * Bounds the frames of a WebSocket, before Vert.x sees them: it answers every ping, whether or not the client reads the
 * answers. A ping that comes while the client does not read gets none, which RFC 6455 allows (section 5.5.3). A frame too
 * many ends the connection.
 */
final class FrameLimit extends ChannelInboundHandlerAdapter {
    /** Frames of any kind a second, in the long run: a message may come in four. */
    static final int FRAMES_A_SECOND = 4 * Pace.MESSAGES_A_SECOND;

    /** Frames at once. */
    static final int BURST = 4 * Pace.BURST;

    /** What the WebSocket is told of a frame too many. */
    static final class TooManyFrames extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooManyFrames() {
            super("more than " + FRAMES_A_SECOND + " frames a second", null, false, false);
        }
    }

    private final Pace pace;
    private boolean refused;

    FrameLimit(LongSupplier nanoTime) {
        pace = new Pace(nanoTime, FRAMES_A_SECOND, BURST);
    }

    /** Watches a connection that is about to become a WebSocket. */
    static void install(HttpConnection connection, LongSupplier nanoTime) {
        ChannelHandlerContext vertx = ((HttpServerConnection) connection).channelHandlerContext();
        // A handshake may have failed before, on the same connection.
        if (vertx.pipeline().get(FrameLimit.class) == null) {
            vertx.pipeline().addBefore(vertx.name(), "frameLimit", new FrameLimit(nanoTime));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof WebSocketFrame) || message instanceof CloseWebSocketFrame) {
            ctx.fireChannelRead(message);
            return;
        }
        boolean isUnread = !ctx.channel().isWritable();
        if (refused || !pace.take()) {
            ReferenceCountUtil.release(message);
            refuse(ctx, isUnread);
        } else if (isUnread && message instanceof PingWebSocketFrame) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    // Closing cannot fail, and nobody waits for it.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void refuse(ChannelHandlerContext ctx, boolean isUnread) {
        if (isUnread) {
            // It would not read a reason either.
            ctx.close();
        } else if (!refused) {
            ctx.fireExceptionCaught(new TooManyFrames());
        }
        refused = true;
    }
}
