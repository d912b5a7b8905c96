package org.layerlab.backend.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** Closes the connection of a client that has ended its output: after the last answer, or at once if none is due. */
final class HalfClosed extends ChannelDuplexHandler {
    private int due;
    private boolean inRequest;
    private boolean ended;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            due++;
            inRequest = true;
        }
        if (message instanceof LastHttpContent) {
            inRequest = false;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        ChannelPromise written = promise;
        if (message instanceof LastHttpContent && !isInterim(message)) {
            due--;
            if (ended && due == 0) {
                written = promise.unvoid();
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }
        super.write(ctx, message, written);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                // After that answer, the connection is a WebSocket.
                && response.status().code() != 101;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            ended = true;
            if (inRequest || due == 0) {
                close(ctx, ctx.newPromise());
            }
        }
        ctx.fireUserEventTriggered(event);
    }
}
