package org.layerlab.kernels;

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
        f.until(lead.notBelow(whole), () -> {
            turn.accept(new Step(f, true));
            advance(pointers, ScalarType.VECTOR_BYTES);
        });
        between.run();
        f.until(lead.notBelow(end), () -> {
            turn.accept(new Step(f, false));
            advance(pointers, f.type().bytes());
        });
    }

    /** Adds bytes to each address. */
    static void advance(I32.Local[] pointers, int bytes) {
        for (I32.Local pointer : pointers) {
            pointer.add(bytes);
        }
    }

    /**
     * Sets {@code $step}, after which a loop over {@code $bytes} bytes, at least a vector's, continues by whole vectors and
     * ends with the last: as short as is needed, so that some numbers are done twice but none past the end.
     */
    static String firstStep(String bytes) {
        return """
              (local.set $step (i32.and (local.get $%1$s) (i32.const 15)))
              (if (i32.eqz (local.get $step)) (then (local.set $step (i32.const 16))))
            """.formatted(bytes);
    }

    /**
     * Sets {@code $name1} and so on to the addresses of {@code count} rows, {@code $row} bytes after one another from
     * {@code $name0} on. Where only {@code $there} of them are there, the rest repeat the last, so that nothing beyond is
     * read.
     */
    static String addresses(String name, int count, String row, String there) {
        StringBuilder wat = new StringBuilder();
        for (int i = 1; i < count; i++) {
            wat.append("""
                  (local.set $%1$s%2$d (select (i32.add (local.get $%1$s%3$d) (local.get $%4$s)) (local.get $%1$s%3$d)
                    (i32.gt_s (local.get $%5$s) (i32.const %2$d))))
                """.formatted(name, i, i - 1, row, there));
        }
        return wat.toString();
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

    /**
     * Calls a function that works on {@code rows} rows while {@code $n} has that many left, and subtracts them.
     *
     * @param steps what advances from call to call, as {@link #advance} writes it
     */
    static String panels(int rows, String call, String... steps) {
        return """
              (block $done (loop $panels
                (br_if $done (i32.lt_u (local.get $n) (i32.const %1$d)))
                %2$s
                %3$s
                (local.set $n (i32.sub (local.get $n) (i32.const %1$d)))
                (br $panels)))
            """.formatted(rows, call, String.join("\n    ", steps));
    }

    /** {@code $local += amount}. */
    static String advance(String local, String amount) {
        return "(local.set $" + local + " (i32.add (local.get $" + local + ") " + amount + "))";
    }
}
