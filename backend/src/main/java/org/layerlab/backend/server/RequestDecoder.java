package org.layerlab.backend.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Reads requests like the decoder of Vert.x, and refuses more: what {@link Framing} refuses, and malformed lines. Nothing
 * that follows a refused request is read.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    private boolean inHead = true;
    private boolean hasStarted;
    private boolean inFirstLine = true;
    private boolean isMalformed;
    private int previous;
    private boolean refused;

    private RequestDecoder(Http1ServerConfig limits) {
        super(limits);
    }

    /** Replaces the decoder of a new connection, and lets its client end its output before it has its answers. */
    static void install(HttpConnection connection, Http1ServerConfig limits) {
        ChannelPipeline pipeline =
                ((HttpServerConnection) connection).channelHandlerContext().pipeline();
        pipeline.replace("httpDecoder", "httpDecoder", new RequestDecoder(limits));
        pipeline.addAfter("httpEncoder", "halfClosed", new HalfClosed());
        pipeline.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int from = in.readerIndex();
        int known = out.size();
        super.decode(ctx, in, out);
        if (inHead) {
            // A call that reads a head reads nothing beyond it.
            inspect(in, from);
        }
        for (Object message : out.subList(known, out.size())) {
            if (message instanceof HttpRequest request) {
                inHead = false;
                check(request);
            }
            if (message instanceof LastHttpContent) {
                inHead = true;
                hasStarted = false;
                inFirstLine = true;
                previous = 0;
            }
        }
    }

    /** Finds what the decoder lets pass: folded headers, headers without a name, and control characters. */
    private void inspect(ByteBuf in, int from) {
        for (int i = from; i < in.readerIndex(); i++) {
            int b = in.getUnsignedByte(i);
            boolean lineEnd = b == '\r' || b == '\n';
            isMalformed |= (previous == '\n' && (b == ' ' || b == '\t' || b == ':'))
                    || (previous == '\r' && b != '\n')
                    || (b < ' ' && !lineEnd && (b != '\t' || inFirstLine));
            // Empty lines may come before the first one.
            if (!lineEnd) {
                hasStarted = true;
            } else if (hasStarted) {
                inFirstLine = false;
            }
            previous = b;
        }
    }

    private void check(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refused = true;
            return;
        }
        HttpProblem problem = isMalformed ? Problems.invalid() : Framing.problemOf(request);
        if (problem != null) {
            refused = true;
            request.setProtocolVersion(HttpVersion.HTTP_1_1).setDecoderResult(DecoderResult.failure(problem));
        }
    }
}
