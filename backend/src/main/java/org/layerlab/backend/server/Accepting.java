package org.layerlab.backend.server;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Accepts no connections while an event loop has many tasks left: connected clients come first. A flood of
 * connections waits in the operating system, where it costs nothing, instead of in front of every step of every request.
 * Safe for use by several threads.
 */
final class Accepting {
    private static final int MOST_TASKS = 64;
    private static final long PAUSE_MILLIS = 10;

    private final AtomicBoolean paused = new AtomicBoolean();

    /** Looks whether the event loop of a new connection has time for more of them; called on it. */
    void opened(HttpConnection connection) {
        if (!(connection instanceof ConnectionBase base)) {
            return;
        }
        EventLoop loop = base.channel().eventLoop();
        Channel server = base.channel().parent();
        if (server != null && isBusy(loop) && paused.compareAndSet(false, true)) {
            server.config().setAutoRead(false);
            resumeLater(server, loop);
        }
    }

    private static boolean isBusy(EventLoop loop) {
        return loop instanceof SingleThreadEventExecutor executor && executor.pendingTasks() > MOST_TASKS;
    }

    // It cannot fail, and nobody waits for it.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void resumeLater(Channel server, EventLoop loop) {
        loop.schedule(() -> resume(server, loop), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void resume(Channel server, EventLoop loop) {
        if (isBusy(loop) && server.isOpen()) {
            resumeLater(server, loop);
        } else {
            paused.set(false);
            server.config().setAutoRead(true);
        }
    }
}
