package org.layerlab.kernels;

import java.util.List;
import java.util.function.Consumer;

/** Loops along matrices. */
final class Loops {
    private Loops() {}

    /**
     * Along {@code count} numbers at each of some addresses, a vector a turn. The last vector may reach past the
     * numbers: storage is handed out in multiples of 64 bytes, so it meets the same matrix' padding and no other
     * matrix.
     *
     * @param pointers advanced together
     */
    static void vectors(Function f, I32 count, I32.Local[] pointers, Runnable turn) {
        I32 end = f.let(pointers[0].plus(f.bytes(count)));
        f.until(pointers[0].notBelow(end), () -> {
            turn.run();
            advance(pointers, ScalarType.VECTOR_BYTES);
        });
    }

    /** Vectors or, at the end, single numbers: how a turn loads and stores. */
    record Step(Function f, boolean whole) {
        /** Whole vectors first, then single numbers. */
        static List<Step> both(Function f) {
            return List.of(new Step(f, true), new Step(f, false));
        }

        /** How far a turn goes. */
        int bytes() {
            return whole ? ScalarType.VECTOR_BYTES : f.type().bytes();
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

    /**
     * Along so many numbers at each of some addresses: whole vectors, then one number at a time, so that nothing beyond
     * is written.
     */
    static void numbers(Function f, I32 count, Consumer<Step> turn, I32.Local... pointers) {
        numbers(f, count, turn, () -> {}, pointers);
    }

    /** The same with something to do between vectors and single numbers. */
    static void numbers(Function f, I32 count, Consumer<Step> turn, Runnable between, I32.Local... pointers) {
        I32.Local lead = pointers[0];
        I32 end = f.let(lead.plus(f.bytes(count)));
        I32 whole = f.let(lead.plus(f.bytes(count).and(-ScalarType.VECTOR_BYTES)));
        for (Step step : Step.both(f)) {
            f.until(lead.notBelow(step.whole() ? whole : end), () -> {
                turn.accept(step);
                advance(pointers, step.bytes());
            });
            if (step.whole()) {
                between.run();
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
