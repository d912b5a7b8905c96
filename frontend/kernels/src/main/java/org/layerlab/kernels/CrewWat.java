package org.layerlab.kernels;

/**
 * Threads that work on one shared memory: the leader, which makes every call, and a crew that helps with the large ones.
 * A call that is worth it is written down as a job; each thread does its share of the same rows in the same way, so a
 * thread owns the same units of a layer in forward and backward, and the digits do not depend on how many there are.
 *
 * <p>The module keeps no state of its own. What the threads share lies at the beginning of the memory: a word with the
 * number of the job and how many threads do it, which one load reads as a whole; how many are done with it; where they
 * meet in between; how many have joined and how many of them the leader wants; and the job itself. Waiting spins for
 * some microseconds, as the next job is mostly near, and sleeps then. Whoever waits too long takes it that a thread has
 * died, and says so in {@code lost}: from then on the leader works alone.
 */
final class CrewWat {
    /** As many as a job's word has room for, and more than a product has rows for. */
    static final int MOST_THREADS = 16;

    /** The first address after what the threads share. */
    static final int RESERVED = 512;

    private static final int WORD = 64;
    private static final int DONE = 128;
    private static final int MET = 192;
    private static final int GENERATION = 196;
    private static final int WANTED = 260;
    private static final int LOST = 264;
    private static final int PATIENCE = 268;
    private static final int TAKEN = 272;
    private static final int JOB = 320;
    private static final int ARGUMENTS = 328;

    private static final int SPINS = 20_000;

    /** How long a thread sleeps at a time, in nanoseconds: 100 ms. */
    private static final int NAP = 100_000_000;

    /** How long the leader waits for a share that is still being done after a loss: 300 ms. */
    private static final int REST = 3 * NAP;

    private CrewWat() {}

    /** Where a job's argument lies. */
    static int argument(int index) {
        return ARGUMENTS + 8 * index;
    }

    /** What the kernels need of it, whether there is a crew or not. */
    static String basics(boolean shared) {
        return """
            (func $least (param $x i32) (param $y i32) (result i32)
              (select (local.get $x) (local.get $y) (i32.lt_s (local.get $x) (local.get $y))))
            ;; How much each of count threads does of a total, in whole units; the last ones may do less.
            (func $shareOf (param $total i32) (param $count i32) (param $unit i32) (result i32)
              (local.set $total (i32.div_u
                (i32.add (local.get $total) (i32.sub (local.get $count) (i32.const 1))) (local.get $count)))
              (i32.mul (local.get $unit) (i32.div_u
                (i32.add (local.get $total) (i32.sub (local.get $unit) (i32.const 1))) (local.get $unit))))
            """ + (shared ? waiting() : """
                (func $meet (param $count i32))
                (func $takeFrom (param $pile i32)
                  (i32.store (i32.add (i32.const %1$d) (i32.shl (local.get $pile) (i32.const 2))) (i32.const 0)))
                (func $take (param $pile i32) (result i32)
                  (local $taken i32)
                  (local.set $pile (i32.add (i32.const %1$d) (i32.shl (local.get $pile) (i32.const 2))))
                  (local.set $taken (i32.load (local.get $pile)))
                  (i32.store (local.get $pile) (i32.add (local.get $taken) (i32.const 1)))
                  (local.get $taken))
                """.formatted(TAKEN));
    }

    private static String waiting() {
        return Template.read("crew-waiting.wat")
                .with("spins", SPINS)
                .with("nap", NAP)
                .with("lost", LOST)
                .with("patience", PATIENCE)
                .with("met", MET)
                .with("generation", GENERATION)
                .with("taken", TAKEN)
                .text();
    }

    /**
     * The crew's and the leader's functions.
     *
     * @param jobs the kernels that are shared, a function {@code $share_NAME} of index and count each
     */
    static String wat(Iterable<String> jobs) {
        StringBuilder wat = new StringBuilder("""
            (func $members (result i32)
              (if (result i32) (i32.atomic.load (i32.const %1$d))
                (then (i32.const 0))
                (else (call $least
                  (i32.atomic.load (i32.const %2$d)) (i32.load (i32.const %3$d))))))
            (func $share (param $index i32) (param $count i32)
            """.formatted(LOST, KernelLayout.JOINED, WANTED));
        int number = 0;
        for (String job : jobs) {
            wat.append("  (if (i32.eq (i32.load (i32.const ")
                    .append(JOB)
                    .append(")) (i32.const ")
                    .append(number++)
                    .append(")) (then (call $share_")
                    .append(job)
                    .append(" (local.get $index) (local.get $count)) (return)))\n");
        }
        return wat.append(")\n")
                .append(Template.read("crew.wat")
                        .with("word", WORD)
                        .with("done", DONE)
                        .with("job", JOB)
                        .with("lost", LOST)
                        .with("joined", KernelLayout.JOINED)
                        .with("spins", SPINS)
                        .with("rest", REST)
                        .with("wanted", WANTED)
                        .with("patience", PATIENCE)
                        .text())
                .toString();
    }

    /** The same functions where there is no crew. */
    static String alone() {
        return """
            (func (export "want") (param $members i32) (param $naps i32))
            (func (export "members") (result i32) (i32.const 0))
            (func (export "lost") (result i32) (i32.const 0))
            """;
    }
}
