package org.layerlab.kernels;

/**
 * A word that threads share.
 *
 * @param at its address
 */
record Atomic(I32 at) {
    Atomic(int at) {
        this(I32.of(at));
    }

    I32 load() {
        return new I32(Operand.instruction("i32.atomic.load", at));
    }

    /** Adds to it; what it was before. It has an effect, so it may stand in one place only. */
    I32 add(int number) {
        return new I32(Operand.instruction("i32.atomic.rmw.add", at, I32.of(number)));
    }

    void store(Function f, I32 value) {
        f.add(Operand.instruction("i32.atomic.store", at, value));
    }

    /** Wakes all that sleep until it changes. */
    void wake(Function f) {
        f.drop(new I32(Operand.instruction("memory.atomic.notify", at, I32.of(-1))));
    }

    /** Sleeps while it has this value, for some nanoseconds or, if that is −1, without end; 2 if they passed. */
    I32 sleep(I32 value, int nanoseconds) {
        return new I32("(memory.atomic.wait32 " + at.wat() + " " + value.wat() + " (i64.const " + nanoseconds + "))");
    }
}
