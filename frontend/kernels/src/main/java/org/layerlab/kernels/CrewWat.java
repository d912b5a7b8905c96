package org.layerlab.kernels;

import java.util.List;

/**
 * Threads that work on one shared memory: the leader, which makes every call, and a crew that helps with the large ones.
 * A call that is worth it is written down as a job; each thread does its share of the same rows in the same way, so a
 * thread owns the same units of a layer in forward and backward, and the digits do not depend on how many there are.
 *
 * <p>The module keeps no state of its own. What the threads share lies at the beginning of the memory: a word with the
 * number of the job and how many threads do it, which one load reads as a whole; how many are done with it; where they
 * meet in between; how many have joined and how many of them the leader wants; two piles of work; how many tiles products
 * take at a time ({@link KernelLayout#WIDE}), where the limit's result goes, and the job itself. Waiting spins for
 * some microseconds, as the next job is mostly near, and sleeps then. Whoever waits too long takes it that a thread has
 * died, and says so in {@code lost}: from then on the leader works alone.
 */
final class CrewWat {
    /** As many as a job's word has room for, and more than a product has rows for. */
    static final int MOST_THREADS = 16;

    /** The first address after what the threads share. */
    static final int RESERVED = 512;

    private static final Atomic WORD = new Atomic(64);
    private static final Atomic DONE = new Atomic(128);
    private static final Atomic MET = new Atomic(192);
    private static final Atomic GENERATION = new Atomic(196);
    private static final Atomic JOINED = new Atomic(KernelLayout.JOINED);
    private static final I32 WANTED = I32.of(260);
    private static final Atomic LOST = new Atomic(264);
    private static final I32 PATIENCE = I32.of(268);
    /** Two words, one for each pile. */
    static final int TAKEN = 272;

    static final int JOB_AT = 320;
    private static final I32 JOB = I32.of(JOB_AT);
    private static final int ARGUMENTS = 328;

    private static final int SPINS = 20_000;

    /** How long a thread sleeps at a time, in nanoseconds: 100 ms. */
    private static final int NAP = 100_000_000;

    /** How long the leader waits for a share that is still being done after a loss: 300 ms. */
    private static final int REST = 3 * NAP;

    /** In a job's word, the number of threads; above it, the number of the job. */
    private static final int COUNT_BITS = 8;

    private CrewWat() {}

    /** Where a job's argument lies. */
    static I32 argument(int index) {
        return I32.of(ARGUMENTS + 8 * index);
    }

    /** What the kernels need of it, whether there is a crew or not. */
    static String basics(boolean shared) {
        return Function.once(CrewWat.class, "least", "shareOf")
                + (shared
                        ? Function.once(CrewWat.class, "await", "meet", "takeFrom", "take")
                        : Function.once(Alone.class, "meet", "takeFrom", "take"));
    }

    static void least(Function f, I32 x, I32 y) {
        f.giveBack(x.less(y).choose(x, y));
    }

    /** How much each of some threads does of a total, in whole units; the last ones may do less. */
    static void shareOf(Function f, I32.Local total, I32 count, I32 unit) {
        total.set(total.plus(count.minus(1)).over(count));
        f.giveBack(unit.times(total.plus(unit.minus(1)).over(unit)));
    }

    /** Returns when a word has changed from its value, or a thread is lost. */
    static void await(Function f, I32 at, I32 value) {
        Atomic word = new Atomic(at);
        I32.Local n = f.let(I32.of(SPINS));
        f.countDown(n, () -> f.when(word.load().differs(value), f::leave));
        // The naps are counted, not the time: a machine that slept wakes all threads together.
        f.doWhile(n.up(1).below(PATIENCE.word(0)), () -> {
            f.when(word.load().differs(value), f::leave);
            f.when(LOST.load(), f::leave);
            f.drop(word.sleep(value, NAP));
        });
        f.when(word.load().equal(value), () -> LOST.store(f, I32.of(1)));
    }

    /** Returns when all threads of a job are here. */
    static void meet(Function f, I32 count) {
        f.when(count.atMost(1), f::leave);
        I32 generation = f.let(GENERATION.load());
        f.when(MET.add(1).equal(count.minus(1)), () -> {
            MET.store(f, I32.ZERO);
            f.drop(GENERATION.add(1));
            GENERATION.wake(f);
        });
        f.otherwise(() -> f.callOnly("await", GENERATION.at(), generation));
    }

