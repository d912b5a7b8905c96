package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** A WebSocket to the server that this page came from. */
public final class Socket {
    private final JSObject socket;

    /** Takes a message. */
    @JSFunctor
    public interface Heard extends JSObject {
        void heard(String text);
    }

    /** Hears that it is closed, or never opened. */
    @JSFunctor
    public interface Closed extends JSObject {
        void closed();
    }

    /** Connects. */
    public Socket(String path, Heard heard, Closed closed) {
        socket = open(path, heard, closed);
    }

    /** Sends a message, if it is open. */
    public void send(String text) {
        send(socket, text);
    }

    /** Closes it. */
    public void close() {
        close(socket);
    }

    @JSBody(
            params = {"path", "heard", "closed"},
            script = "var socket = new WebSocket(location.origin.replace(/^http/, 'ws') + path);"
                    + "socket.onmessage = function(event) { heard(event.data); };"
                    + "socket.onclose = function() { closed(); };"
                    + "return socket;")
    private static native JSObject open(String path, Heard heard, Closed closed);

    @JSBody(
            params = {"socket", "text"},
            script = "if (socket.readyState === 1) { socket.send(text); }")
    private static native void send(JSObject socket, String text);

    @JSBody(params = "socket", script = "socket.close();")
    private static native void close(JSObject socket);
}
