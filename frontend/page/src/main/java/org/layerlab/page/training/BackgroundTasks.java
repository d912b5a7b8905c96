package org.layerlab.page.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.layerlab.page.browser.Clock;

/** Work beside the training, a step a turn of the event loop, so that messages and updates come in between. */
public final class BackgroundTasks {
    private final Consumer<String> failed;
    private final Clock.Task turn = Clock.soon(this::step);
    private final Map<String, BooleanSupplier> waiting = new LinkedHashMap<>();

    /**
     * No work yet.
     *
     * @param failed hears why one of them came to nothing
     */
    public BackgroundTasks(Consumer<String> failed) {
        this.failed = failed;
    }

    /**
     * Adds work that gives true as long as there is more of it.
     *
     * @param kind of the question; an earlier one of the same kind is dropped, for nobody waits for it any more
     */
    public void add(String kind, BooleanSupplier job) {
        boolean idle = waiting.isEmpty();
        waiting.remove(kind);
        waiting.put(kind, job);
        if (idle) {
            turn.run();
        }
    }

    private void step() {
        Map.Entry<String, BooleanSupplier> first = waiting.entrySet().iterator().next();
        boolean more = false;
        try {
            more = first.getValue().getAsBoolean();
        } catch (RuntimeException | OutOfMemoryError e) {
            failed.accept(String.valueOf(e.getMessage()));
        }
        if (!more) {
            waiting.remove(first.getKey(), first.getValue());
        }
        if (!waiting.isEmpty()) {
            turn.run();
        }
    }
}
