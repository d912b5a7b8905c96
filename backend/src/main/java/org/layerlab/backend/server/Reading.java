package org.layerlab.backend.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Whether the client of a connection reads what it is sent. Sending more to a client that reads nothing does not count
 * as reading. Belongs to one event loop.
 */
final class Reading extends ChannelOutboundHandlerAdapter {
    /** Writes that have left whole. */
    private long left;

    private @Nullable ChannelHandlerContext here;
    private boolean isWaiting;
    private long seenLeft;
    private long seenProgress;
    private long readAt;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        here = ctx;
    }

    // The listener cannot fail, and nobody waits for it.
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ChannelPromise written = promise.unvoid();
        written.addListener(done -> left++);
        ctx.write(message, written);
    }

    /** Looks at what waits now; whether anything does. Call it at regular intervals. */
    boolean look(Channel channel, long now) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.isEmpty()) {
            isWaiting = false;
            return false;
        }
        long progress = buffer.currentProgress();
        if (!isWaiting || left != seenLeft || progress != seenProgress) {
            isWaiting = true;
            seenLeft = left;
            seenProgress = progress;
            readAt = now;
        }
        return true;
    }

    /** Whether something waited for it at the last look. */
    boolean isWaiting() {
        return isWaiting;
    }

    /** Closes at once: a WebSocket would first send why, behind what its client does not read. */
    // It cannot fail, and nobody waits for it.
    @SuppressWarnings("FutureReturnValueIgnored")
    void hangUp() {
        if (here != null) {
            here.close();
        }
    }

    /** When it was last seen to read, of what {@link #look} found waiting. */
    long readAt() {
        return readAt;
    }
}
