package org.layerlab.kernels;

import java.util.List;

/** Functions that walk along whole matrices, a vector a turn. */
final class Loops {
    private Loops() {}

    /**
     * A function over {@code count} numbers at each of some addresses.
     *
     * <p>The last vector may reach past the numbers: storage is handed out in multiples of 64 bytes, so it meets the
     * same matrix' padding and no other matrix.
     *
     * @param name without the type
     * @param pointers the addresses, advanced together; at each turn {@code $name} is where the body works
     * @param parameters further ones, as text
     * @param locals as text
     * @param before run once
     * @param body one turn
     */
    static String map(
            ScalarType n,
            String name,
            List<String> pointers,
            String parameters,
            String locals,
            String before,
            String body) {
        StringBuilder wat = new StringBuilder();
        wat.append("(func $").append(name).append("_{s}");
        for (String pointer : pointers) {
            wat.append(" (param $").append(pointer).append(" i32)");
        }
        String lead = pointers.get(0);
        wat.append(" (param $count i32) ").append(parameters).append('\n');
        wat.append("  (local $end i32) ").append(locals).append('\n');
        wat.append(before);
        wat.append("  (local.set $end (i32.add (local.get $")
                .append(lead)
                .append(") (i32.shl (local.get $count) (i32.const {shift}))))\n");
        wat.append("  (block $done (loop $next\n");
        wat.append("    (br_if $done (i32.ge_u (local.get $").append(lead).append(") (local.get $end)))\n");
        wat.append(body.indent(4));
        for (String pointer : pointers) {
            wat.append("    ").append(advance(pointer, "(i32.const 16)")).append('\n');
        }
        wat.append("    (br $next)))\n)\n");
        return n.fill(wat.toString());
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
