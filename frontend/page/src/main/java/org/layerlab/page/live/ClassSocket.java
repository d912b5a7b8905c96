package org.layerlab.page.live;

import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Socket;

/** A class's messages by WebSocket. */
final class ClassSocket implements Connection.Wire {
    private static final String PATH = "/api/classes/socket";

    private @Nullable Socket socket;

    @Override
    public void open(Connection.Listener listener) {
        socket = new Socket(PATH, listener::heard, listener::closed);
    }

    @Override
    public void send(String text) {
        if (socket != null) {
            socket.send(text);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
