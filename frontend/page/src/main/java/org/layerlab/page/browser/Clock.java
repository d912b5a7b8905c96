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
     * used again and again, a message channel does not. There is one for all: a browser never frees a channel that is
     * listened to, with all that its listener holds.)
     */
    @JSBody(
            params = "task",
            script = "var all = self.layerLabTurns;"
                    + "if (!all) {"
                    + "  all = self.layerLabTurns = [new MessageChannel()];"
                    + "  all[0].port1.onmessage = function() { all.splice(1, 1)[0](); };"
                    + "}"
                    + "return function() { all.push(task); all[0].port2.postMessage(0); };")
    public static native Task soon(Task task);
}
