package org.layerlab.kernels;

import java.util.List;
import org.layerlab.network.matrix.Adam;

/** The updates: plain descent, momentum and Adam, each in one pass over parameters, gradient and moments. */
final class UpdateWat {
    private UpdateWat() {}

    static String wat(ScalarType n) {
        // G = dW + l1·sign(W) + l2·W, in this order.
        String penalized = """
            (local.set $x (v128.load (local.get $w)))
            (local.set $g ({v}.add ({v}.add (v128.load (local.get $dw))
                ({v}.mul ({v}.splat (local.get $l1)) ({v}.sub
                  (v128.and ({v}.gt (local.get $x) %1$s) %2$s)
                  (v128.and ({v}.lt (local.get $x) %1$s) %2$s))))
              ({v}.mul ({v}.splat (local.get $l2)) (local.get $x))))
            """.formatted(n.all("0"), n.all("1"));
        String descend = penalized + """
            (v128.store (local.get $w)
              ({v}.sub (local.get $x) ({v}.mul ({v}.splat (local.get $rate)) (local.get $g))))
            """;
        String momentum = penalized + """
            (local.set $g ({v}.add
              ({v}.mul ({v}.splat (local.get $momentum)) (v128.load (local.get $v))) (local.get $g)))
            (v128.store (local.get $v) (local.get $g))
            (v128.store (local.get $w)
              ({v}.sub (local.get $x) ({v}.mul ({v}.splat (local.get $rate)) (local.get $g))))
            """;
        String adam = penalized
                + """
                (local.set $s1 ({v}.add ({v}.mul %1$s (v128.load (local.get $s))) ({v}.mul
                  ({v}.mul %2$s (local.get $g)) (local.get $g))))
                (local.set $m1 ({v}.add ({v}.mul %3$s (v128.load (local.get $m))) ({v}.mul %4$s (local.get $g))))
                (v128.store (local.get $m) (local.get $m1))
                (v128.store (local.get $s) (local.get $s1))
                (v128.store (local.get $w) ({v}.sub (local.get $x) ({v}.div
                  ({v}.mul ({v}.splat (local.get $rate)) ({v}.mul (local.get $m1) ({v}.splat (local.get $meanScale))))
                  ({v}.add ({v}.sqrt ({v}.mul (local.get $s1) ({v}.splat (local.get $squareScale)))) %5$s))))
                """.formatted(
                                n.all(Double.toString(Adam.BETA2)),
                                n.all(Double.toString(1 - Adam.BETA2)),
                                n.all(Double.toString(Adam.BETA1)),
                                n.all(Double.toString(1 - Adam.BETA1)),
                                n.all(Double.toString(Adam.EPSILON)));
        String rates = "(param $rate {s})";
        String penalties = " (param $l1 {s}) (param $l2 {s})";
        String locals = "(local $x v128) (local $g v128) (local $m1 v128) (local $s1 v128)";
        return Loops.map(n, "descend", List.of("w", "dw"), rates + penalties, locals, "", descend)
                + Loops.map(
                        n,
                        "momentum",
                        List.of("w", "dw", "v"),
                        rates + " (param $momentum {s})" + penalties,
                        locals,
                        "",
                        momentum)
                + Loops.map(
                        n,
                        "adam",
                        List.of("w", "dw", "m", "s"),
                        rates + " (param $meanScale {s}) (param $squareScale {s})" + penalties,
                        locals,
                        "",
                        adam);
    }
}
