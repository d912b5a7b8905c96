package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** Time, and turns of the event loop; the same in a page and in a worker. */
public final class Clock {
    private Clock() {}

    /** What is done later. */
    @JSFunctor
    public interface Task extends JSObject {
        void run();
    }

    /** Milliseconds since the page or worker began. */
    @JSBody(script = "return performance.now();")
    public static native double now();

    /** Runs a task after this many milliseconds. */
    @JSBody(
            params = {"milliseconds", "task"},
            script = "setTimeout(function() { task(); }, milliseconds);")
    public static native void after(double milliseconds, Task task);

    /**
     * A function that runs a task as soon as the messages that wait have been heard. (setTimeout would wait 4 ms when
     * used again and again, a message channel does not.)
     */
    @JSBody(
            params = "task",
            script = "var channel = new MessageChannel();"
                    + "channel.port1.onmessage = function() { task(); };"
                    + "return function() { channel.port2.postMessage(0); };")
    public static native Task soon(Task task);
}
