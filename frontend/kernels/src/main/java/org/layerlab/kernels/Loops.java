package org.layerlab.kernels;

import java.util.function.Consumer;

/** Loops along matrices. */
final class Loops {
    private Loops() {}

    /** A loop along numbers at each of some addresses, which it moves on together. */
    static Along along(Function f, I32.Local... pointers) {
        return new Along(f, pointers);
    }

    /** A loop along numbers. */
    static final class Along {
        private final Function f;
        private final I32.Local[] pointers;

        private Along(Function f, I32.Local[] pointers) {
            this.f = f;
            this.pointers = pointers;
        }

        /**
         * A vector a turn. The last one may reach past the numbers: storage is handed out in multiples of 64 bytes, so it
         * meets the same matrix' padding and no other matrix.
         */
        void vectors(I32 count, Runnable turn) {
            I32 end = f.let(pointers[0].plus(f.bytes(count)));
            f.until(pointers[0].notBelow(end), () -> {
                turn.run();
                advance(pointers, ScalarType.VECTOR_BYTES);
            });
        }

        /** Whole vectors, then one number at a time, so that nothing beyond is written. */
        void numbers(I32 count, Consumer<Step> turn) {
            numbers(count, turn, () -> {});
        }

        /** The same with something to do between vectors and single numbers. */
        void numbers(I32 count, Consumer<Step> turn, Runnable between) {
            Consumer<Step> advanced = turn.andThen(step -> advance(pointers, step.bytes()));
            Ends.of(f, pointers[0], f.bytes(count)).each(advanced, between);
        }
    }

    /** Where vectors and where single numbers end, of those that an address goes along. */
    record Ends(Function f, I32 lead, I32.Local end, I32.Local whole) {
        /** Not set yet. */
        static Ends of(Function f, I32 lead) {
            return new Ends(f, lead, f.i32(), f.i32());
        }

        /** After some bytes from where the address is now. */
        static Ends of(Function f, I32 lead, I32 bytes) {
            Ends ends = of(f, lead);
            ends.set(bytes);
            return ends;
        }

        void set(I32 bytes) {
            end.set(lead.plus(bytes));
            whole.set(lead.plus(bytes.and(-ScalarType.VECTOR_BYTES)));
        }

        /** Whole vectors, then one number at a time; each turn moves the address on. */
        void each(Consumer<Step> turn) {
            each(turn, () -> {});
        }

        private void each(Consumer<Step> turn, Runnable between) {
            f.until(lead.notBelow(whole), () -> turn.accept(new Step(f, true)));
            between.run();
            f.until(lead.notBelow(end), () -> turn.accept(new Step(f, false)));
        }
    }

    /** Vectors or, at the end, single numbers: how a turn loads and stores. */
    record Step(Function f, boolean whole) {
        /** How far a turn goes. */
        int bytes() {
            return whole ? ScalarType.VECTOR_BYTES : f.n.bytes();
        }

        Vec load(I32 at) {
            return whole ? f.loadAnywhere(at) : f.loadOne(at);
        }

        void store(I32 at, Vec value) {
            if (whole) {
                f.storeAnywhere(at, value);
            } else {
                f.storeOne(at, value);
            }
        }
    }

    /** Adds bytes to each address. */
    static void advance(I32.Local[] pointers, int bytes) {
        for (I32.Local pointer : pointers) {
            pointer.add(bytes);
        }
    }

    /**
     * Sets the step after which a loop over so many bytes, at least a vector's, continues by whole vectors
     * and ends with the last: as short as is needed, so that some numbers are done twice but none past the end.
     */
    static void firstStep(Function f, I32.Local step, I32 bytes) {
        step.set(bytes.and(ScalarType.VECTOR_BYTES - 1));
        f.when(step.isZero(), () -> step.set(ScalarType.VECTOR_BYTES));
    }

    /**
     * Sets addresses of rows, {@code row} bytes after one another from the first on, which is set. Where only
     * {@code there} of them are there, the rest repeat the last, so that nothing beyond is read.
     */
    static void addresses(I32.Local[] rows, I32 row, I32 there) {
        for (int i = 1; i < rows.length; i++) {
            rows[i].set(there.greater(i).choose(rows[i - 1].plus(row), rows[i - 1]));
        }
    }

    /** Sets addresses of rows, {@code row} bytes after one another from the first on, which is set. */
    static void addresses(I32.Local[] rows, I32 row) {
        for (int i = 1; i < rows.length; i++) {
            rows[i].set(rows[i - 1].plus(row));
        }
    }

    /** Does something that works on {@code rows} rows while there are that many left, and subtracts them. */
    static void panels(Function f, I32.Local left, int rows, Runnable panel) {
        f.until(left.below(rows), () -> {
            panel.run();
            left.subtract(rows);
        });
    }
}
