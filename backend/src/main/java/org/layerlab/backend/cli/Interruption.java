package org.layerlab.backend.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM, for commands that have something to save. The JVM answers both by running shutdown hooks while
 * the program goes on; the hook here tells the command, waits until it has saved, and then ends the process.
 */
public final class Interruption {
    /** What a shell calls a program that was interrupted: 128 + SIGINT. */
    static final int EXIT_CODE = 130;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean requested;
    private volatile boolean heeded;
    private volatile int exitCode = EXIT_CODE;

    private Interruption() {}

    /** Never happens unless {@link #request} is called: for programs that are not a process of their own. */
    public static Interruption none() {
        return new Interruption();
    }

    /** Listens to the process' signals from now on. */
    public static Interruption ofSignals() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutDown, "interruption"));
        return interruption;
    }

    private void shutDown() {
        request();
        if (!heeded) {
            return;
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            return;
        }
        // The JVM would report the signal; the command has ended in good order and says so itself.
        Runtime.getRuntime().halt(exitCode);
    }

    /** Asks the command to save and end. */
    public void request() {
        requested = true;
        asked.countDown();
    }

    /** Whether the command should save and end. Having asked, it has to end in good time: the process waits for it. */
    boolean requested() {
        heeded = true;
        return requested;
    }

    /** Waits until the command should end; what is said of {@link #requested} holds. */
    void await() throws InterruptedException {
        heeded = true;
        asked.await();
    }

    /** The command no longer asks: an interruption from here on ends the process at once. */
    void ignore() {
        heeded = false;
        ended.countDown();
    }

    /** The command has ended. */
    public void end(int code) {
        exitCode = code;
        ended.countDown();
    }
}
