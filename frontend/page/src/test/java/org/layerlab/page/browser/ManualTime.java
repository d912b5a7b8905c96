package org.layerlab.page.browser;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when a test says so. */
public final class ManualTime implements EventLoop {
    private record Timer(double at, Runnable task) {}

    private final List<Timer> timers = new ArrayList<>();
    private double now;

    /** Lets time pass, and runs what is due in its order. */
    public void pass(double milliseconds) {
        double end = now + milliseconds;
        while (true) {
            Timer next = timers.stream()
                    .filter(timer -> timer.at() <= end)
                    .min(Comparator.comparingDouble(Timer::at))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            now = next.at();
            timers.remove(next);
            next.task().run();
        }
    }

    public int waiting() {
        return timers.size();
    }

    @Override
    public double now() {
        return now;
    }

    @Override
    public Runnable soon(Runnable task) {
        return task;
    }

    @Override
    public void after(double milliseconds, Runnable task) {
        timers.add(new Timer(now + milliseconds, task));
    }
}
