package org.layerlab.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The module: all kernels for float32 and float64, working on an imported memory by addresses alone. It keeps no state,
 * so any number of workers can run it on one memory; see {@link CrewWat} for how they share the work.
 *
 * <p>Each exported kernel takes as its first argument whether the numbers are float64; rates and scales are given as
 * f64. Shapes and addresses are the caller's to check.
 */
public final class KernelModule {
    /**
     * A variant; a page loads one of them.
     *
     * @param fused whether float32 may multiply and add in one instruction (relaxed SIMD)
     * @param maps whether there are convolutions and what belongs to them, which the playground does without
     * @param shared whether the memory is shared by several threads
     */
    record Variant(boolean fused, boolean maps, boolean shared) {
        static List<Variant> all() {
            List<Variant> all = new ArrayList<>();
            for (boolean fused : new boolean[] {true, false}) {
                for (boolean maps : new boolean[] {true, false}) {
                    all.add(new Variant(fused, maps, true));
                    all.add(new Variant(fused, maps, false));
                }
            }
            return all;
        }

        /** Its file's name, by which boot.js knows it. */
        String file() {
            return "kernels-" + (fused ? "relaxed" : "simd") + (maps ? "-maps" : "") + (shared ? "-shared" : "")
                    + ".wasm";
        }
    }

    private KernelModule() {}

    /**
     * Writes all variants.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Variant variant : Variant.all()) {
            Files.write(folder.resolve(variant.file()), Assembler.assemble(text(variant)));
        }
    }

    /** The module as WebAssembly text. */
    static String text(Variant variant) {
        Constants constants = new Constants(CrewWat.RESERVED);
        String kernels = constants.place(kernels(variant));
        return "(module\n(import \"env\" \"memory\" (memory 1 65536" + (variant.shared() ? " shared" : "") + "))\n"
                + kernels
                + constants.data()
                + Function.exported("reservedBytes", f -> f.giveBack(I32.of(constants.end())))
                + ")\n";
    }

    private static String kernels(Variant variant) {
        boolean shared = variant.shared();
        StringBuilder wat = new StringBuilder(CrewWat.basics(shared));
        for (ScalarType n : List.of(ScalarType.float32(variant.fused()), ScalarType.float64())) {
            wat.append("\n;; ---- ").append(n.scalar()).append(" ----\n");
            wat.append(ElementwiseWat.wat(n));
            wat.append(UpdateWat.wat(n));
            wat.append(CostWat.wat(n));
            wat.append(ProductWat.wat(n));
            wat.append(TransposedProductWat.wat(n));
            wat.append(variant.maps() ? ConvolutionWat.wat(n) + MapWat.wat(n) : MapWat.none(n));
            wat.append(ExamplesWat.wat(n));
            wat.append(PointForwardWat.wat(n));
            wat.append(PointGradientWat.wat(n));
            wat.append(OutputUnitWat.wat(n));
            wat.append(NetworkWat.wat(n));
            wat.append(LimitWat.wat(n));
        }
        wat.append("\n;; ---- exports ----\n");
        List<String> jobs = new ArrayList<>();
        for (KernelFunction export : KernelFunctions.all()) {
            boolean divided = shared && export.division() != null;
            wat.append(export.wat(divided ? jobs.size() : -1));
            if (divided) {
                wat.append(export.share());
                jobs.add(export.name());
            }
        }
        wat.append(shared ? CrewWat.wat(jobs) : CrewWat.nobody());
        return wat.append(Function.exported("scratchBytes", f -> f.giveBack(I32.of(ProductWat.SCRATCH_BYTES))))
                .append(TransferWat.exports())
                .toString();
    }
}
