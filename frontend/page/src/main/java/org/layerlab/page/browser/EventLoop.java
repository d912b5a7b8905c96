package org.layerlab.page.browser;

/** Time and turns of the event loop, for what is tested without a browser. */
public interface EventLoop {
    /** The page's or the worker's own. */
    EventLoop BROWSER = new EventLoop() {
        @Override
        public double now() {
            return Clock.now();
        }

        @Override
        public Runnable soon(Runnable task) {
            Clock.Task turn = Clock.soon(task::run);
            return turn::run;
        }

        @Override
        public void after(double milliseconds, Runnable task) {
            Clock.after(milliseconds, task::run);
        }
    };

    /** Milliseconds since some moment. */
    double now();

    /** What runs a task as soon as the messages that wait have been heard. */
    Runnable soon(Runnable task);

    /** Runs a task after this many milliseconds. */
    void after(double milliseconds, Runnable task);
}
