package org.layerlab.network.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

/**
 * What all kernels must do alike: every operation against {@link ReferenceKernels} or plain arithmetic, at sizes around the widths of
 * vectors, tiles and blocks, with a tolerance that grows with the number of terms in a sum.
 */
public final class KernelContract {
    private KernelContract() {}

    /** Runs the whole contract on these kernels; one check per operation. */
    public static List<Check> run(Kernels candidate) {
        return run(candidate, new ContractNumbers(candidate.precision()));
    }

    /**
     * The same with numbers that other kernels of the same precision may have been checked with before: what the reference
     * makes of them is worked out once.
     */
    public static List<Check> run(Kernels candidate, ContractNumbers numbers) {
        List<Check> checks = new ArrayList<>();
        for (Supplier<List<Check>> part : parts(candidate, numbers)) {
            checks.addAll(part.get());
        }
        return checks;
    }

    /** The contract part by part. */
    public static List<Supplier<List<Check>>> parts(Kernels candidate, ContractNumbers numbers) {
        Map<String, KernelComparison.Part> parts = new LinkedHashMap<>();
        parts.put("products", against -> new ProductContract(against).products());
        parts.put("products in parts", against -> new ProductContract(against).productsInParts());
        parts.put("activations", against -> new ElementContract(against).activations());
        parts.put("tails", against -> new ElementContract(against).tails());
        parts.put("NaN", against -> new ElementContract(against).notANumber());
        parts.put("columns", against -> new ElementContract(against).columns());
        parts.put("costs", against -> new ElementContract(against).costs());
        parts.put("certain and wrong", against -> new ElementContract(against).certainAndWrong());
        parts.put("dropout", against -> new ElementContract(against).dropout());
        parts.put("updates", against -> new ElementContract(against).updates());
        parts.put("fused updates", against -> new ProductContract(against).fusedUpdates());
        parts.put("examples", against -> new ProductContract(against).examples());
        parts.put("products of examples", against -> new ProductContract(against).examplesInProducts());
        parts.put("convolutions", against -> new ConvolutionContract(against).run(numbers.every()));
        parts.put("depthwise", against -> new DepthwiseContract(against).run(numbers.every()));
        parts.put("max pools", against -> new MapContract(against).maxPools());
        parts.put("average pools", against -> new MapContract(against).averagePools());
        parts.put("moments", against -> new MapContract(against).moments());
        parts.put("scaling", against -> new MapContract(against).scaling());
        parts.put("norm", against -> new NormContract(against).run());
        parts.put("classes", against -> new MapContract(against).classes());
        parts.put("refusal", against -> against.add(refusal(candidate)));
        return suppliers(parts, candidate, numbers);
    }

    /** The parts of it about large products, with one convolution: for kernels that have several ways to do them. */
    public static List<Supplier<List<Check>>> products(Kernels candidate, ContractNumbers numbers) {
        Map<String, KernelComparison.Part> parts = new LinkedHashMap<>();
        parts.put("large products", against -> new ProductContract(against).largeProducts());
        parts.put("one convolution", against -> new ConvolutionContract(against).one());
        return suppliers(parts, candidate, numbers);
    }

    private static List<Supplier<List<Check>>> suppliers(
            Map<String, KernelComparison.Part> parts, Kernels candidate, ContractNumbers numbers) {
        List<Supplier<List<Check>>> suppliers = new ArrayList<>();
        parts.forEach((name, part) -> suppliers.add(() -> KernelComparison.run(name, part, candidate, numbers)));
        return suppliers;
    }

    private static Check refusal(Kernels candidate) {
        Matrix A = candidate.create(2, 3);
        Matrix B = candidate.create(2, 3);
        try {
            candidate.multiply(A, B, candidate.create(2, 3));
        } catch (IllegalArgumentException e) {
            String detail = String.valueOf(e.getMessage());
            return new Check("refuses shapes that do not fit", detail.contains("2×3"), detail);
        }
        return new Check("refuses shapes that do not fit", false, "2×3·2×3 was accepted");
    }
}
