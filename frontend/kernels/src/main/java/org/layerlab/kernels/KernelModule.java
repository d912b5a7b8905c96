package org.layerlab.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The module: all kernels for float32 and float64, working on an imported memory by addresses alone. It keeps no state,
 * so any number of workers can run it on one memory.
 *
 * <p>Each exported kernel takes as its first argument whether the numbers are float64; rates and scales are given as
 * f64. Shapes and addresses are the caller's to check.
 */
public final class KernelModule {
    /** How the variants are called in file names, best first. */
    private static final String FUSED = "relaxed";

    private static final String PLAIN = "simd";

    private KernelModule() {}

    /**
     * Writes both variants, {@code kernels-relaxed.wasm} and {@code kernels-simd.wasm}.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Files.write(folder.resolve("kernels-" + FUSED + ".wasm"), Assembler.assemble(text(true)));
        Files.write(folder.resolve("kernels-" + PLAIN + ".wasm"), Assembler.assemble(text(false)));
    }

    /**
     * The module as WebAssembly text.
     *
     * @param fused whether float32 may multiply and add in one instruction (relaxed SIMD)
     */
    static String text(boolean fused) {
        StringBuilder wat = new StringBuilder("(module\n(import \"env\" \"memory\" (memory 1 65536))\n");
        for (Numbers n : List.of(Numbers.float32(fused), Numbers.float64())) {
            wat.append("\n;; ---- ").append(n.scalar()).append(" ----\n");
            wat.append(ElementwiseWat.wat(n));
            wat.append(UpdateWat.wat(n));
            wat.append(CostWat.wat(n));
            wat.append(ProductWat.wat(n));
            wat.append(TransposedProductWat.wat(n));
            wat.append(TransferWat.wat(n));
            wat.append(NetworkWat.wat(n));
            wat.append(LimitWat.wat(n));
        }
        wat.append("\n;; ---- exports ----\n");
        export(wat, "activate", "", "i32 g", "i32 z", "i32 a", "i32 count");
        export(wat, "backward", "", "i32 g", "i32 z", "i32 a", "i32 dA", "i32 dZ", "i32 count");
        export(wat, "scaleBy", "", "i32 a", "i32 b", "i32 count");
        export(wat, "outputError", "", "i32 al", "i32 y", "i32 dZ", "i32 count");
        export(wat, "dropout", "", "i32 a", "i32 mask", "i32 d", "i32 count", "i32 last", "number scale", "i32 seed");
        export(wat, "addBias", "", "i32 z", "i32 b", "i32 n", "i32 m");
        export(wat, "descend", "", "i32 w", "i32 dw", "i32 count", "number rate", "number l1", "number l2");
        export(
                wat,
                "momentum",
                "",
                "i32 w",
                "i32 dw",
                "i32 v",
                "i32 count",
                "number rate",
                "number momentum",
                "number l1",
                "number l2");
        export(
                wat,
                "adam",
                "",
                "i32 w",
                "i32 dw",
                "i32 m",
                "i32 s",
                "i32 count",
                "number rate",
                "number meanScale",
                "number squareScale",
                "number l1",
                "number l2");
        export(wat, "crossEntropy", "f64", "i32 al", "i32 y", "i32 count");
        export(wat, "sumColumns", "", "i32 dZ", "i32 n", "i32 m", "number scale", "i32 db");
        export(wat, "countCorrect", "i32", "i32 al", "i32 y", "i32 count");
        export(
                wat,
                "product",
                "",
                "i32 a",
                "i32 aRow",
                "i32 aStep",
                "i32 b",
                "i32 m",
                "i32 k",
                "i32 c",
                "i32 from",
                "i32 to",
                "i32 scratch");
        export(
                wat,
                "productT",
                "",
                "i32 a",
                "i32 b",
                "i32 m",
                "i32 k",
                "number scale",
                "i32 c",
                "i32 from",
                "i32 to",
                "i32 scratch");
        export(wat, "examples", "", "i32 bytes", "i32 rows", "i32 columns", "i32 matrix");
        export(wat, "train", "f64", "i32 network", "i32 iterations", "number rate", "number l1", "number l2");
        export(wat, "limit", "f64", "i32 count");
        wat.append("(func (export \"scratchBytes\") (result i32) (i32.const ")
                .append(ProductWat.SCRATCH_BYTES)
                .append("))\n");
        wat.append(TransferWat.exports());
        return wat.append(")\n").toString();
    }

    /** An export that chooses the kernel of the precision; a {@code number} is f64 outside and of the type inside. */
    private static void export(StringBuilder wat, String name, String result, String... parameters) {
        wat.append("(func (export \"").append(name).append("\") (param $double i32)");
        StringBuilder single = new StringBuilder("(call $" + name + "_f32");
        StringBuilder twice = new StringBuilder("(call $" + name + "_f64");
        for (String parameter : parameters) {
            String type = parameter.substring(0, parameter.indexOf(' '));
            String get = "(local.get $" + parameter.substring(type.length() + 1) + ")";
            boolean number = type.equals("number");
            wat.append(" (param $")
                    .append(parameter.substring(type.length() + 1))
                    .append(number ? " f64)" : " i32)");
            single.append(' ').append(number ? "(f32.demote_f64 " + get + ")" : get);
            twice.append(' ').append(get);
        }
        String returns = result.isEmpty() ? "" : " (result " + result + ")";
        wat.append(returns).append("\n  (if").append(returns).append(" (local.get $double)\n    (then ");
        wat.append(twice).append("))\n    (else ").append(single).append("))))\n");
    }
}
