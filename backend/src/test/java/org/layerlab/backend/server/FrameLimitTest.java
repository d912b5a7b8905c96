package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Frames of a WebSocket by a clock that the test turns. */
class FrameLimitTest {
    private static final List<Supplier<WebSocketFrame>> KINDS = List.of(
            PingWebSocketFrame::new,
            PongWebSocketFrame::new,
            TextWebSocketFrame::new,
            BinaryWebSocketFrame::new,
            ContinuationWebSocketFrame::new);

    private long now = Long.MAX_VALUE - 1000;
    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameLimit(() -> now));

    private void makeUnwritable() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        assertFalse(channel.isWritable());
    }

    @Test
    void framesOfEveryKindAreCountedTogether() {
        for (int i = 0; i < FrameLimit.BURST; i++) {
            WebSocketFrame frame = KINDS.get(i % KINDS.size()).get();
            channel.writeInbound(frame);
            assertEquals(frame, channel.readInbound());
        }
        PingWebSocketFrame tooMany = new PingWebSocketFrame(Unpooled.buffer(1));
        assertThrows(FrameLimit.TooManyFrames.class, () -> channel.writeInbound(tooMany));
        assertNull(channel.readInbound());
        assertEquals(0, tooMany.refCnt());
        // It is told once; what comes then is dropped, but for the end.
        now += Duration.ofMinutes(1).toNanos();
        channel.writeInbound(new PingWebSocketFrame());
        assertNull(channel.readInbound());
        channel.writeInbound(new CloseWebSocketFrame());
        assertInstanceOf(CloseWebSocketFrame.class, channel.readInbound());
    }

    @Test
    void aSteadyClientGoesOn() {
        for (int i = 0; i < 1000; i++) {
            now += Duration.ofSeconds(1).toNanos();
            for (int j = 0; j < FrameLimit.FRAMES_A_SECOND; j++) {
                channel.writeInbound(new PongWebSocketFrame());
                assertInstanceOf(PongWebSocketFrame.class, channel.readInbound());
            }
        }
    }

    @Test
    void pingsOfAClientThatDoesNotReadGetNoAnswer() {
        makeUnwritable();
        channel.writeInbound(new PingWebSocketFrame());
        assertNull(channel.readInbound());
        channel.writeInbound(new TextWebSocketFrame("{}"));
        assertInstanceOf(TextWebSocketFrame.class, channel.readInbound());
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.writeInbound(new PingWebSocketFrame());
        assertInstanceOf(PingWebSocketFrame.class, channel.readInbound());
    }

    @Test
    void aClientThatDoesNotReadIsHungUpOnAtAFrameTooMany() {
        makeUnwritable();
        for (int i = 0; i < FrameLimit.BURST; i++) {
            channel.writeInbound(new PingWebSocketFrame());
        }
        assertTrue(channel.isOpen());
        channel.writeInbound(new PingWebSocketFrame());
        assertFalse(channel.isOpen());
    }
}
