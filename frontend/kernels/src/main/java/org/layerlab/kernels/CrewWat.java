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
    private static final int JOINED = 256;
    private static final int WANTED = 260;
    private static final int LOST = 264;
    private static final int PATIENCE = 268;
    private static final int TAKEN = 272;
    private static final int JOB = 320;
    private static final int ARGUMENTS = 328;

    private static final int SPINS = 20_000;

    /** How long a thread sleeps at a time, in nanoseconds: 100 ms. */
    private static final int NAP = 100_000_000;

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
        return """
                ;; Returns when the word at that address is no longer value, or a thread is lost.
                (func $await (param $at i32) (param $value i32)
                  (local $n i32)
                  (local.set $n (i32.const %1$d))
                  (loop $spin
                    (if (i32.ne (i32.atomic.load (local.get $at)) (local.get $value)) (then (return)))
                    (br_if $spin (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                  ;; The naps are counted, not the time: a machine that slept wakes all threads together.
                  (loop $nap
                    (if (i32.ne (i32.atomic.load (local.get $at)) (local.get $value)) (then (return)))
                    (if (i32.atomic.load (i32.const %3$d)) (then (return)))
                    (drop (memory.atomic.wait32 (local.get $at) (local.get $value) (i64.const %2$d)))
                    (br_if $nap (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1)))
                      (i32.load (i32.const %4$d)))))
                  (if (i32.eq (i32.atomic.load (local.get $at)) (local.get $value)) (then
                    (i32.atomic.store (i32.const %3$d) (i32.const 1)))))
                ;; Returns when all threads of a job are here.
                (func $meet (param $count i32)
                  (local $generation i32)
                  (if (i32.le_s (local.get $count) (i32.const 1)) (then (return)))
                  (local.set $generation (i32.atomic.load (i32.const %6$d)))
                  (if (i32.eq (i32.atomic.rmw.add (i32.const %5$d) (i32.const 1))
                      (i32.sub (local.get $count) (i32.const 1)))
                    (then
                      (i32.atomic.store (i32.const %5$d) (i32.const 0))
                      (drop (i32.atomic.rmw.add (i32.const %6$d) (i32.const 1)))
                      (drop (memory.atomic.notify (i32.const %6$d) (i32.const -1))))
                    (else (call $await (i32.const %6$d) (local.get $generation)))))
                ;; Pieces of work that whoever is free takes, from one of two piles: a thread that others wait for, for it
                ;; got less of its processor, so does less. All threads make a pile new before they meet, then take.
                (func $takeFrom (param $pile i32)
                  (i32.atomic.store (i32.add (i32.const %7$d) (i32.shl (local.get $pile) (i32.const 2))) (i32.const 0)))
                (func $take (param $pile i32) (result i32)
                  (i32.atomic.rmw.add (i32.add (i32.const %7$d) (i32.shl (local.get $pile) (i32.const 2)))
                    (i32.const 1)))
                """.formatted(SPINS, NAP, LOST, PATIENCE, MET, GENERATION, TAKEN);
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
                """.formatted(LOST, JOINED, WANTED));
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
                .append("""
                ;; The leader's: all threads do the job whose arguments are written down.
                (func $team (param $job i32)
                  (local $count i32) (local $done i32)
                  (local.set $count (i32.add (call $members) (i32.const 1)))
                  (i32.store (i32.const %3$d) (local.get $job))
                  (i32.atomic.store (i32.const %2$d) (i32.const 0))
                  (i32.atomic.store (i32.const %1$d) (i32.or (local.get $count) (i32.shl
                    (i32.add (i32.shr_u (i32.atomic.load (i32.const %1$d)) (i32.const 8)) (i32.const 1))
                    (i32.const 8))))
                  (drop (memory.atomic.notify (i32.const %1$d) (i32.const -1)))
                  (call $share (i32.const 0) (local.get $count))
                  (block $all (loop $more
                    (local.set $done (i32.atomic.load (i32.const %2$d)))
                    (br_if $all (i32.ge_s (i32.add (local.get $done) (i32.const 1)) (local.get $count)))
                    (br_if $all (i32.atomic.load (i32.const %4$d)))
                    (call $await (i32.const %2$d) (local.get $done))
                    (br $more))))
                ;; A crew member's life: joins, and does its share of each job that counts on it. Ends when one is lost.
                (func (export "join")
                  (local $index i32) (local $last i32) (local $word i32) (local $n i32)
                  (local.set $last (i32.atomic.load (i32.const %1$d)))
                  (local.set $index (i32.add (i32.atomic.rmw.add (i32.const %5$d) (i32.const 1)) (i32.const 1)))
                  (loop $next
                    (local.set $n (i32.const %6$d))
                    (loop $spin
                      (local.set $word (i32.atomic.load (i32.const %1$d)))
                      (if (i32.and (i32.eq (local.get $word) (local.get $last)) (i32.gt_s (local.get $n) (i32.const 0)))
                        (then
                          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                          (br $spin))))
                    (if (i32.eq (local.get $word) (local.get $last)) (then
                      (drop (memory.atomic.wait32 (i32.const %1$d) (local.get $last) (i64.const -1)))
                      (br $next)))
                    (local.set $last (local.get $word))
                    (if (i32.lt_u (local.get $index) (i32.and (local.get $word) (i32.const 255))) (then
                      (call $share (local.get $index) (i32.and (local.get $word) (i32.const 255)))
                      (drop (i32.atomic.rmw.add (i32.const %2$d) (i32.const 1)))
                      (drop (memory.atomic.notify (i32.const %2$d) (i32.const -1)))))
                    (br_if $next (i32.eqz (i32.atomic.load (i32.const %4$d))))))
                ;; The leader wants so many of those who joined, and waits so many naps for them.
                (func (export "want") (param $members i32) (param $naps i32)
                  (i32.store (i32.const %7$d) (local.get $members))
                  (i32.store (i32.const %8$d) (local.get $naps)))
                (func (export "members") (result i32) (call $members))
                (func (export "lost") (result i32) (i32.atomic.load (i32.const %4$d)))
                """.formatted(WORD, DONE, JOB, LOST, JOINED, SPINS, WANTED, PATIENCE))
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
