package org.layerlab.page.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.message.Reply;

/** Work beside the training, a step a turn of the event loop, so that messages and updates come in between. */
public final class BackgroundTasks {
    private record Task(Reply reply, BooleanSupplier work) {}

    private final Runnable turn;
    private final Map<String, Task> waiting = new LinkedHashMap<>();

    /** No work yet. */
    public BackgroundTasks(EventLoop loop) {
        turn = loop.soon(this::step);
    }

    /**
     * Adds work that returns true while there is more to do.
     *
     * @param kind of the question; an earlier one of the same kind is dropped, since its answer is out of date
     * @param reply gets the failure, or that the work was dropped
     */
    public void add(String kind, Reply reply, BooleanSupplier work) {
        boolean idle = waiting.isEmpty();
        Task earlier = waiting.remove(kind);
        if (earlier != null) {
            earlier.reply().drop();
        }
        waiting.put(kind, new Task(reply, work));
        if (idle) {
            turn.run();
        }
    }

    private void step() {
        Map.Entry<String, Task> first = waiting.entrySet().iterator().next();
        String kind = first.getKey();
        Task task = first.getValue();
        boolean[] more = {false};
        task.reply().attempt(() -> more[0] = task.work().getAsBoolean());
        if (!more[0]) {
            waiting.remove(kind, task);
        }
        if (!waiting.isEmpty()) {
            turn.run();
        }
    }
}
