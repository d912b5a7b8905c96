package org.layerlab.kernels;

import java.util.List;

/** What the functions on maps have in common: their words, the share of a thread, and walking along numbers. */
final class MapFunctions {
    private MapFunctions() {}

    /**
     * A function that reads its words at {@code $at}.
     *
     * @param locals further ones, as text
     */
    static String function(String name, DescriptorLayout words, String locals, String body) {
        return "(func $" + name + "_{s} (param $at i32) (param $index i32) (param $count i32)\n"
                + words.read("  (local $first i32) (local $last i32) (local $whole i32) (local $end i32) " + locals)
                + body + ")\n";
    }

    /** Sets {@code $first} and {@code $last} to the bounds of this thread's part of a total; returns if it is empty. */
    static String share(String total) {
        return """
              (local.set $first (i32.div_u (i32.mul (local.get $%1$s) (local.get $index)) (local.get $count)))
              (local.set $last (i32.div_u
                (i32.mul (local.get $%1$s) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
              (if (i32.ge_u (local.get $first) (local.get $last)) (then (return)))
            """.formatted(total);
    }

    /**
     * A body along {@code $numbers} numbers at each of some addresses: whole vectors, then one number at a time, so that
     * nothing beyond is written. The body says {@code {load}} and {@code {store}}.
     */
    static String along(String numbers, List<String> pointers, String body) {
        String lead = pointers.get(0);
        StringBuilder vectors = new StringBuilder(
                body.replace("{load}", "v128.load align={bytes}").replace("{store}", "v128.store align={bytes}"));
        StringBuilder rest = new StringBuilder(body.replace("{load}", "{load1}").replace("{store}", "{store1}"));
        for (String pointer : pointers) {
            vectors.append(Loops.advance(pointer, "(i32.const 16)")).append('\n');
            rest.append(Loops.advance(pointer, "(i32.const {bytes})")).append('\n');
        }
        return """
            (local.set $end (i32.add (local.get $%1$s) (i32.shl (local.get $%2$s) (i32.const {shift}))))
            (local.set $whole (i32.add (local.get $%1$s) (i32.and
              (i32.shl (local.get $%2$s) (i32.const {shift})) (i32.const -16))))
            (block $vectors (loop $next
              (br_if $vectors (i32.ge_u (local.get $%1$s) (local.get $whole)))
            %3$s  (br $next)))
            {between}(block $numbers (loop $next
              (br_if $numbers (i32.ge_u (local.get $%1$s) (local.get $end)))
            %4$s  (br $next)))
            """.formatted(
                lead, numbers, vectors.toString().indent(2), rest.toString().indent(2));
    }
}
