package org.layerlab.page.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.KeptBytes;
import org.layerlab.page.browser.KeptLock;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Where a browser keeps its one run. The first tab that keeps one has the place until it is closed: a run of another tab
 * would take its place again and again.
 */
public final class KeptPlace implements RunKeeper.Store {
    private static final String LOCK = "layerlab.photos";

    /** What one tab has at a time. */
    interface Lock {
        /**
         * Takes it unless another tab has it.
         *
         * @param held hears whether this one has it, from now on
         */
        void take(Consumer<Boolean> held);
    }

    private final Lock lock;
    private final RunKeeper.Store store;
    private boolean ours;
    private boolean asking;
    /** What waits for the answer. */
    private final List<Runnable> waiting = new ArrayList<>();

    KeptPlace(Lock lock, RunKeeper.Store store) {
        this.lock = lock;
        this.store = store;
    }

    /** The place in this browser. */
    public static KeptPlace inThisBrowser() {
        return new KeptPlace(
                held -> KeptLock.take(LOCK, held::accept),
                (about, checkpoint, done) ->
                        KeptBytes.put(RunKeeper.KEY, about, Int8Array.copyFromJavaArray(checkpoint), done::accept));
    }

    @Override
    public void put(String about, byte[] checkpoint, Consumer<@Nullable String> done) {
        if (asking) {
            waiting.add(() -> put(about, checkpoint, done));
        } else if (ours) {
            store.put(about, checkpoint, done);
        } else {
            asking = true;
            lock.take(free -> {
                asking = false;
                ours = free;
                if (free) {
                    store.put(about, checkpoint, done);
                } else {
                    done.accept(Texts.of("a training is open in another tab, and this browser keeps that one"));
                }
                settle();
            });
        }
    }

    /** Does this once all that was to be kept is on its way. */
    public void settled(Runnable then) {
        if (asking) {
            waiting.add(then);
        } else {
            then.run();
        }
    }

    private void settle() {
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(Runnable::run);
    }
}
