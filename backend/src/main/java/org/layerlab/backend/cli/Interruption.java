package org.layerlab.backend.cli;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM, for commands that have something to save. The JVM runs shutdown hooks for both while the program
 * continues; the hook here tells the command, waits until it has saved, and ends the process. While the command doesn't
 * ask, the hook does what the command has left for that.
 */
public final class Interruption {
    /** A shell's exit code for an interrupted program: 128 + SIGINT. */
    static final int EXIT_CODE = 130;

    private static final int PATIENCE_MS = 2000;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean requested;
    private volatile int exitCode = EXIT_CODE;
    /** Whether the command asks, and so ends by itself. */
    private boolean heeded;
    /** Whether the process ends now, whatever the command does. */
    private boolean ending;

    private @Nullable Runnable last;

    private Interruption() {}

    /** An interruption that only {@link #request} causes: for commands inside another process, such as a test. */
    public static Interruption none() {
        return new Interruption();
    }

    /** Listens for the process's signals from now on. */
    public static Interruption ofSignals() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (interruption.shutDown()) {
                                // The JVM would report the signal; the command ended in good order and has its own
                                // code.
                                Runtime.getRuntime().halt(interruption.exitCode);
                            }
                        },
                        "interruption"));
        return interruption;
    }

    /**
     * Lets the command end, or ends what it does.
     *
     * @return whether the process ends with {@link #exitCode}, not with that of the signal
     */
    boolean shutDown() {
        request();
        boolean waits;
        synchronized (this) {
            waits = heeded;
            ending = !heeded;
        }
        if (waits) {
            // Without a bound: before it saves, a command ends an iteration, which takes minutes for many photos. One
            // that is stuck in a pipe that nobody reads saves as soon as the reader ends, since writing then fails.
            try {
                ended.await();
            } catch (InterruptedException e) {
                return false;
            }
        }
        Runnable action;
        synchronized (this) {
            ending = true;
            action = last;
        }
        if (action != null) {
            run(action);
        }
        return waits;
    }

    /** Not for long: a command that is stuck in a pipe that nobody reads would keep the process from ending. */
    private static void run(Runnable action) {
        Thread thread = new Thread(action, "last words");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the command to save and end. */
    public void request() {
        requested = true;
        asked.countDown();
    }

    /** Whether the command should save and end. A command that asks must end soon after: the process waits for it. */
    boolean requested() {
        heed();
        return requested;
    }

    /** Waits until the command should end; the contract of {@link #requested} applies. */
    void await() throws InterruptedException {
        heed();
        asked.await();
    }

    private synchronized void heed() {
        stayWhileEnding();
        heeded = true;
    }

    /**
     * The command does not ask yet: until it does, an interruption ends the process immediately.
     *
     * @param action what is done before that, on another thread; the command goes on meanwhile, up to its next call here
     */
    synchronized void unheeded(Runnable action) {
        stayWhileEnding();
        last = action;
    }

    /**
     * The command no longer asks: from now on an interruption ends the process immediately, and so does one that came
     * before.
     *
     * @param action as in {@link #unheeded}
     */
    synchronized void ignore(Runnable action) {
        unheeded(action);
        heeded = false;
        ended.countDown();
    }

    /** What has been said of the command's state stays true: a process that ends does nothing more. */
    private void stayWhileEnding() {
        while (ending) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the process ends", e);
            }
        }
    }

    /** The command has ended. */
    public void end(int code) {
        synchronized (this) {
            last = null;
        }
        exitCode = code;
        ended.countDown();
    }
}
