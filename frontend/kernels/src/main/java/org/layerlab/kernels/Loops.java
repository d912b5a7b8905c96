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
            Numbers n,
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
     * Sets {@code $step}, after which a loop over {@code $bytes} bytes, at least a vector's, goes on by whole vectors and
     * ends with the last: as short as is needed, so that some numbers are done twice but none past the end.
     */
    static String firstStep(String bytes) {
        return """
                  (local.set $step (i32.and (local.get $%1$s) (i32.const 15)))
                  (if (i32.eqz (local.get $step)) (then (local.set $step (i32.const 16))))
                """.formatted(bytes);
    }

    /** {@code $local += amount}. */
    static String advance(String local, String amount) {
        return "(local.set $" + local + " (i32.add (local.get $" + local + ") " + amount + "))";
    }
}
