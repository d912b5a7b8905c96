package org.layerlab.page.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.DoubleSupplier;
import org.layerlab.page.browser.EventLoop;

/** An event loop whose time and turns a test decides on. */
public final class ManualLoop implements EventLoop {
    private record Timer(double at, Runnable task) {}

    private final Queue<Runnable> soon = new ArrayDeque<>();
    private final List<Timer> timers = new ArrayList<>();
    private DoubleSupplier work = () -> 0;
    private double time;

    /** Milliseconds that were spent on work, besides those that passed. */
    public void spends(DoubleSupplier milliseconds) {
        work = milliseconds;
    }

    public void pass(double milliseconds) {
        time += milliseconds;
    }

    /** Runs what is due; false where nothing was. */
    public boolean turn() {
        for (Timer timer : List.copyOf(timers)) {
            if (timer.at() <= now()) {
                timers.remove(timer);
                soon.add(timer.task());
            }
        }
        Runnable next = soon.poll();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /** Milliseconds to the next timer; NaN where there is none. */
    public double untilTimer() {
        return timers.stream().mapToDouble(Timer::at).min().orElse(Double.NaN) - now();
    }

    /** How many tasks wait for their turn. */
    public int waiting() {
        return soon.size() + timers.size();
    }

    @Override
    public double now() {
        return time + work.getAsDouble();
    }

    @Override
    public Runnable soon(Runnable task) {
        return () -> soon.add(task);
    }

    @Override
    public void after(double milliseconds, Runnable task) {
        timers.add(new Timer(now() + milliseconds, task));
    }
}
