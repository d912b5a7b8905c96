package org.layerlab.page.photos.classes;

import org.jspecify.annotations.Nullable;

/**
 * The networks that the page has its worker open one after another. Only the newest counts: whoever waits for an older one
 * does not hear of it. The worker answers each that it is sent, in order.
 */
final class NetworkOpener {
    private int newest;
    /** Whether the worker was sent the newest. */
    private boolean sent;
    /** How many the worker was sent and has not answered yet. */
    private int unanswered;
    /** The id of the newest; empty where it is not a saved network. */
    private String id = "";

    /** Waits for the newest; null once the worker has it. */
    private @Nullable Runnable waiting;

    /**
     * Another network is wanted.
     *
     * @param saved its id; empty where it is not a saved one
     * @param then runs once the worker has it
     * @return its number
     */
    int begin(String saved, Runnable then) {
        newest++;
        sent = false;
        id = saved;
        waiting = then;
        return newest;
    }

    /** No network is wanted any more. */
    void drop() {
        begin("", () -> {});
        waiting = null;
    }

    /** Whether a file that is not a saved network is on its way. */
    boolean awaitsFile() {
        return waiting != null && id.isEmpty();
    }

    /** Whether the worker's next answer is about an older network. */
    boolean isLate() {
        return unanswered > (sent ? 1 : 0);
    }

    /** Whether no other has been wanted since the one of that number. */
    boolean isNewest(int number) {
        return number == newest;
    }

    /** The newest goes to the worker. */
    void sent() {
        sent = true;
        unanswered++;
    }

    /** The id of the saved network that is there or on its way; empty where there is none. */
    String id() {
        return id;
    }

    /** Runs this once the worker has the saved network of that id. Returns false if another one is wanted. */
    boolean whenOpen(String saved, Runnable then) {
        if (!saved.equals(id)) {
            return false;
        }
        if (waiting == null) {
            then.run();
        } else {
            waiting = then;
        }
        return true;
    }

    /** The worker has opened a network, or refused it. Returns whether that was the newest. */
    boolean answered() {
        unanswered = Math.max(0, unanswered - 1);
        return sent && unanswered == 0;
    }

    /** Runs what waits for the newest. */
    void opened() {
        Runnable next = waiting;
        waiting = null;
        if (next != null) {
            next.run();
        }
    }
}
