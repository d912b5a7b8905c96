package org.layerlab.kernels;

import java.util.ArrayList;
import java.util.List;

/** The kernels that the module offers, and how threads share the large ones. */
final class KernelFunctions {
    private static final int PRODUCT = KernelLayout.SHARED_PRODUCTS;
    private static final int NUMBERS = KernelLayout.SHARED_NUMBERS;

    /** Threads meet in whole cache lines. */
    private static final int LINE = 16;

    private KernelFunctions() {}

    /** All of them, in the order of the module's exports. */
    static List<KernelFunction> all() {
        List<KernelFunction> all = new ArrayList<>(elementwise());
        all.addAll(updates());
        all.addAll(costs());
        all.addAll(products());
        all.addAll(wholes());
        return all;
    }

    /** What is done to each element. */
    private static List<KernelFunction> elementwise() {
        return List.of(
                elements("activate", List.of("z", "a"), "i32 g", "i32 z", "i32 a", "i32 count"),
                elements(
                        "backward",
                        List.of("z", "a", "dA", "dZ"),
                        "i32 g",
                        "i32 z",
                        "i32 a",
                        "i32 dA",
                        "i32 dZ",
                        "i32 count"),
                elements("scaleBy", List.of("a", "b"), "i32 a", "i32 b", "i32 count"),
                KernelFunction.alone("outputError", "", "i32 al", "i32 y", "i32 dZ", "i32 count"),
                KernelFunction.alone(
                        "dropout",
                        "",
                        "i32 a",
                        "i32 mask",
                        "i32 d",
                        "i32 count",
                        "i32 last",
                        "number scale",
                        "i32 seed"),
                rows("addBias", "z", "b", 1, "i32 z", "i32 b", "i32 n", "i32 m"));
    }

    /** What the optimizers do. */
    private static List<KernelFunction> updates() {
        return List.of(
                elements(
                        "descend",
                        List.of("w", "dw"),
                        "i32 w",
                        "i32 dw",
                        "i32 count",
                        "number rate",
                        "number l1",
                        "number l2"),
                elements(
                        "momentum",
                        List.of("w", "dw", "v"),
                        "i32 w",
                        "i32 dw",
                        "i32 v",
                        "i32 count",
                        "number rate",
                        "number momentum",
                        "number l1",
                        "number l2"),
                elements(
                        "adam",
                        List.of("w", "dw", "m", "s"),
                        "i32 w",
                        "i32 dw",
                        "i32 m",
                        "i32 s",
                        "i32 count",
                        "number rate",
                        "number meanScale",
                        "number squareScale",
                        "number l1",
                        "number l2"));
    }

    /** What is summed over a batch. */
    private static List<KernelFunction> costs() {
        return List.of(
                KernelFunction.alone("crossEntropy", "f64", "i32 al", "i32 y", "i32 count"),
                // Four rows are summed at a time, and what is over goes to the padding.
                rows("sumColumns", "dZ", "db", 4, "i32 dZ", "i32 n", "i32 m", "number scale", "i32 db"),
                KernelFunction.alone("countCorrect", "i32", "i32 al", "i32 y", "i32 count"));
    }

    /** Products, which divide themselves among threads. */
    private static List<KernelFunction> products() {
        return List.of(
                product(
                        "product",
                        "productShare",
                        "i32 a",
                        "i32 aRow",
                        "i32 aStep",
                        "i32 b",
                        "i32 cRow",
                        "i32 m",
                        "i32 k",
                        "i32 c",
                        "number keep",
                        "i32 to",
                        "i32 scratch"),
                product(
                        "productOfExamples",
                        "productOfExamples",
                        "i32 a",
                        "i32 b",
                        "i32 example",
                        "i32 cRow",
                        "i32 m",
                        "i32 k",
                        "i32 c",
                        "number keep",
                        "i32 to",
                        "i32 scratch"),
                product(
                        "addTurned",
                        "productTurned",
                        "i32 a",
                        "i32 b",
                        "i32 example",
                        "i32 m",
                        "i32 k",
                        "number scale",
                        "number keep",
                        "i32 c",
                        "i32 cRow",
                        "i32 to",
                        "i32 scratch"),
                product(
                        "productT",
                        "productTShare",
                        "i32 a",
                        "i32 b",
                        "i32 m",
                        "i32 k",
                        "number scale",
                        "i32 c",
                        "i32 cRow",
                        "i32 from",
                        "i32 to",
                        "i32 scratch"));
    }

