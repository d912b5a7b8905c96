package org.layerlab.backend.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM, for commands that have something to save. The JVM runs shutdown hooks for both while the program
 * continues; the hook here tells the command, waits until it has saved, and ends the process.
 */
public final class Interruption {
    /** A shell's exit code for an interrupted program: 128 + SIGINT. */
    static final int EXIT_CODE = 130;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean requested;
    private volatile boolean heeded;
    private volatile int exitCode = EXIT_CODE;

    private Interruption() {}

    /** An interruption that only {@link #request} causes: for commands inside another process, such as a test. */
    public static Interruption none() {
        return new Interruption();
    }

    /** Listens for the process's signals from now on. */
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
        // The JVM would report the signal; the command ended in good order and has its own exit code.
        Runtime.getRuntime().halt(exitCode);
    }

    /** Asks the command to save and end. */
    public void request() {
        requested = true;
        asked.countDown();
    }

    /** Whether the command should save and end. A command that asks must end soon after: the process waits for it. */
    boolean requested() {
        heeded = true;
        return requested;
    }

    /** Waits until the command should end; the contract of {@link #requested} applies. */
    void await() throws InterruptedException {
        heeded = true;
        asked.await();
    }

    /** The command no longer asks: from now on an interruption ends the process immediately. */
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
