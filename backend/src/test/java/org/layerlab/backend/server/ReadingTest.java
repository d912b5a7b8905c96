package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** A client that reads when the test says so. */
class ReadingTest {
    private final Reading reading = new Reading();

    private final EmbeddedChannel channel = new EmbeddedChannel(reading) {
        @Override
        protected void doWrite(ChannelOutboundBuffer in) {
            // The client reads nothing by itself.
        }
    };

    private void send() {
        var unused = channel.writeOneOutbound(Unpooled.wrappedBuffer(new byte[10]));
        channel.flushOutbound();
    }

    private ChannelOutboundBuffer waiting() {
        return channel.unsafe().outboundBuffer();
    }

    @Test
    void whatIsNewlySentIsNoSignThatTheClientReads() {
        assertFalse(reading.look(channel, 1));
        send();
        for (int now = 2; now < 100; now++) {
            assertTrue(reading.look(channel, now));
            assertEquals(2, reading.readAt());
            send();
        }
    }

    @Test
    void aMessageThatLeavesOrAPartOfItIs() {
        send();
        send();
        assertTrue(reading.look(channel, 1));
        waiting().progress(5);
        assertTrue(reading.look(channel, 2));
        assertEquals(2, reading.readAt());
        waiting().remove();
        send();
        assertTrue(reading.look(channel, 3));
        assertEquals(3, reading.readAt());
        assertTrue(reading.look(channel, 4));
        assertEquals(3, reading.readAt());
    }

    @Test
    void whoReadsNothingIsHungUpOnThoughItsCloseWouldWait() {
        channel.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
            @Override
            public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
                // As of a WebSocket: first comes a frame that says why.
            }
        });
        send();
        assertTrue(reading.look(channel, 1));
        assertTrue(reading.isWaiting());
        var unused = channel.pipeline().close();
        assertTrue(channel.isOpen());
        reading.hangUp();
        assertFalse(channel.isOpen());
    }

    @Test
    void whoHasReadAllIsNotLateWithWhatComesNext() {
        send();
        assertTrue(reading.look(channel, 1));
        waiting().remove();
        assertFalse(reading.look(channel, 2));
        send();
        assertTrue(reading.look(channel, 100));
        assertEquals(100, reading.readAt());
        waiting().remove();
        send();
        assertTrue(reading.look(channel, 200), "the one before went between two looks");
        assertEquals(200, reading.readAt());
    }
}