    private static I32 pile(I32 number) {
        return I32.of(TAKEN).plus(number.shl(2));
    }

    /**
     * Pieces of work that free threads take from one of two piles: a thread that gets less of its processor then does
     * less. All threads reset a pile before they meet, then take.
     */
    static void takeFrom(Function f, I32 number) {
        new Atomic(pile(number)).store(f, I32.ZERO);
    }

    static void take(Function f, I32 number) {
        f.giveBack(new Atomic(pile(number)).add(1));
    }

    /** Meeting and taking where there is no crew. */
    static final class Alone {
        private Alone() {}

        static void meet(Function f, I32 count) {}

        static void takeFrom(Function f, I32 number) {
            f.storeWord(pile(number), I32.ZERO);
        }

        static void take(Function f, I32.Local number) {
            number.set(pile(number));
            I32 taken = f.let(number.word(0));
            f.storeWord(number, taken.plus(1));
            f.giveBack(taken);
        }
    }

    /**
     * The crew's and the leader's functions.
     *
     * @param jobs the kernels that are shared, a function {@code share_NAME} of index and count each
     */
    static String wat(List<String> jobs) {
        return Function.once(CrewWat.class, "members")
                + share(jobs)
                + Function.once(CrewWat.class, "team")
                + Function.exported("join", CrewWat::join)
                + Function.exported("want", CrewWat::want)
                + Function.exported("members", f -> f.giveBack(Function.resultOnly("members")))
                + Function.exported("lost", f -> f.giveBack(LOST.load()));
    }

    /** How many threads help. */
    static void members(Function f) {
        f.giveBack(LOST.load().either(I32.ZERO, Function.least(JOINED.load(), WANTED.word(0))));
    }

    /** Does one thread's share of the job. */
    private static String share(List<String> jobs) {
        Function f = Function.once("share");
        I32 index = f.parameter(), count = f.parameter();
        for (int i = 0; i < jobs.size(); i++) {
            String job = "share_" + jobs.get(i);
            f.when(JOB.word(0).equal(i), () -> {
                f.callOnly(job, index, count);
                f.leave();
            });
        }
        return f.wat();
    }

    /** The leader's: all threads do the job whose arguments are written down. */
    static void team(Function f, I32 job) {
        I32 count = f.let(Function.resultOnly("members").plus(1));
        f.storeWord(JOB, job);
        DONE.store(f, I32.ZERO);
        I32 next = WORD.load().shr(COUNT_BITS).plus(1);
        WORD.store(f, count.or(next.shl(COUNT_BITS)));
        WORD.wake(f);
        f.callOnly("share", I32.ZERO, count);
        f.forever(exit -> {
            I32 done = f.let(DONE.load());
            exit.when(done.plus(1).atLeast(count));
            f.callOnly("await", DONE.at(), done);
            // When one is lost, others may still write: the leader goes on when none of them has ended for a while.
            f.when(LOST.load(), () -> exit.when(I32.of(2).equal(DONE.sleep(done, REST))));
        });
    }

    /** A crew member's life: joins, and does its share of each job that counts on it. Ends when one is lost. */
    private static void join(Function f) {
        I32.Local last = f.let(WORD.load());
        I32 index = f.let(JOINED.add(1).plus(1));
        I32.Local n = f.i32(), word = f.i32();
        f.again(next -> {
            n.set(SPINS);
            f.again(spin -> {
                word.set(WORD.load());
                f.when(word.equal(last).and(n.greater(0)), () -> {
                    n.subtract(1);
                    spin.now();
                });
            });
            f.when(word.equal(last), () -> {
                f.drop(WORD.sleep(last, -1));
                next.now();
            });
            last.set(word);
            I32 count = word.and((1 << COUNT_BITS) - 1);
            f.when(index.below(count), () -> {
                f.callOnly("share", index, count);
                f.drop(DONE.add(1));
                DONE.wake(f);
            });
            next.when(LOST.load().isZero());
        });
    }

    /** The leader wants this many of the joined threads, and waits this many naps for them. */
    private static void want(Function f) {
        f.storeWord(WANTED, f.parameter());
        f.storeWord(PATIENCE, f.parameter());
    }

    /** The same functions where there is no crew. */
    static String nobody() {
        return Function.exported("want", f -> f.parameters(2))
                + Function.exported("members", f -> f.giveBack(I32.ZERO))
                + Function.exported("lost", f -> f.giveBack(I32.ZERO));
    }
}