    /** Examples, maps, fused steps and the limit. */
    private static List<KernelFunction> wholes() {
        return List.of(
                examples(),
                KernelFunction.shared(
                        "maps",
                        "maps",
                        new KernelFunction.Division(
                                wide("work"),
                                0,
                                "",
                                "",
                                " (local.get $index) (local.get $threads)",
                                " (i32.const 0) (i32.const 1)"),
                        "i32 operation",
                        "i32 at",
                        "i32 work"),
                KernelFunction.alone(
                        "train", "f64", "i32 network", "i32 iterations", "number rate", "number l1", "number l2"),
                KernelFunction.shared(
                        "limit",
                        "limitOfAll",
                        new KernelFunction.Division(wide("count"), 0, "", "", "", ""),
                        "i32 count"));
    }

    /** A product divides itself. */
    private static KernelFunction product(String name, String function, String... parameters) {
        String work = "(i64.mul (i64.mul " + wide("m") + " " + wide("k") + ") " + wide("to") + ")";
        return KernelFunction.shared(
                name,
                function,
                new KernelFunction.Division(
                        work,
                        PRODUCT,
                        "",
                        "",
                        " (local.get $index) (local.get $threads)",
                        " (i32.const 0) (i32.const 1)"),
                parameters);
    }

    /** Element by element over {@code $count} numbers. */
    private static KernelFunction elements(String name, List<String> pointers, String... parameters) {
        StringBuilder cut = new StringBuilder(from("count", LINE));
        for (String pointer : pointers) {
            cut.append(
                    "  (local.set $%1$s (i32.add (local.get $%1$s) (i32.shl (local.get $first) (local.get $shift))))\n"
                            .formatted(pointer));
        }
        cut.append("  (local.set $count (local.get $part))\n");
        return KernelFunction.shared(
                name,
                name,
                new KernelFunction.Division(
                        wide("count"), NUMBERS, "(local $first i32) (local $part i32)", cut.toString(), "", ""),
                parameters);
    }

    /** Row by row over {@code $n} rows of {@code $m} numbers, with one number a row at another place. */
    private static KernelFunction rows(String name, String matrix, String column, int unit, String... parameters) {
        String cut = from("n", unit) + """
              (local.set $%1$s (i32.add (local.get $%1$s) (i32.shl
                (i32.mul (local.get $first) (local.get $m)) (local.get $shift))))
              (local.set $%2$s (i32.add (local.get $%2$s) (i32.shl (local.get $first) (local.get $shift))))
              (local.set $n (local.get $part))
            """.formatted(matrix, column);
        return KernelFunction.shared(
                name,
                name,
                new KernelFunction.Division(
                        "(i64.mul " + wide("n") + " " + wide("m") + ")",
                        NUMBERS,
                        "(local $first i32) (local $part i32)",
                        cut,
                        "",
                        ""),
                parameters);
    }

    /** Each thread writes some of the features. */
    private static KernelFunction examples() {
        return KernelFunction.shared(
                "examples",
                "examples",
                new KernelFunction.Division(
                        "(i64.mul " + wide("rows") + " " + wide("columns") + ")",
                        NUMBERS,
                        "(local $first i32) (local $part i32)",
                        from("rows", 16),
                        " (local.get $first) (i32.add (local.get $first) (local.get $part))",
                        " (i32.const 0) (local.get $rows)"),
                "i32 bytes",
                "i32 rows",
                "i32 columns",
                "i32 matrix");
    }

    /** Sets {@code $first} and {@code $part}: where this thread's share of a total begins, and how much it is. */
    private static String from(String total, int unit) {
        return """
              (local.set $part (call $shareOf (local.get $%1$s) (local.get $threads) (i32.const %2$d)))
              (local.set $first (call $least (local.get $%1$s) (i32.mul (local.get $index) (local.get $part))))
              (local.set $part (call $least (local.get $part) (i32.sub (local.get $%1$s) (local.get $first))))
            """.formatted(total, unit);
    }

    private static String wide(String parameter) {
        return "(i64.extend_i32_s (local.get $" + parameter + "))";
    }
}
